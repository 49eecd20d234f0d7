import { NEWEST_VERSION, OLDEST_SUPPORTED_VERSION } from './kubernetes-version';
import { SUPPORT_WINDOWS, supportProblem } from './support-window';

test('the table has each minor version once, up to the newest', () => {
  const minors = SUPPORT_WINDOWS.map(({ minor }) => minor);
  expect(minors).toEqual(minors.map((_, index) => (minors[0] as number) + index));
  expect(`1.${minors.at(-1)}`).toBe(NEWEST_VERSION);
});

test('the days are days, in order, and a year or more is between release and end', () => {
  for (const { from, until } of SUPPORT_WINDOWS) {
    for (const day of [from, until]) expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
    expect(Date.parse(until) - Date.parse(from)).toBeGreaterThan(365 * 86_400_000);
  }
  for (const key of ['from', 'until'] as const) {
    const days = SUPPORT_WINDOWS.map((each) => each[key]);
    expect(days).toEqual([...days].sort());
  }
});

test('the oldest version with support when the other rules were last looked at is the one that they know', () => {
  const oldest = SUPPORT_WINDOWS.find(({ minor }) => supportProblem(minor, '2026-11-30') === undefined);
  expect(`1.${oldest?.minor}`).toBe(OLDEST_SUPPORTED_VERSION);
});
