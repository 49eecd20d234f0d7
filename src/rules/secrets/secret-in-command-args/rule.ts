import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { secretNames } from '../../shared/secret-names';
import { assignedSecret, isHarmless, secretKind, secretSign } from '../../shared/secret-signs';
import { NSA_GUIDE, SECRETS_GOOD_PRACTICES } from '../../shared/sources';

/** Every command line that the kubelet runs in a container. */
const COMMANDS = [
  '/command',
  '/args',
  ...['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle/postStart', 'lifecycle/preStop'].map(
    (handler) => `/${handler}/exec/command`,
  ),
];

/** A message never contains the value: findings are printed, mailed and stored. */
export const rule = defineRule({
  id: 'secret-in-command-args',
  category: 'secrets',
  title: 'No command line holds a secret in plain text',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N7', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: [NSA_GUIDE, SECRETS_GOOD_PRACTICES],
  options: [secretNames],
  visit: {
    container(container, { report, option }) {
      const more = option(secretNames);
      for (const list of COMMANDS) {
        const words: string[] = container.value(list) ?? [];
        words.forEach((word, index) => {
          const what = secretIn(word, more) ?? secretBehind(words[index - 1] ?? '', word, more);
          if (!what) return;
          report({
            pointer: `${container.path}${list}/${index}`,
            message: `a command of container "${container.name}" holds ${what}; use a Secret, mounted as a file that the program reads`,
          });
        });
      }
    },
  },
});

function secretIn(word: string, more: readonly string[]): string | undefined {
  const sign = secretSign(word);
  if (sign) return sign;
  const assigned = assignedSecret(word, more);
  return assigned && `a secret under "${assigned}"`;
}

/** `--password` and its value, as two words. */
function secretBehind(flag: string, word: string, more: readonly string[]): string | undefined {
  if (!/^--?[A-Za-z][\w-]{0,100}$/.test(flag) || word.startsWith('-')) return undefined;
  const kind = secretKind(flag, more);
  return kind && !isHarmless(word, kind) ? `a secret after "${flag}"` : undefined;
}
