import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ReportDescriptor } from '../../../engine/visitor';
import { coversResource } from '../../../kubernetes/api/validation/encryption';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';

const ENCRYPTING = ['aescbc', 'aesgcm', 'kms', 'secretbox'];
/**
 * Providers that encrypt, with a weakness.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/#providers
 */
const WEAKER: { readonly [provider: string]: Pick<ReportDescriptor, 'message' | 'severity'> } = {
  aescbc: {
    severity: Severity.INFO,
    message:
      'secrets are encrypted in CBC mode, which padding oracles can read; use "kms" with version "v2", or "secretbox"',
  },
  aesgcm: {
    severity: Severity.LOW,
    message:
      'secrets are encrypted with "aesgcm", whose key is weak after 200,000 writes; use "kms" with version "v2", or "secretbox"',
  },
};

/** The first entry that covers a resource decides. Its first provider writes; the others only read. */
export const rule = defineRule({
  id: 'encryption-at-rest-config',
  category: 'control-plane',
  title: 'The API server encrypts Secrets before it stores them',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: [
    'NSA/CISA N6',
    'NSA/CISA N7',
    'CIS 2.0.1 1.2.27',
    'CIS 2.0.1 1.2.28',
    'CIS 1.12 1.2.27',
    'CIS 1.12 1.2.28',
    'OWASP K08:2022',
    'OWASP K03:2025',
  ],
  references: [NSA_GUIDE, CIS_BENCHMARK, 'https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/'],
  equivalents: {
    kubescape: ['C-0066', 'C-0142 (cluster)'],
    trivy: ['KCV-0030 (partly)'],
    checkov: ['CKV_K8S_104 (by title)'],
    kyverno: ['enforce-etcd-encryption (OpenShift)'],
  },
  visit: {
    types: ['apiserver.config.k8s.io/EncryptionConfiguration', 'EncryptionConfig'],
    manifest(config, { report }) {
      const entries: any[] = config.value('/resources') ?? [];
      for (const found of maskedIn(entries)) report(found);
      const index = entries.findIndex(({ resources }) => (resources ?? []).some(coversSecrets));
      if (index < 0) {
        report({
          pointer: '/resources',
          message: 'encryption configuration does not cover Secrets, so they are stored unencrypted; add "secrets"',
        });
        return;
      }
      const problem = problemOf(entries[index].providers ?? [], `/resources/${index}/providers`);
      if (problem) report(problem);
    },
  },
});

function coversSecrets(resource: string): boolean {
  return coversResource(resource, 'secrets');
}

/** Resources that an earlier entry has already: the API server does not start. */
function maskedIn(entries: readonly any[]): ReportDescriptor[] {
  return entries.flatMap(({ resources }, at) => {
    const earlier: string[] = entries.slice(0, at).flatMap((entry) => entry.resources ?? []);
    return (resources ?? []).flatMap((resource: string, index: number) => {
      const wider = earlier.find((each) => coversResource(each, resource));
      return wider === undefined
        ? []
        : [
            {
              pointer: `/resources/${at}/resources/${index}`,
              message: `resource "${resource}" stands after "${wider}", which has it, so the API server does not start; make its entry an earlier one`,
            },
          ];
    });
  });
}

function problemOf(providers: readonly any[], pointer: string): ReportDescriptor | undefined {
  const [first] = providers.map((provider) => Object.keys(provider).find((name) => provider[name] ?? false));
  if (first === 'identity') {
    return {
      pointer: `${pointer}/0`,
      message: 'secrets are written by provider "identity", which does not encrypt; make it the last provider',
    };
  }
  if (first === undefined || !ENCRYPTING.includes(first)) {
    return {
      pointer,
      message: `no provider encrypts secrets; add one of ${ENCRYPTING.join(', ')} as the first provider`,
    };
  }
  const weakness = Object.hasOwn(WEAKER, first) ? WEAKER[first] : undefined;
  if (weakness) return { pointer: `${pointer}/0/${first}`, ...weakness };
  if (first !== 'kms' || providers[0].kms.apiVersion === 'v2') return undefined;
  return {
    pointer: `${pointer}/0/kms/apiVersion`,
    severity: Severity.MEDIUM,
    message:
      'secrets are encrypted with KMS "v1", which is deprecated, and disabled since 1.29; set apiVersion to "v2"',
  };
}
