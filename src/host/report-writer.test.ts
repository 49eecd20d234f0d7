import { Checker } from '../engine/checker';
import { Profile } from '../engine/profile';
import { ManifestSet } from '../model/manifest-set';
import { Profiles } from '../profiles/profiles';
import { FORMATS } from '../report/formats/formats';
import { packageVersion } from './package-files';
import { ReportFormat, ReportWriter } from './report-writer';

const TODAY = '2026-11-24';
const manifests = ManifestSet.fromJson([
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { hostPID: true, containers: [{ name: 'web' }] } },
]);
const report = new Checker({ profile: Profiles.nsa(), today: TODAY }).check(manifests);

test('has every format of the command line', () => {
  expect(Object.values(ReportFormat).sort()).toEqual(FORMATS.map(({ name }) => name).sort());
});

test.each(Object.values(ReportFormat))('writes a report as %s', (format) => {
  // For auditors, the number of the check stands for the rule.
  const named = format === ReportFormat.CIS ? '| 5.2.3 | no host process namespace | fail |' : 'host-pid';
  expect(new ReportWriter(report).write(format)).toContain(named);
});

test('names this version and the rules that were asked', () => {
  const [run] = JSON.parse(new ReportWriter(report).write(ReportFormat.SARIF)).runs;
  expect(run.tool.driver.version).toBe(packageVersion());
  expect(run.tool.driver.rules.map(({ id }: any) => id)).toContain('host-pid');
});

test('takes a profile of the caller, and asks for it where the report names one that it does not know', () => {
  const profile = new Profile('ours', { rules: [Profiles.rule('host-pid')] });
  const own = new Checker({ profile, today: TODAY }).check(manifests);
  expect(() => new ReportWriter(own)).toThrow('profile "ours" is not known');
  const [run] = JSON.parse(new ReportWriter(own, { profile }).write(ReportFormat.SARIF)).runs;
  expect(run.tool.driver.rules).toHaveLength(1);
});
