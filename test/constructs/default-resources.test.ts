import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Checker,
  IsolatedNamespace,
  Manifest,
  ManifestSet,
  Profile,
  Profiles,
  SecureDeployment,
} from '../../src/index';

const IMAGE = 'ghcr.io/acme/web:1.4.2';

/** A default namespace with five workloads that have an image and a port alone. */
function fiveWorkloads(change: (chart: Chart, web: SecureDeployment) => void = () => {}): any[] {
  const chart = new Chart(new App({ outdir: join(tmpdir(), 'cdk8s-hardened') }), 'shop', { namespace: 'shop' });
  new IsolatedNamespace(chart, 'namespace');
  for (const id of ['a', 'b', 'c', 'd', 'e'])
    change(chart, new SecureDeployment(chart, id, { containers: [{ image: IMAGE, portNumber: 8080 }] }));
  return Testing.synth(chart);
}

function findings(objects: any[]): string[] {
  const ids = ['resource-quota-exceeded', 'limit-range-violated'];
  const profile = new Profile('resources', { rules: ids.map((id) => Profiles.rule(id)) });
  const set = ManifestSet.fromManifests(objects.map((json) => Manifest.fromJson(json)));
  return new Checker({ profile, today: '2026-11-24' }).check(set).findings.map(({ message }) => message);
}

test('five workloads with an image and a port alone start', () => {
  expect(findings(fiveWorkloads())).toEqual([]);
});

test('they can all be updated at once', () => {
  const objects = fiveWorkloads();
  for (const { kind, spec } of objects) {
    if (kind !== 'Deployment') continue;
    const { maxSurge } = spec.strategy.rollingUpdate;
    expect(maxSurge).toBe('25%');
    spec.replicas += Math.ceil(spec.replicas / 4);
  }
  expect(findings(objects)).toEqual([]);
});

test('at the maximum of their autoscalers a finding says by how much the quota is exceeded', () => {
  const objects = fiveWorkloads((chart, target) => {
    new kplus.HorizontalPodAutoscaler(chart, `${target.node.id}-scaler`, { target, maxReplicas: 10 });
  });
  // Ten times five pods: a core and 512Mi requested, one and a half and 2Gi at most.
  expect(findings(objects)).toEqual([
    expect.stringContaining(
      'limits.cpu by 43 (75 of 32), limits.memory by 68Gi (100Gi of 32Gi), requests.cpu by 34 (50 of 16), requests.memory by 9Gi (25Gi of 16Gi); set',
    ),
  ]);
});

test.each([
  ['a request below the default limit of the namespace keeps that', 256, undefined],
  ['a request above it is the limit', 1024, '1024Mi'],
])('%s', (_, mebibytes, expected) => {
  const chart = new Chart(new App({ outdir: join(tmpdir(), 'cdk8s-hardened') }), 'shop', { namespace: 'shop' });
  new IsolatedNamespace(chart, 'namespace');
  const resources = { memory: { request: Size.mebibytes(mebibytes) }, cpu: { request: kplus.Cpu.millis(100) } };
  new SecureDeployment(chart, 'web', { containers: [{ image: IMAGE, portNumber: 8080, resources }] });
  const objects = Testing.synth(chart);
  const { spec } = objects.find(({ kind }) => kind === 'Deployment');
  expect(spec.template.spec.containers[0].resources.limits?.memory).toBe(expected);
  expect(findings(objects)).toEqual([]);
});
