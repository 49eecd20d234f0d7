import { annotationsOf, INGRESSES } from '../../../analysis/network/ingresses';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { escapeSegment } from '../../../json/pointer';
import { characterCode } from '../../shared/character-code';
import { NSA_GUIDE } from '../../shared/sources';

/** What the names of the controllers' annotations begin with. */
export const PREFIXES = ['nginx.ingress.kubernetes.io/', 'nginx.org/'];

/** Annotations whose values older controllers copied into the configuration without a check. */
export const PLAIN = new Set(
  `app-root auth-method auth-proxy-set-headers auth-response-headers auth-secret auth-signin
  auth-signin-redirect-param auth-tls-error-page auth-tls-secret auth-tls-verify-client auth-url backend-protocol
  cors-allow-headers cors-allow-methods cors-expose-headers default-backend lb-method load-balance mirror-host
  mirror-request-body mirror-target permanent-redirect proxy-cookie-domain proxy-hide-headers
  proxy-pass-headers proxy-redirect-to proxy-ssl-name proxy-ssl-secret rewrite-target 
  session-cookie-name session-cookie-path ssl-ciphers temporal-redirect upstream-vhost
  x-forwarded-prefix`.split(/\s+/),
);

/** The same, but their values can contain regular expressions or variables, and therefore braces. */
export const PATTERNS = new Set([
  'auth-cache-key',
  'auth-tls-match-cn',
  'cors-allow-origin',
  'proxy-redirect-from',
  'server-alias',
  'upstream-hash-by',
]);

/**
 * Characters that end a directive, begin or end a block, or quote. "#" begins a comment only after a space: in a URL it
 * begins the fragment.
 */
const IN_PLAIN = /[\p{Cc};{}|`"\\]|(?<![^\s])#/u;
const IN_PATTERNS = /[\p{Cc};`"]|(?<![^\s])#/u;

export const rule = defineRule({
  id: 'ingress-nginx-annotation-injection',
  category: 'ingress',
  title: 'Ingress annotations contain no nginx configuration',
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
      // For every class: the controller also serves Ingresses without a class, and validates those of other classes.
      for (const [key, value] of Object.entries(annotationsOf(ingress))) {
        const prefix = PREFIXES.find((each) => key.startsWith(each));
        if (prefix === undefined || typeof value !== 'string') continue;
        const name = key.slice(prefix.length);
        const forbidden = PLAIN.has(name) ? IN_PLAIN : PATTERNS.has(name) ? IN_PATTERNS : undefined;
        const found = forbidden?.exec(value.trim())?.[0];
        if (found === undefined) continue;
        report({
          pointer: `/metadata/annotations/${escapeSegment(key)}`,
          message: `annotation "${name}" has ${characterCode(found)}, which can inject directives into the nginx configuration; remove it from the value`,
        });
      }
    },
  },
});
