import { problemsOf, problemsWith } from '../../../../test/support/kubernetes';

const CLAIM = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

test.each([
  ['spec.accessModes', undefined, ['/spec/accessModes: is missing; must be set']],
  [
    'spec.accessModes',
    ['RWO'],
    [
      '/spec/accessModes/0: is "RWO"; must be one of "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
    ],
  ],
  [
    'spec.accessModes',
    ['ReadWriteOnce', 'ReadWriteOncePod'],
    ['/spec/accessModes: has "ReadWriteOncePod" and others; must have it alone'],
  ],
  ['spec.resources', undefined, ['/spec/resources/requests/storage: is missing; must be set']],
  ['spec.resources.requests.storage', '0', ['/spec/resources/requests/storage: must be more than 0']],
  ['spec.storageClassName', '', []],
  ['spec.dataSourceRef', { kind: 'PersistentVolumeClaim', name: 'other' }, []],
  [
    'spec.dataSourceRef',
    { kind: 'VolumeSnapshot', name: 'other' },
    ['/spec/dataSourceRef/apiGroup: is missing; must be set where the kind is not "PersistentVolumeClaim"'],
  ],
])('PersistentVolumeClaim %s %j', (place, value, expected) => {
  expect(problemsWith(CLAIM, place, value)).toEqual(expected);
});

const VOLUME = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'data' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    capacity: { storage: '1Gi' },
    csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'a' },
  },
};

test.each([
  ['spec.csi', undefined, ['/spec: must have a source']],
  ['spec.nfs', { server: 'a', path: '/' }, ['/spec: has nfs and csi; must have one source']],
  ['spec.capacity', { cpu: '1' }, ['/spec/capacity/cpu: must be storage']],
  ['spec.capacity.storage', '0', ['/spec/capacity/storage: is "0"; must be more than 0']],
  ['spec.volumeMode', '', ['/spec/volumeMode: is empty; must be set or left out']],
])('PersistentVolume %s %j', (place, value, expected) => {
  expect(problemsWith(VOLUME, place, value)).toEqual(expected);
});

test('a local volume has a node', () => {
  const spec = { ...VOLUME.spec, csi: undefined, local: { path: '/data' } };
  expect(problemsOf({ ...VOLUME, spec })).toEqual(['/spec/nodeAffinity: is missing; must be set for a local volume']);
});

test('StorageClass', () => {
  const storage = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    provisioner: 'a.b',
  };
  expect(problemsWith(storage, 'provisioner', undefined)).toEqual(['/provisioner: is missing; must be set']);
  expect(problemsWith(storage, 'parameters', { '': 'x' })).toEqual(['/parameters/: has an empty name; must be set']);
});

test('the claims of a StatefulSet are looked at since 1.34', () => {
  const set = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      selector: { matchLabels: { app: 'db' } },
      template: {
        metadata: { labels: { app: 'db' } },
        spec: { containers: [{ name: 'db', image: 'db', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
      },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }],
    },
  };
  expect(problemsOf(set)).toEqual([
    '/spec/volumeClaimTemplates/0/spec/accessModes: is missing; must be set',
    '/spec/volumeClaimTemplates/0/spec/resources/requests/storage: is missing; must be set',
  ]);
  expect(problemsOf(set, '1.33')).toEqual([]);
});

test('CSIDriver', () => {
  const driver = { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'a.b' }, spec: {} };
  expect(problemsOf(driver)).toEqual([]);
  expect(problemsWith(driver, 'spec.tokenRequests', [{ audience: 'a', expirationSeconds: 599 }])).toEqual([
    '/spec/tokenRequests/0/expirationSeconds: is 599; must be 600 to 4294967296',
  ]);
});
