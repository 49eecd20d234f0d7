import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { secretNames } from '../../shared/secret-names';
import { assignedSecret, isHarmless, secretKind, secretSign } from '../../shared/secret-signs';
import { CIS_BENCHMARK, NSA_GUIDE, SECRETS_GOOD_PRACTICES } from '../../shared/sources';

/** A message never contains the value: findings are printed, mailed and stored. */
export const rule = defineRule({
  id: 'hard-coded-secret-env',
  category: 'secrets',
  title: 'No environment variable holds a secret in plain text',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N7', 'CIS 1.12 5.4.1', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: [NSA_GUIDE, CIS_BENCHMARK, SECRETS_GOOD_PRACTICES],
  equivalents: {
    kubescape: ['C-0012', 'C-0259'],
    kubeLinter: ['env-var-secret'],
    polaris: ['sensitiveContainerEnvVar'],
  },
  options: [secretNames],
  visit: {
    container(container, { report, option }) {
      const env: any[] = container.value('/env') ?? [];
      env.forEach(({ name, value }, index) => {
        const what = secretIn(name ?? '', value ?? '', option(secretNames));
        if (!what) return;
        report({
          pointer: `${container.path}/env/${index}/value`,
          message: `environment variable "${name ?? ''}" of container "${container.name}" holds ${what}; use a Secret, mounted as a file`,
        });
      });
    },
  },
});

function secretIn(name: string, value: string, more: readonly string[]): string | undefined {
  const sign = secretSign(value);
  if (sign) return sign;
  const kind = secretKind(name, more);
  if (kind && !isHarmless(value, kind)) return 'a secret, according to its name';
  const assigned = assignedSecret(value, more);
  return assigned && `a secret under "${assigned}"`;
}
