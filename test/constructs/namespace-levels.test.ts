import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import {
  Aspects,
  Checker,
  HardeningChecks,
  IsolatedNamespace,
  type IsolatedNamespaceProps,
  Manifest,
  ManifestSet,
  PodSecurityLevel,
  Profiles,
} from '../../src/index';

const TODAY = '2026-11-24';
const WAIVER = { reason: 'the agent reads /proc of the node', expires: '2099-12-31' };
const { PRIVILEGED, BASELINE, RESTRICTED } = PodSecurityLevel;
const label = (name: string) => `pod-security.kubernetes.io/${name}`;
const KEY = 'cdk8s-hardened.github.io/waive.pss-enforce-privileged';

function made(props: IsolatedNamespaceProps): any[] {
  const app = new App({ outdir: join(tmpdir(), 'cdk8s-hardened') });
  Aspects.of(app).add(new HardeningChecks({ today: TODAY }));
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new IsolatedNamespace(chart, 'namespace', props);
  return Testing.synth(chart);
}

describe('a namespace for node agents', () => {
  const objects = made({ podSecurityLevel: PRIVILEGED, podSecurityWaiver: { ...WAIVER, ticket: 'OPS-1' } });
  const { metadata } = objects[0];

  test('enforces privileged, and still audits restricted', () => {
    expect([
      metadata.labels[label('enforce')],
      metadata.labels[label('warn')],
      metadata.labels[label('audit')],
    ]).toEqual(['privileged', 'privileged', 'restricted']);
  });

  test('says why in its manifest', () => {
    expect(metadata.annotations[KEY]).toBe('the agent reads /proc of the node; expires=2099-12-31; ticket=OPS-1');
  });

  test('is named once in a warning, though several checks judge it', () => {
    const warnings = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
    made({ podSecurityLevel: PRIVILEGED, podSecurityWaiver: WAIVER });
    const lines = warnings.mock.calls.map(([text]) => text);
    warnings.mockRestore();
    expect(lines).toEqual([expect.stringContaining('Namespace shop waives "pss-enforce-privileged"')]);
  });

  test('passes a check of the files', () => {
    const set = ManifestSet.fromManifests(objects.map((json) => Manifest.fromJson(json)));
    const report = new Checker({ profile: Profiles.nsa(), today: TODAY }).check(set);
    expect([report.findings, report.errors, report.unusedWaivers]).toEqual([[], [], []]);
    expect(report.waived.map(({ finding }) => finding.rule)).toEqual(['pss-enforce-privileged']);
  });

  test('does not pass after the last day', () => {
    const waiver = { ...WAIVER, expires: '2026-01-01' };
    expect(() => made({ podSecurityLevel: PRIVILEGED, podSecurityWaiver: waiver })).toThrow('pss-enforce-privileged');
  });
});

test('baseline takes a waiver too, and needs none by itself', () => {
  const [{ metadata }] = made({ podSecurityLevel: BASELINE, podSecurityWaiver: WAIVER });
  expect(metadata.labels[label('audit')]).toBe('baseline');
  expect(metadata.annotations).toEqual({
    'cdk8s-hardened.github.io/waive.pss-enforce-not-restricted':
      'the agent reads /proc of the node; expires=2099-12-31',
  });
});

test.each<[string, IsolatedNamespaceProps]>([
  ['is missing; give a reason and a last day', { podSecurityLevel: PRIVILEGED }],
  [
    'has no reason; give one of at least ten characters',
    { podSecurityLevel: PRIVILEGED, podSecurityWaiver: { ...WAIVER, reason: 'agent' } },
  ],
  [
    'has the last day "soon"; write it as YYYY-MM-DD',
    { podSecurityLevel: BASELINE, podSecurityWaiver: { ...WAIVER, expires: 'soon' } },
  ],
  [
    'has "reads the node; writes it"; leave out the ";"',
    { podSecurityLevel: PRIVILEGED, podSecurityWaiver: { ...WAIVER, reason: 'reads the node; writes it' } },
  ],
  ['is for a weaker level; remove it', { podSecurityLevel: RESTRICTED, podSecurityWaiver: WAIVER }],
  ['is for a weaker level; remove it', { podSecurityWaiver: WAIVER }],
])('a waiver of the level that %s', (message, props) => {
  expect(() => made(props)).toThrow(`podSecurityWaiver ${message}`);
});
