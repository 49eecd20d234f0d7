import { INGRESSES, ingressRules } from '../../../analysis/network/ingresses';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { characterCode } from '../../shared/character-code';
import { NSA_GUIDE } from '../../shared/sources';

/** Directories of the controller's file system that a path must not start with. */
export const AT_START = [['etc'], ['root']];
/** Directories of its token, which a path must not contain. */
export const ANYWHERE = [
  ['var', 'run', 'secrets'],
  ['run', 'secrets', 'kubernetes.io'],
  ['var', 'run', 'kubernetes', 'serviceaccount'],
];
/** Characters that end a directive or a location, or quote. */
const FORBIDDEN = /[\p{Cc}\s;{}"'`#]/u;
/** `{2}`, `{1,3}`: controllers may read a path of any type as a regular expression. */
const QUANTIFIER = /\{\d+(,\d*)?\}/g;

export const rule = defineRule({
  id: 'ingress-path-injection',
  category: 'ingress',
  title: 'Ingress paths contain no nginx configuration',
  severity: Severity.HIGH,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: [
    'https://nvd.nist.gov/vuln/detail/CVE-2021-25745',
    'https://nvd.nist.gov/vuln/detail/CVE-2021-25748',
    NSA_GUIDE,
  ],
  equivalents: {
    kyverno: ['restrict-ingress-paths'],
  },
  visit: {
    types: INGRESSES,
    manifest(ingress, { report }) {
      for (const { path, pointer } of ingressRules(ingress).flatMap(({ paths }) => paths)) {
        const what = problemOf(path);
        if (what === undefined) continue;
        report({
          pointer: `${pointer}/path`,
          message: `ingress "${ingress.objectRef.name}" has a path that ${what}; use a plain path`,
        });
      }
    },
  },
});

function problemOf(path: string): string | undefined {
  const found = FORBIDDEN.exec(path.replace(QUANTIFIER, ''));
  if (found) return `has ${characterCode(found[0])}, which can inject directives into the nginx configuration`;
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) return 'contains ".."';
  const startsWith = (wanted: readonly string[], at: number) =>
    wanted.every((segment, index) => segments[at + index] === segment);
  const isOfController =
    AT_START.some((wanted) => startsWith(wanted, 0)) ||
    segments.some((_, at) => ANYWHERE.some((wanted) => startsWith(wanted, at)));
  return isOfController ? 'leads to the files or the token of the controller' : undefined;
}
