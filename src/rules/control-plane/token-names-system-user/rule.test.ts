import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const MFA = [{ expression: "'mfa' in claims.amr" }];
const mapped =
  (claimMappings: any, ...expressions: string[]) =>
  ({ others }: World): void => {
    others.push({
      apiVersion: 'apiserver.config.k8s.io/v1',
      kind: 'AuthenticationConfiguration',
      anonymous: { enabled: false },
      jwt: [
        {
          issuer: { url: 'https://idp.example.com', audiences: ['kubernetes'] },
          claimValidationRules: MFA,
          claimMappings: { username: { claim: 'sub', prefix: 'oidc:' }, ...claimMappings },
          userValidationRules: expressions.map((expression) => ({ expression })),
        },
      ],
    });
  };
const NO_NAME = "!user.username.startsWith('system:')";
const NO_GROUP = "user.groups.all(g, !g.startsWith('system:'))";
const at = (pointer: string) => [`AuthenticationConfiguration /jwt/0/claimMappings${pointer}`];

testRule(rule, {
  valid: {
    prefixes: mapped({ groups: { claim: 'groups', prefix: 'oidc:' } }),
    'no prefix, and a rule that refuses reserved names': mapped({ username: { claim: 'sub', prefix: '' } }, NO_NAME),
    'an expression with a prefix': mapped({ username: { expression: "'oidc:' + claims.sub" } }),
    'groups by an expression, and a rule that refuses reserved ones': mapped(
      { groups: { expression: 'claims.groups' } },
      NO_GROUP,
    ),
  },
  invalid: {
    'user names without a prefix': {
      change: mapped({ username: { claim: 'sub', prefix: '' } }),
      at: at('/username/prefix'),
      mendedBy: 'none',
    },
    'the rule for the other': {
      change: mapped({ groups: { claim: 'groups', prefix: '' } }, NO_NAME),
      at: at('/groups/prefix'),
    },
    'a reserved prefix': {
      change: mapped({ groups: { claim: 'groups', prefix: 'system:' } }),
      at: at('/groups/prefix'),
    },
    'any expression': {
      change: mapped({ username: { expression: 'claims.sub' } }),
      at: at('/username/expression'),
      severity: 'medium',
    },
  },
});
