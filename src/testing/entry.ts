/**
 * What `cdk8s-hardened/testing` exports, for tests of rules and of apps. Exports only.
 */
export { HardeningError } from '../aspects/hardening-error';
export { toBeAbleTo, toHaveExactlyAccess } from './access-matchers';
export type { MatcherResult } from './matcher-result';
export { type HardeningMatchers, hardeningMatchers, toHaveFinding, toPassHardening } from './matchers';
export { toAllow, toAllowExactlyDeclared, toDeny } from './network-matchers';
export { RuleTester, type RuleTesterProps } from './rule-tester';
