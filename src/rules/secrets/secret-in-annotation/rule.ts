import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { escapeSegment } from '../../../json/pointer';
import { type SecretSearch, secretInText, secretSearch } from '../../shared/secrets/find-secret';
import { SecretKind, secretKind } from '../../shared/secrets/names';
import { secretNames } from '../../shared/secrets/names-option';
import { isHarmless } from '../../shared/secrets/values';
import { NSA_GUIDE, SECRETS_GOOD_PRACTICES } from '../../shared/sources';

/** A message never contains the value: findings are printed, mailed and stored. */
export const rule = defineRule({
  id: 'secret-in-annotation',
  category: 'secrets',
  title: 'No annotation holds a secret',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA N7', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
    NSA_GUIDE,
    SECRETS_GOOD_PRACTICES,
  ],
  options: [secretNames],
  visit: {
    manifest(manifest, context) {
      const { kind, name } = manifest.objectRef;
      for (const path of ['', ...manifest.podTemplates.map((pod) => pod.path).filter((path) => path !== '')]) {
        const annotations: { [key: string]: string | null } | undefined = manifest.value(
          `${path}/metadata/annotations`,
        );
        if (!annotations) continue;
        const search = secretSearch(context);
        for (const [key, value] of Object.entries(annotations)) {
          const what = secretIn(key, value ?? '', search);
          if (!what) continue;
          context.report({
            pointer: `${path}/metadata/annotations/${escapeSegment(key)}`,
            message: `annotation "${key}" of ${kind} "${name}" holds ${what}; use a Secret`,
          });
        }
      }
    },
  },
});

/** Controllers read the names of Secrets from annotations whose own name ends in `secret`: a name is harmless in all of them. */
function secretIn(key: string, value: string, search: SecretSearch): string | undefined {
  const what = secretInText(value, search);
  if (what) return what;
  const kind = secretKind(key, search.more);
  if (kind === undefined || value.trim().includes('\n') || isHarmless(value, kind)) return undefined;
  const isName = kind !== SecretKind.PASSWORD && isHarmless(value, SecretKind.REFERENCE);
  return isName || search.objects.has(value) ? undefined : 'a secret, according to its name';
}
