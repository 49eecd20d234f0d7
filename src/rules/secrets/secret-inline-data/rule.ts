import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { decoded } from '../../shared/secrets/config-map';
import { isPlaceholder, isPublicMaterial, isReference, isTemplate } from '../../shared/secrets/values';
import { CIS_BENCHMARK, NSA_GUIDE, SECRETS_GOOD_PRACTICES } from '../../shared/sources';

export const rule = defineRule({
  id: 'secret-inline-data',
  category: 'secrets',
  title: 'Manifests do not contain the values of secrets',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA N7', 'CIS 2.0.1 5.4.2', 'CIS 1.12 5.4.2', 'OWASP K08:2022', 'OWASP K03:2025'],
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
          message: `secret "${secret.objectRef.name}" holds ${keys.map((key) => `"${key}"`).join(', ')} in the manifest; use a secret store that fills in the values`,
        });
      }
    },
  },
});

/** Whether a value is confidential: neither filled in later, nor public like a certificate. */
function isKept(value: string, isBase64: boolean): boolean {
  if (isTemplate(value) || isReference(value)) return false; // SOPS and templates write their text instead of the base64
  const text = (isBase64 ? (decoded(value) ?? value) : value).trim();
  return text !== '' && ![isTemplate, isReference, isPlaceholder, isPublicMaterial].some((isOpen) => isOpen(text));
}
