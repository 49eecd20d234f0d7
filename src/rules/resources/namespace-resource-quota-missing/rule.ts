import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import { NSA_GUIDE, RESOURCE_QUOTAS } from '../../shared/sources';

/** Each entry, and the older names that mean the same to the API server. */
const ENTRIES: { readonly [entry: string]: readonly string[] } = {
  'requests.cpu': ['requests.cpu', 'cpu'],
  'requests.memory': ['requests.memory', 'memory'],
  'limits.cpu': ['limits.cpu'],
  'limits.memory': ['limits.memory'],
};

export const rule = defineRule({
  id: 'namespace-resource-quota-missing',
  category: 'resources',
  title: 'Namespaces have a quota for CPU and memory',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [RESOURCE_QUOTAS, NSA_GUIDE],
  equivalents: {
    trivy: ['KSV-0040 (only inspects existing quota)'],
    kyverno: ['add-ns-quota'],
  },
  visit: {
    types: ['Namespace'],
    manifest(namespace, { all, report }) {
      const { name } = namespace.objectRef;
      const quotas = all.inNamespace('ResourceQuota', name).filter(isForAllPods);
      const has = (key: string) => quotas.some((quota) => (quota.json.spec?.hard?.[key] ?? undefined) !== undefined);
      const missing = Object.entries(ENTRIES)
        .filter(([, keys]) => !keys.some(has))
        .map(([entry]) => entry);
      if (missing.length === 0) return;
      report({
        pointer: '/metadata/name',
        message: `namespace "${name}" has no ResourceQuota for ${missing.join(', ')}; add one without scopes`,
      });
    },
  },
});

/** A quota with a scope does not limit the other pods. */
function isForAllPods(quota: Manifest): boolean {
  const { scopes, scopeSelector } = quota.json.spec ?? {};
  return !scopes?.length && !scopeSelector?.matchExpressions?.length;
}
