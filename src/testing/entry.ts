/**
 * What `cdk8s-hardened/testing` exports, for tests of rules and of apps. Exports only.
 */
export { HardeningError } from '../aspects/hardening-error';
export {
  type HardeningMatchers,
  hardeningMatchers,
  type MatcherResult,
  toHaveFinding,
  toPassHardening,
} from './matchers';
export { RuleTester, type RuleTesterProps } from './rule-tester';
