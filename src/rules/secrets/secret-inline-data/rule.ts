import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { decoded } from '../../shared/config-map';
import { isTemplate } from '../../shared/secret-signs';
import { CIS_BENCHMARK, NSA_GUIDE, SECRETS_GOOD_PRACTICES } from '../../shared/sources';

/** What people write where the value is to come later. */
const PLACEHOLDER =
  /^(?:change[-_ ]?(?:me|it)|replace[-_ ]?(?:me|this)|todo|tbd|fixme|placeholder|redacted|your[-_ ].{1,40})$/i;
const CERTIFICATES = /^\s{0,100}-----BEGIN (?:TRUSTED )?CERTIFICATE-----/;

export const rule = defineRule({
  id: 'secret-inline-data',
  category: 'secrets',
  title: 'Secrets are not kept in manifests',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N7', 'CIS 1.12 5.4.2', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: [NSA_GUIDE, CIS_BENCHMARK, SECRETS_GOOD_PRACTICES],
  equivalents: {
    kubescape: ['C-0208', 'C-0234 (cluster)'],
  },
  visit: {
    types: ['Secret'],
    manifest(secret, { report }) {
      for (const field of ['data', 'stringData']) {
        const values: { [key: string]: string | null } = secret.value(`/${field}`) ?? {};
        const keys = Object.keys(values).filter((key) => isKept(values[key] ?? '', field === 'data'));
        if (keys.length === 0) continue;
        report({
          pointer: `/${field}`,
          message: `secret "${secret.objectRef.name}" holds ${keys.map((key) => `"${key}"`).join(', ')} in the manifest; use a store of secrets that fills it in`,
        });
      }
    },
  },
});

/** Whether a value is one that must be kept to oneself: neither filled in later, nor public as certificates are. */
function isKept(value: string, isBase64: boolean): boolean {
  if (isTemplate(value)) return false; // SOPS and templates put theirs in place of the base64
  const text = (isBase64 ? (decoded(value) ?? value) : value).trim();
  if (text === '' || isTemplate(text) || PLACEHOLDER.test(text)) return false;
  return !CERTIFICATES.test(text) || text.includes('PRIVATE KEY-----');
}
