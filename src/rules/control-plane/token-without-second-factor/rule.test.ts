import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const rules =
  (claimValidationRules?: any[]) =>
  ({ others }: World): void => {
    others.push({
      apiVersion: 'apiserver.config.k8s.io/v1',
      kind: 'AuthenticationConfiguration',
      anonymous: { enabled: false },
      jwt: [
        {
          issuer: { url: 'https://idp.example.com', audiences: ['kubernetes'] },
          claimMappings: { username: { claim: 'sub', prefix: 'oidc:' } },
          claimValidationRules,
        },
      ],
    });
  };
const expression = (text: string) => rules([{ expression: text }]);
const at = ['AuthenticationConfiguration /jwt/0/claimValidationRules'];

testRule(rule, {
  valid: {
    'the methods of the token': expression("'mfa' in claims.amr"),
    'methods that may be absent': expression("claims.?amr.orValue([]).exists(m, m == 'mfa')"),
    'the class of the token': rules([{ claim: 'acr', requiredValue: 'phr' }]),
    'the methods by key': expression('claims["amr"].size() > 1'),
  },
  invalid: {
    'no rules': { change: rules(), at, mendedBy: 'none' },
    'another rule': { change: expression('claims.exp - claims.iat <= 3600'), at },
    'another claim': { change: expression("claims.amrs == 'mfa'"), at },
  },
});
