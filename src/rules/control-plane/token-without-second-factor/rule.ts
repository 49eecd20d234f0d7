import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

/** Claims that say how a user authenticated. */
const FACTORS = /\bclaims\.\??(?:amr|acr)\b|\bclaims\[\??["'](?:amr|acr)["']\]/;

export const rule = defineRule({
  id: 'token-without-second-factor',
  category: 'control-plane',
  title: 'Tokens of people prove a second factor',
  severity: Severity.LOW,
  profiles: ['nsa'],
  standards: ['NSA/CISA A1', 'OWASP K06:2022', 'OWASP K09:2025'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration',
    'https://datatracker.ietf.org/doc/html/rfc8176',
    NSA_GUIDE,
  ],
  equivalents: {},
  visit: {
    types: ['apiserver.config.k8s.io/AuthenticationConfiguration'],
    manifest(config, { report }) {
      const issuers: any[] = config.value('/jwt') ?? [];
      issuers.forEach(({ issuer, claimValidationRules }, index) => {
        const rules: any[] = claimValidationRules ?? [];
        if (rules.some(({ claim, expression = '' }) => claim === 'acr' || FACTORS.test(expression))) return;
        report({
          pointer: `/jwt/${index}/claimValidationRules`,
          message: `tokens of "${issuer?.url ?? ''}" need no second factor; add a rule such as "'mfa' in claims.amr"`,
        });
      });
    },
  },
});
