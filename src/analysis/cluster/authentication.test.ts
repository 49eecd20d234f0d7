import { namePrefix, prefixProblem, refusesSystemNames } from './authentication';

test.each<[string, any, string | undefined]>([
  ['a claim with a prefix', { claim: 'sub', prefix: 'oidc:' }, 'oidc:'],
  ['a claim without one', { claim: 'sub', prefix: '' }, ''],
  ['a text before a claim', { expression: "'oidc:' + claims.sub" }, 'oidc:'],
  ['a claim alone', { expression: 'claims.sub' }, undefined],
  ['an empty text before a claim', { expression: "'' + claims.sub" }, undefined],
  ['a choice', { expression: "'oidc:' + claims.sub != '' ? claims.a : claims.b" }, undefined],
])('the prefix of %s', (_, mapping, expected) => {
  expect(namePrefix(mapping)).toBe(expected);
});

test.each([
  ['oidc:', false],
  ['', true],
  ['system:', true],
  ['system:node:', true],
  ['sys', true],
  ['systems:', false],
])('whether the prefix "%s" is refused: %s', (prefix, expected) => {
  expect(prefixProblem(prefix) !== undefined).toBe(expected);
});

test.each<['username' | 'groups', string, boolean]>([
  ['username', "!user.username.startsWith('system:')", true],
  ['username', '!user.username.startsWith("system:")', true],
  ['username', "! user.username.startsWith('system:') && user.username != ''", true],
  ['username', "user.username.startsWith('system:')", false],
  ['username', "!user.username.startsWith('system')", false],
  ['username', "!user.username.startsWith('system:') || true", false],
  ['groups', "user.groups.all(g, !g.startsWith('system:'))", true],
  ['groups', "user.groups.all(g, !h.startsWith('system:'))", false],
  ['groups', "user.groups.exists(g, !g.startsWith('system:'))", false],
  ['groups', "!user.username.startsWith('system:')", false],
])('%s: %s refuses reserved names: %s', (what, expression, expected) => {
  expect(refusesSystemNames(what, [expression])).toBe(expected);
});
