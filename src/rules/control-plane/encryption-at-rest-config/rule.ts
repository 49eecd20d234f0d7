import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ReportDescriptor } from '../../../engine/visitor';
import { CIS_BENCHMARK, NSA_GUIDE } from '../../shared/sources';

const ENCRYPTING = ['aescbc', 'aesgcm', 'kms', 'secretbox'];
/** Entries that cover Secrets: secrets, the whole core group, everything. */
const COVERING = ['secrets', '*.', '*.*'];

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
      const entries = listOf(config.value('/resources'));
      const index = entries.findIndex((entry) => listOf(entry?.resources).some((name) => COVERING.includes(name)));
      if (index < 0) {
        report({
          pointer: '/resources',
          message: 'encryption configuration does not cover Secrets, so they are stored unencrypted; add "secrets"',
        });
        return;
      }
      const problem = problemOf(listOf(entries[index].providers), `/resources/${index}/providers`);
      if (problem) report(problem);
    },
  },
});

function problemOf(providers: readonly any[], pointer: string): ReportDescriptor | undefined {
  const [first] = providers.map((provider) => Object.keys(provider ?? {}).find((name) => provider[name] ?? false));
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
  if (first !== 'kms' || providers[0].kms.apiVersion === 'v2') return undefined;
  return {
    pointer: `${pointer}/0/kms/apiVersion`,
    severity: Severity.MEDIUM,
    message:
      'secrets are encrypted with KMS "v1", which is deprecated, and disabled since 1.29; set apiVersion to "v2"',
  };
}

function listOf(value: unknown): any[] {
  return Array.isArray(value) ? value : [];
}
