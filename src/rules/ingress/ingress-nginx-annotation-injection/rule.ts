import { annotationsOf, INGRESSES } from '../../../analysis/network/ingresses';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { escapeSegment } from '../../../json/pointer';
import { characterCode } from '../../shared/character-code';
import { NSA_GUIDE } from '../../shared/sources';

const PREFIXES = ['nginx.ingress.kubernetes.io/', 'nginx.org/'];

/** What is written into the configuration as it is. */
const PLAIN = new Set(
  `app-root auth-method auth-proxy-set-headers auth-response-headers auth-secret auth-signin
  auth-signin-redirect-param auth-tls-error-page auth-tls-secret auth-tls-verify-client auth-url backend-protocol
  cors-allow-headers cors-allow-methods cors-expose-headers default-backend lb-method load-balance mirror-host
  mirror-request-body mirror-target permanent-redirect proxy-cookie-domain proxy-hide-headers
  proxy-pass-headers proxy-redirect-to proxy-ssl-name proxy-ssl-secret rewrite-target 
  session-cookie-name session-cookie-path ssl-ciphers temporal-redirect upstream-vhost
  x-forwarded-prefix`.split(/\s+/),
);

/** The same, but regular expressions or variables are allowed there, with braces and all. */
const PATTERNS = new Set([
  'auth-cache-key',
  'auth-tls-match-cn',
  'cors-allow-origin',
  'proxy-redirect-from',
  'server-alias',
  'upstream-hash-by',
]);

/**
 * What ends a directive, begins or ends a block, or quotes. "#" begins a comment after a space only: in a URL it is a
 * fragment.
 */
const IN_PLAIN = /[\p{Cc};{}|`"\\]|(?<![^\s])#/u;
const IN_PATTERNS = /[\p{Cc};`"]|(?<![^\s])#/u;

export const rule = defineRule({
  id: 'ingress-nginx-annotation-injection',
  category: 'ingress',
  title: 'Annotations of ingresses carry no configuration for nginx',
  severity: Severity.CRITICAL,
  profiles: ['nsa'],
  standards: ['NSA/CISA U1', 'OWASP K10:2022', 'OWASP K07:2025'],
  references: [
    'https://nvd.nist.gov/vuln/detail/CVE-2025-1097',
    'https://nvd.nist.gov/vuln/detail/CVE-2025-1098',
    'https://nvd.nist.gov/vuln/detail/CVE-2025-24514',
    'https://nvd.nist.gov/vuln/detail/CVE-2021-25746',
    NSA_GUIDE,
  ],
  equivalents: {
    trivy: ['KCV-0093'],
    kyverno: ['restrict-annotations (nginx)', 'restrict-ingress-paths'],
  },
  visit: {
    types: INGRESSES,
    manifest(ingress, { report }) {
      // Whatever its class: the controller also serves what names none, and validates what is not its own.
      for (const [key, value] of Object.entries(annotationsOf(ingress))) {
        const prefix = PREFIXES.find((each) => key.startsWith(each));
        if (prefix === undefined || typeof value !== 'string') continue;
        const name = key.slice(prefix.length);
        const forbidden = PLAIN.has(name) ? IN_PLAIN : PATTERNS.has(name) ? IN_PATTERNS : undefined;
        const found = forbidden?.exec(value.trim())?.[0];
        if (found === undefined) continue;
        report({
          pointer: `/metadata/annotations/${escapeSegment(key)}`,
          message: `annotation "${name}" has ${characterCode(found)}, with which it leaves its place in the configuration of nginx; remove it from the value`,
        });
      }
    },
  },
});
