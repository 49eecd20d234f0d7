import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { keyLength } from '../../../kubernetes/api/validation/encryption';
import { NSA_GUIDE } from '../../shared/sources';

const PROVIDERS = ['aescbc', 'aesgcm', 'secretbox'];
/** Sizes of keys, in bytes. */
const SIZES = [16, 24, 32];

export const rule = defineRule({
  id: 'encryption-key-in-file',
  category: 'control-plane',
  title: 'Encryption configurations hold no key',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N7', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: ['https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/', NSA_GUIDE],
  equivalents: {},
  visit: {
    types: ['apiserver.config.k8s.io/EncryptionConfiguration', 'EncryptionConfig'],
    manifest(config, { report }) {
      const entries: any[] = config.value('/resources') ?? [];
      entries.forEach(({ providers }, at) => {
        (providers ?? []).forEach((provider: any, index: number) => {
          for (const name of PROVIDERS)
            (provider[name]?.keys ?? []).forEach((key: any, number: number) => {
              if (!SIZES.includes(keyLength(key.secret ?? '') ?? 0)) return;
              report({
                pointer: `/resources/${at}/providers/${index}/${name}/keys/${number}/secret`,
                message: `key "${key.name ?? ''}" is in the file, and so in each copy of it; use a text that stands for it, give the node a new key, and encrypt all Secrets again`,
              });
            });
        });
      });
    },
  },
});
