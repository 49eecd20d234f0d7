import { Size } from 'cdk8s';
import { EmptyDirMedium, PersistentVolumeAccessMode } from 'cdk8s-plus-28';
import { CLASSES, IMAGE, KINDS, newChart, objectOf, refusalOf, specOf } from '../support/workloads';

describe.each(KINDS)('writableVolumes of a secure %s', (kind) => {
  const two = [
    { name: 'web', image: IMAGE, portNumber: 8080 },
    { name: 'log', image: IMAGE },
  ];

  test('have a size, a medium and containers each', () => {
    const spec = specOf(kind, {
      containers: two,
      writablePaths: ['/run'],
      writableVolumes: [
        { path: '/cache', size: Size.gibibytes(2), containers: ['web'] },
        { path: '/tmp', size: Size.mebibytes(16), medium: EmptyDirMedium.MEMORY },
      ],
    });
    expect(spec.volumes).toEqual([
      { name: 'writable-cache', emptyDir: { sizeLimit: '2Gi' } },
      { name: 'writable-tmp', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
      { name: 'writable-run', emptyDir: { sizeLimit: '64Mi' } },
    ]);
    const paths = spec.containers.map(({ volumeMounts }: any) => volumeMounts.map((each: any) => each.mountPath));
    expect(paths).toEqual([
      ['/cache', '/tmp', '/run'],
      ['/tmp', '/run'],
    ]);
  });

  test('have the size of writablePathSize', () => {
    const spec = specOf(kind, { writablePathSize: Size.mebibytes(8), writableVolumes: [{ path: '/cache' }] });
    expect(spec.volumes.map(({ emptyDir }: any) => emptyDir)).toEqual([{ sizeLimit: '8Mi' }, { sizeLimit: '8Mi' }]);
  });

  test('at one path in different containers are two', () => {
    const spec = specOf(kind, {
      containers: two,
      writableVolumes: [
        { path: '/cache', containers: ['web'] },
        { path: '/cache', containers: ['log'] },
      ],
    });
    const names = spec.containers.map(({ volumeMounts }: any) => volumeMounts[0].name);
    expect(names).toEqual(['writable-cache', 'writable-cache-2']);
  });

  test.each<[string, any[], any?]>([
    ['path "cache" must be absolute', [{ path: 'cache' }]],
    ['the volume at "/cache" has no size; give one', [{ path: '/cache', size: Size.mebibytes(0) }]],
    ['the volume at "/cache" names no container; name one', [{ path: '/cache', containers: [] }]],
    ['there is no container "wep"; name one of "main"', [{ path: '/cache', containers: ['wep'] }]],
    ['container "main" has two volumes at "/cache"', [{ path: '/cache' }, { path: '/cache/' }]],
    ['"/cache" is one of writablePaths and has another volume', [{ path: '/cache' }], { writablePaths: ['/cache'] }],
  ])('are refused: %s', (message, writableVolumes, more = {}) => {
    expect(refusalOf(kind, { writableVolumes, ...more })).toContain(message);
  });
});

describe('access modes of volumeClaims', () => {
  const { READ_WRITE_ONCE, READ_WRITE_MANY, READ_ONLY_MANY, READ_WRITE_ONCE_POD } = PersistentVolumeAccessMode;
  const claim = { name: 'data', path: '/data', size: Size.gibibytes(100) };

  test.each([
    ['ReadWriteOnce', undefined, ['ReadWriteOnce']],
    ['those that are given', [READ_WRITE_MANY, READ_ONLY_MANY], ['ReadWriteMany', 'ReadOnlyMany']],
    ['one pod', [READ_WRITE_ONCE_POD], ['ReadWriteOncePod']],
  ])('%s', (_, accessModes, expected) => {
    const chart = newChart();
    CLASSES.StatefulSet.make(chart, 'db', { volumeClaims: [{ ...claim, accessModes }] });
    const [{ spec }] = objectOf(chart, 'StatefulSet').spec.volumeClaimTemplates;
    expect(spec).toEqual({ accessModes: expected, resources: { requests: { storage: '100Gi' } } });
  });

  test.each([
    ['has no access mode; give one, or leave out accessModes', []],
    ['has ReadWriteOncePod and another access mode; give one of them', [READ_WRITE_ONCE, READ_WRITE_ONCE_POD]],
  ])('that the API server refuses: %s', (message, accessModes) => {
    expect(refusalOf('StatefulSet', { volumeClaims: [{ ...claim, accessModes }] })).toContain(
      `claim "data" ${message}`,
    );
  });
});
