import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import { LIMIT_RANGES, NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'namespace-limit-range-missing',
  category: 'resources',
  title: 'Namespaces give containers default requests and limits',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA N3', 'OWASP K01:2022', 'OWASP K01:2025'],
  references: [LIMIT_RANGES, NSA_GUIDE],
  equivalents: {
    trivy: ['KSV-0039 (only inspects existing LimitRange)'],
  },
  visit: {
    types: ['Namespace'],
    manifest(namespace, { all, report }) {
      const { name } = namespace.objectRef;
      const given = new Set(all.inNamespace('LimitRange', name).flatMap(defaultsOf));
      const missing = ['default.cpu', 'default.memory', 'defaultRequest.cpu', 'defaultRequest.memory'].filter(
        (each) => !given.has(each),
      );
      if (missing.length === 0) return;
      report({
        pointer: '/metadata/name',
        message: `namespace "${name}" has no LimitRange for containers with ${missing.join(', ')}; add one`,
      });
    },
  },
});

/**
 * The defaults that one LimitRange sets. A missing default is the maximum; a missing default request
 * is the default, else the minimum.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/v1/defaults.go
 */
function defaultsOf(limitRange: Manifest): string[] {
  const items: any[] = (limitRange.json.spec?.limits ?? []).filter((item: any) => item.type === 'Container');
  return items.flatMap((item) =>
    ['cpu', 'memory'].flatMap((resource) => {
      const limit = item.default?.[resource] ?? item.max?.[resource];
      const request = item.defaultRequest?.[resource] ?? limit ?? item.min?.[resource];
      return [
        ...(isSet(limit) ? [`default.${resource}`] : []),
        ...(isSet(request) ? [`defaultRequest.${resource}`] : []),
      ];
    }),
  );
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
