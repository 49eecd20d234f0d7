import type { Admission } from '../../shared/admission/admission';
import { celText } from '../../shared/admission/cel';
import { DATA } from '../../shared/admission/config-maps';
import { CONFIG, SETTINGS } from './rule';

const IS_OFF = Object.entries(SETTINGS).map(
  ([key, { value }]) => `${DATA}[?${celText(key)}].orValue('').trim().lowerAscii() == ${celText(value)}`,
);

export const admission: Admission = {
  family: 'configuration',
  types: ['ConfigMap'],
  object: `object.metadata.?name.orValue('') == ${celText(CONFIG)} && (${IS_OFF.join(' || ')})`,
  message:
    'switches network policies of Cilium off; set enable-policy to "default", policy-audit-mode to "false" and enable-k8s-networkpolicy to "true"',
};
