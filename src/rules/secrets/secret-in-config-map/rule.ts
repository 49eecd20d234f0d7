import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { configMapTexts } from '../../shared/config-map';
import { secretNames } from '../../shared/secret-names';
import { assignedSecret, isHarmless, secretKind, secretSign } from '../../shared/secret-signs';
import { CONFIG_MAPS, NSA_GUIDE } from '../../shared/sources';

/** A message never contains the value: findings are printed, mailed and stored. */
export const rule = defineRule({
  id: 'secret-in-config-map',
  category: 'secrets',
  title: 'No ConfigMap holds a secret',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N7', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: [NSA_GUIDE, CONFIG_MAPS],
  equivalents: {
    kubescape: ['C-0012'],
    trivy: ['KSV-0109'],
    polaris: ['sensitiveConfigmapContent'],
  },
  options: [secretNames],
  visit: {
    types: ['ConfigMap'],
    manifest(configMap, { report, option }) {
      for (const { key, text, pointer } of configMapTexts(configMap)) {
        const what = secretIn(key, text, option(secretNames));
        if (!what) continue;
        report({
          pointer,
          message: `key "${key}" of config map "${configMap.objectRef.name}" holds ${what}; use a Secret`,
        });
      }
    },
  },
});

function secretIn(key: string, text: string, more: readonly string[]): string | undefined {
  const sign = secretSign(text);
  if (sign) return sign;
  // A text of several lines is a file: its key is the name of the file, not of one value.
  const kind = text.trim().includes('\n') ? undefined : secretKind(key, more);
  if (kind && !isHarmless(text, kind)) return 'a secret, according to its name';
  const assigned = assignedSecret(text, more);
  return assigned && `a secret under "${assigned}"`;
}
