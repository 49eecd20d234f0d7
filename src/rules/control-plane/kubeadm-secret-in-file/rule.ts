import { SETTINGS_TYPES } from '../../../analysis/cluster/settings-files';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { KUBEADM_FILE } from '../../shared/control-plane/sources';
import { NSA_GUIDE } from '../../shared/sources';

const TOKEN = /^[a-z0-9]{6}\.[a-z0-9]{16}$/;
const KEY = /^[0-9a-f]{64}$/i;
/** Where files of kubeadm have secrets, beside the list of tokens. */
const PLACES: readonly (readonly [pointer: string, form: RegExp])[] = [
  ['/certificateKey', KEY],
  ['/controlPlane/certificateKey', KEY],
  ['/discovery/bootstrapToken/token', TOKEN],
  ['/discovery/tlsBootstrapToken', TOKEN],
];

/** No fix: what takes the place of the secret is not in the file. */
export const rule = defineRule({
  id: 'kubeadm-secret-in-file',
  category: 'control-plane',
  title: 'Files of kubeadm hold no tokens and keys',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N7', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: [KUBEADM_FILE, NSA_GUIDE],
  visit: {
    types: [SETTINGS_TYPES.InitConfiguration, SETTINGS_TYPES.JoinConfiguration],
    manifest(config, { report }) {
      const tokens: unknown = config.value('/bootstrapTokens');
      const ofTokens = (Array.isArray(tokens) ? tokens : []).map(
        (_, index) => [`/bootstrapTokens/${index}/token`, TOKEN] as const,
      );
      for (const [pointer, form] of [...PLACES, ...ofTokens]) {
        if (!form.test(String(config.value(pointer)))) continue;
        const what = form === KEY ? 'the key of the certificates of the control plane' : 'a token to join';
        report({ pointer, message: `the file has ${what}; remove it, and give it when kubeadm runs` });
      }
    },
  },
});
