import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { configMapTexts } from '../../shared/secrets/config-map';
import { secretSearch, secretUnderName } from '../../shared/secrets/find-secret';
import { secretNames } from '../../shared/secrets/names-option';
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
    manifest(configMap, context) {
      const search = secretSearch(context);
      for (const { key, text, pointer } of configMapTexts(configMap)) {
        const what = secretUnderName(key, text, search);
        if (!what) continue;
        context.report({
          pointer,
          message: `key "${key}" of config map "${configMap.objectRef.name}" holds ${what}; use a Secret`,
        });
      }
    },
  },
});
