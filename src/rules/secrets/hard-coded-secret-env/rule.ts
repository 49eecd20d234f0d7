import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { secretSearch, secretUnderName } from '../../shared/secrets/find-secret';
import { secretNames } from '../../shared/secrets/names-option';
import { CIS_BENCHMARK, NSA_GUIDE, SECRETS_GOOD_PRACTICES } from '../../shared/sources';

/** A message never contains the value: findings are printed, mailed and stored. */
export const rule = defineRule({
  id: 'hard-coded-secret-env',
  category: 'secrets',
  title: 'No environment variable holds a secret in plain text',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N7', 'CIS 2.0.1 5.4.1', 'CIS 1.12 5.4.1', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: [NSA_GUIDE, CIS_BENCHMARK, SECRETS_GOOD_PRACTICES],
  equivalents: {
    kubescape: ['C-0012', 'C-0259'],
    kubeLinter: ['env-var-secret'],
    polaris: ['sensitiveContainerEnvVar'],
  },
  options: [secretNames],
  visit: {
    container(container, context) {
      const env: any[] = container.value('/env') ?? [];
      if (env.length === 0) return;
      const search = secretSearch(context);
      env.forEach(({ name, value }, index) => {
        const what = secretUnderName(name ?? '', value ?? '', search);
        if (!what) return;
        context.report({
          pointer: `${container.path}/env/${index}/value`,
          message: `environment variable "${name ?? ''}" of container "${container.name}" holds ${what}; use a Secret, mounted as a file`,
        });
      });
    },
  },
});
