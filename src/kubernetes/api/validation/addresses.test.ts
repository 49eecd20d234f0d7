import type { CheckContext } from '../check';
import { ADDRESS, isStrictlyWithin, NETWORK, networkOf } from './addresses';

const newest = { minor: 37 } as CheckContext;
const before = { minor: 35 } as CheckContext;
const accepts = (check: typeof ADDRESS, text: string, inspection: CheckContext) =>
  check(text, inspection) === undefined;

// k8s.io/apimachinery/pkg/util/validation, IsValidIP and IsValidCIDR, and their tests
test.each([
  ['10.9.8.7', true, true],
  ['0.0.0.0', true, true],
  ['::', true, true],
  ['2001:db8::1', true, true],
  ['1:2:3:4:5:6:7:8', true, true],
  ['1:2:3:4:5:6:1.2.3.4', true, true],
  ['010.9.8.7', true, false],
  ['::ffff:1.2.3.4', true, false],
  ['', false, false],
  ['10.9.8', false, false],
  ['10.9.8.256', false, false],
  ['10.9.8.7/24', false, false],
  ['1::2::3', false, false],
  ['1:2:3:4:5:6:7', false, false],
  ['1:2:3:4:5:6:7::8', false, false],
  ['12345::', false, false],
  ['fe80::1%eth0', false, false],
])('the address %s: %s before 1.36, %s since', (text, old, strict) => {
  expect([accepts(ADDRESS, text, before), accepts(ADDRESS, text, newest)]).toEqual([old, strict]);
});

test.each([
  ['10.9.8.0/24', true, true],
  ['0.0.0.0/0', true, true],
  ['2001:db8::/64', true, true],
  ['10.9.8.7/24', true, false],
  ['10.9.8.0/024', true, false],
  ['010.9.8.0/24', true, false],
  ['10.9.8.0', false, false],
  ['10.9.8.0/33', false, false],
  ['10.9.8.0/', false, false],
  ['10.9.8.0/-1', false, false],
  ['2001:db8::/129', false, false],
])('the network %s: %s before 1.36, %s since', (text, old, strict) => {
  expect([accepts(NETWORK, text, before), accepts(NETWORK, text, newest)]).toEqual([old, strict]);
});

test.each([
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.0.0.0/8', false],
  ['11.0.0.0/16', '10.0.0.0/8', false],
  ['10.0.0.0/7', '10.0.0.0/8', false],
  ['::/16', '0.0.0.0/0', false],
])('%s within %s: %s', (inner, outer, expected) => {
  const [one, other] = [inner, outer].map((text) => networkOf(text) as NonNullable<ReturnType<typeof networkOf>>);
  expect(isStrictlyWithin(one as never, other as never)).toBe(expected);
});
