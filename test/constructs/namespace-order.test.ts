import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IsolatedNamespace, SecureDeployment } from '../../src/index';

function place(): { readonly app: App; readonly chart: Chart } {
  const app = new App({ outdir: join(tmpdir(), 'cdk8s-hardened') });
  return { app, chart: new Chart(app, 'shop', { namespace: 'shop' }) };
}

const kinds = (chart: Chart) => Testing.synth(chart).map(({ kind }) => kind);
const containers = [{ image: 'ghcr.io/acme/web:1.4.2', portNumber: 8080 }];

test('a namespace that is made last is written before what is in it', () => {
  const { chart } = place();
  new kplus.ConfigMap(chart, 'settings');
  new SecureDeployment(chart, 'web', { containers });
  new ApiObject(chart, 'raw', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop' },
    spec: { ports: [{ port: 80 }] },
  });
  new IsolatedNamespace(chart, 'namespace');
  const [first, ...others] = kinds(chart);
  expect(first).toBe('Namespace');
  expect(others).not.toContain('Namespace');
  expect(others).toContain('Service');
});

test('each namespace is written before what is in it', () => {
  const { chart } = place();
  new kplus.ConfigMap(chart, 'theirs', { metadata: { namespace: 'bank' } });
  new kplus.ConfigMap(chart, 'ours');
  new IsolatedNamespace(chart, 'a');
  new IsolatedNamespace(chart, 'b', { name: 'bank' });
  const names = Testing.synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? metadata.name}`);
  for (const name of ['shop', 'bank'])
    expect(names.indexOf(`Namespace ${name}`)).toBeLessThan(names.indexOf(`ConfigMap ${name}`));
});

test('what the author puts before it stays before it', () => {
  const { chart } = place();
  const role = new kplus.ClusterRole(chart, 'role'); // cdk8s writes the namespace of the chart on it
  const outer = new kplus.ConfigMap(chart, 'settings');
  const namespace = new IsolatedNamespace(chart, 'namespace');
  ApiObject.of(namespace).addDependency(role);
  role.node.addDependency(outer);
  expect(kinds(chart).slice(0, 3)).toEqual(['ConfigMap', 'ClusterRole', 'Namespace']);
});

test('other charts are not renamed by it', () => {
  const { app, chart } = place();
  new IsolatedNamespace(chart, 'namespace');
  const other = new Chart(app, 'more', { namespace: 'shop' });
  new kplus.ConfigMap(other, 'settings');
  app.synthYaml();
  expect(other.node.dependencies).toEqual([]);
  expect(other.node.findAll().flatMap(({ node }) => node.dependencies)).toEqual([]);
});
