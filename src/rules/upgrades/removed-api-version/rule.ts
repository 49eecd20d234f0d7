import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { type ApiVersion, isSince, lifecycleOf, meansTheSame, replacementOf } from '../../../kubernetes/api/lifecycle';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'removed-api-version',
  category: 'upgrades',
  impliedBy: ['pod-security-policy-object'],
  title: 'Objects use an API version that the cluster serves',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: ['https://kubernetes.io/docs/reference/using-api/deprecation-guide/', NSA_GUIDE],
  equivalents: {
    kubeLinter: ['no-extensions-v1beta'],
    trivy: ['KSV-0107'],
    kubeScore: ['stable-version'],
    kyverno: ['check-deprecated-apis'],
  },
  visit: {
    manifest(manifest, { report, target: { kubernetesVersion } }) {
      const { apiVersion, kind } = manifest.objectRef;
      if (kind === 'PodSecurityPolicy') return; // pod-security-policy-object reports it: no version is served
      const lifecycle = lifecycleOf(apiVersion, kind);
      const { deprecated, removed } = lifecycle ?? {};
      const isRemoved = removed !== undefined && isSince(kubernetesVersion, removed);
      const isDeprecated = deprecated !== undefined && isSince(kubernetesVersion, deprecated);
      if (!lifecycle || !(isRemoved || isDeprecated)) return;
      const replacement = replacementOf(apiVersion, kind, kubernetesVersion);
      const isServed = replacement !== undefined && isSince(kubernetesVersion, replacement.introduced);
      const fate = isRemoved
        ? `is no longer served since ${removed}`
        : `is deprecated since ${deprecated}${removed ? `, and removed in ${removed}` : ''}`;
      report({
        pointer: '/apiVersion',
        message: `version "${apiVersion}" of ${kind} ${fate}; ${advice(replacement, isServed)}`,
        severity: isRemoved ? Severity.HIGH : Severity.LOW,
        fix:
          isServed && meansTheSame(apiVersion, kind, manifest.json)
            ? manifest.patchTo('/apiVersion', replacement.apiVersion)
            : undefined,
      });
    },
  },
});

function advice(replacement: ApiVersion | undefined, isServed: boolean): string {
  if (!replacement) return 'remove the object, which has no replacement';
  return `use "${replacement.apiVersion}"${isServed ? '' : ` from ${replacement.introduced} on`}`;
}
