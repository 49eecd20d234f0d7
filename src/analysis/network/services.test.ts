import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { containersOn, offersPort, podsBehind, serviceNamed, serviceSelector, servicesBefore } from './services';

const service = (spec: any, namespace = 'shop') =>
  Manifest.fromJson({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace }, spec });
const pod = (spec: any = {}) =>
  Manifest.fromJson({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web', tier: 'front' } },
    spec: { containers: [{ name: 'web', ports: [{ containerPort: 8080, name: 'http' }] }], ...spec },
  });

describe('the pods of a Service', () => {
  test.each([
    ['one label', { selector: { app: 'web' } }, 1],
    ['all labels', { selector: { app: 'web', tier: 'front' } }, 1],
    ['one label too many', { selector: { app: 'web', track: 'stable' } }, 0],
    ['an empty selector', { selector: {} }, 0],
    ['a null selector', { selector: null }, 0],
    ['a selector that is not an object', { selector: 'app=web' }, 0],
    ['no spec', null, 0],
    ['an ExternalName', { type: 'ExternalName', externalName: 'example.com', selector: { app: 'web' } }, 0],
  ])('%s', (_, spec, count) => {
    const each = service(spec);
    const target = pod();
    const set = ManifestSet.fromManifests([each, target]);
    expect(podsBehind(each, set)).toHaveLength(count);
    expect(servicesBefore(target.podTemplate as any, set)).toHaveLength(count);
  });

  test('only in its namespace', () => {
    const each = service({ selector: { app: 'web' } }, 'other');
    expect(podsBehind(each, ManifestSet.fromManifests([each, pod()]))).toEqual([]);
    expect(serviceSelector(each)).toEqual({ app: 'web' });
  });

  test('by its name', () => {
    const each = service({});
    const set = ManifestSet.fromManifests([each]);
    expect(serviceNamed('web', 'shop', set)).toBe(each);
    expect(serviceNamed('web', 'default', set)).toBeUndefined();
    expect(serviceNamed('we', 'shop', set)).toBeUndefined();
  });
});

test('which ports a Service offers', () => {
  const each = service({ ports: [{ name: 'http', port: 80 }, null] });
  expect([80, 'http', 8080, 'https', '80'].map((port) => offersPort(each, port))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(offersPort(service(null), 80)).toBe(false);
  expect(offersPort(service({ type: 'ExternalName', externalName: 'example.com' }), 80)).toBe(true);
});

describe('which containers open a port', () => {
  const on = (spec: any, port: unknown, protocol = 'TCP') =>
    containersOn(pod(spec).podTemplate as any, port, protocol).map((container) => container.name);
  const dns = { name: 'dns', ports: [{ containerPort: 53, name: 'dns', protocol: 'UDP' }] };

  test('by number and by name, of their protocol', () => {
    expect(on({}, 'http')).toEqual(['web']);
    expect(on({}, 8080)).toEqual(['web']);
    expect(on({}, 'htt')).toEqual([]);
    expect(on({ containers: [dns] }, 'dns')).toEqual([]);
    expect(on({ containers: [dns] }, 'dns', 'UDP')).toEqual(['dns']);
  });

  test('sidecars, but not init containers', () => {
    expect(on({ initContainers: [dns] }, 'dns', 'UDP')).toEqual([]);
    expect(on({ initContainers: [{ ...dns, restartPolicy: 'Always' }] }, 'dns', 'UDP')).toEqual(['dns']);
    expect(on({ ephemeralContainers: [dns] }, 'dns', 'UDP')).toEqual([]);
  });
});
