import { Checker } from '../../src/engine/checker';
import { defineRule } from '../../src/engine/define-rule';
import { Profile } from '../../src/engine/profile';
import { Severity } from '../../src/engine/severity';
import type { Waiver } from '../../src/engine/waivers/waiver';
import { Manifest } from '../../src/model/manifest';
import { ManifestSet } from '../../src/model/manifest-set';
import { Profiles } from '../../src/profiles/profiles';
import { reportCis } from '../../src/report/formats/cis';
import { joined } from '../../src/report/pieces';
import { clusterFile, kubeletFile } from '../support/control-plane';
import { TODAY } from './sample';

/** The row of each check, by number: the status, then the objects or the reason. */
function rowsOf(
  objects: readonly any[],
  { profile = Profiles.nsa(), waivers }: { profile?: Profile; waivers?: Waiver[] } = {},
) {
  const manifests = objects.map((json, index) => Manifest.fromJson(json, { origin: { file: `${index}.yaml` } }));
  const report = new Checker({ profile, today: TODAY, waivers }).check(ManifestSet.fromManifests(manifests));
  const context = { version: '1.0.0', rules: profile.rules, unread: [], skipped: 0 };
  const text = joined(reportCis(report, context));
  const rows = [...text.matchAll(/^\| (\d[\d.]*) \| [^|]+ \| ([a-z ]+) \| (.*) \|$/gm)];
  return {
    text,
    rows: new Map(
      rows.map(([, number, status, why = '']) => [
        number,
        [status, why.replaceAll(/<\/?code>/g, '')].join(': ').replace(/: $/, ''),
      ]),
    ),
  };
}

const API_SERVER = clusterFile('kube-apiserver', {});

test('each check has one row, in the order of the numbers', () => {
  const numbers = [...rowsOf([]).rows.keys()] as string[];
  expect(numbers).toHaveLength(131);
  expect(numbers.slice(0, 2)).toEqual(['1.1.1', '1.1.2']);
  expect(numbers.indexOf('1.2.9') + 1).toBe(numbers.indexOf('1.2.10'));
});

test('without files nothing passes', () => {
  const { rows } = rowsOf([]);
  expect([...rows.values()].filter((row) => /^(pass|fail|waived)/.test(row))).toEqual([]);
  expect(rows.get('1.1.1')).toBe('not decided: no given file for systemd-tmpfiles sets it');
  expect(rows.get('1.2.15')).toBe('not decided: nothing about kube-apiserver was given');
  expect(rows.get('3.1.1')).toBe('manual: no file shows it');
});

test('a check passes where a file decides it', () => {
  const { rows } = rowsOf([API_SERVER]);
  expect(['1.2.15', '1.3.2', '1.4.1', '2.1', '4.2.1'].map((number) => rows.get(number))).toEqual([
    ...['pass', 'pass', 'pass', 'pass', 'not decided: nothing about KubeletConfiguration was given'],
  ]);
});

test('a finding fails the check that it is about, and no other of its rule', () => {
  const { rows, text } = rowsOf([clusterFile('kube-scheduler', { profiling: 'true' })]);
  expect(['1.2.15', '1.3.2', '1.4.1'].map((number) => rows.get(number))).toEqual([
    ...['pass', 'pass', 'fail: ClusterConfiguration 0.yaml'],
  ]);
  expect(text).toContain('fail 1, manual 2, ');
});

test('settings in a ConfigMap are judged too', () => {
  const data = { kubelet: JSON.stringify(kubeletFile({ readOnlyPort: 10255 })) };
  const { rows } = rowsOf([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kubelet-config' }, data }]);
  expect(rows.get('4.2.4')).toBe('fail: ConfigMap kubelet-config in 0.yaml');
  expect(rows.get('4.2.1')).toBe('pass');
});

test('a check is waived where all its findings are', () => {
  const reason = 'the performance of the scheduler is examined until Friday';
  const waivers = [
    { rules: ['kubelet-read-only-port'], kind: 'KubeletConfiguration', name: '0.yaml', reason, expires: '2026-12-24' },
  ];
  const kubelet = kubeletFile({ readOnlyPort: 10255 });
  expect(rowsOf([kubelet], { waivers }).rows.get('4.2.4')).toBe('waived: KubeletConfiguration 0.yaml');
});

test('a check whose rule is not asked, or crashes, does not pass', () => {
  const profile = Profiles.nsa().withoutRules('profiling-enabled');
  expect(rowsOf([API_SERVER], { profile }).rows.get('1.2.15')).toBe('not decided: no rule that was asked is about it');
  const crashing = defineRule({
    ...{ id: 'crashing', title: 'Some rule crashes', severity: Severity.LOW, profiles: [] },
    ...{ standards: ['CIS 1.12 1.2.15'], references: [] },
    visit: {
      manifest: () => {
        throw new Error('no');
      },
    },
  });
  const both = new Profile('both', { rules: [...Profiles.nsa().rules, crashing] });
  const { rows, text } = rowsOf([API_SERVER], { profile: both });
  expect(rows.get('1.2.15')).toBe('not decided: a rule about it crashed');
  expect(text).toContain('Not judged:');
});

test('many objects are counted', () => {
  const many = Array.from({ length: 25 }, () => kubeletFile({ readOnlyPort: 1 }));
  expect(rowsOf(many).rows.get('4.2.4')).toMatch(/4\.yaml and 5 findings more$/);
});
