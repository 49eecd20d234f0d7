import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { configMapTexts } from '../../shared/secrets/config-map';
import { CONFIG_MAPS, NSA_GUIDE } from '../../shared/sources';

/** Repetitions are bounded, or start where no other match can: a ConfigMap can have a megabyte. */
const MAIL = /(?<![\w.+-])([\w.+-]{1,64})@((?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24})(?![\w-]|\.\w)/g;
/** Accounts of programs or roles, and domains that are reserved or internal. */
export const IMPERSONAL_USER = /^(?:git|root|no-?reply|do-?not-?reply|postmaster|support|info|admin)$/i;
export const RESERVED_DOMAIN =
  /(?:^|\.)(?:example\.(?:com|net|org)|(?:example|invalid|test|local|localhost|internal|svc))$/i;
const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g;
const PHONE = /(?<![\w+.-])\+[1-9](?:[ ().-]{0,2}\d){8,14}(?![\w.-])/;
const PASSPORT =
  /passport[ _-]?(?:no|nr|number|id)?["']?[ \t]{0,4}[:=#][ \t]{0,4}["']?[A-Z]{0,2}\d{6,9}(?![A-Za-z0-9])/i;

export const rule = defineRule({
  id: 'sensitive-data-in-config-map',
  category: 'secrets',
  impliedBy: ['secret-in-config-map'],
  title: 'No ConfigMap holds personal data',
  severity: Severity.INFO,
  profiles: [],
  standards: ['NSA/CISA N7', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: [NSA_GUIDE, CONFIG_MAPS],
  equivalents: {
    trivy: ['KSV-01010'],
  },
  visit: {
    types: ['ConfigMap'],
    manifest(configMap, { report }) {
      for (const { key, text, pointer } of configMapTexts(configMap)) {
        const found = personalData(text);
        if (!found) continue;
        report({
          pointer,
          message: `key "${key}" of config map "${configMap.objectRef.name}" seems to hold ${found}; use a Secret or a database`,
        });
      }
    },
  },
});

function personalData(text: string): string | undefined {
  for (const [, user = '', domain = ''] of text.matchAll(MAIL)) {
    if (!IMPERSONAL_USER.test(user) && !RESERVED_DOMAIN.test(domain)) return "a person's e-mail address";
  }
  for (const [account] of text.matchAll(IBAN)) if (isIban(account)) return 'a bank account number';
  if (PHONE.test(text)) return 'a telephone number';
  return PASSPORT.test(text) ? 'a passport number' : undefined;
}

/**
 * Whether the check digits are right.
 *
 * @see https://www.iso.org/standard/81090.html
 */
function isIban(account: string): boolean {
  const text = account.replaceAll(' ', '');
  if (text.length < 15 || text.length > 34) return false;
  let rest = 0;
  for (const letter of text.slice(4) + text.slice(0, 4)) {
    for (const digit of String(Number.parseInt(letter, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}
