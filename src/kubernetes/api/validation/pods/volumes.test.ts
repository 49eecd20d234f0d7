import { pod, problemsOf } from '../../../../../test/support/kubernetes';

const AT = '/spec/volumes/0';
const MODE = 'must be 0 to 511, which is 0777 in octal';

test.each([
  [{}, []],
  [{ emptyDir: null }, []],
  [{ emptyDir: {} }, []],
  [{ emptyDir: { sizeLimit: '-1' } }, [`${AT}/emptyDir/sizeLimit: is "-1"; must not be negative`]],
  [{ emptyDir: {}, hostPath: { path: '/' } }, [`${AT}: has hostPath and emptyDir; must have one source`]],
  [{ hostPath: {} }, [`${AT}/hostPath/path: is missing; must be set`]],
  [{ hostPath: { path: '/a/../b' } }, [`${AT}/hostPath/path: is "/a/../b"; must be a path without ".."`]],
  [{ hostPath: { path: '/a', type: 'Folder' } }, 1],
  [{ secret: { secretName: 'web', defaultMode: 420 } }, []],
  [{ secret: {} }, [`${AT}/secret/secretName: is missing; must be set`]],
  [{ secret: { secretName: 'web', defaultMode: 512 } }, [`${AT}/secret/defaultMode: is 512; ${MODE}`]],
  [{ configMap: {} }, [`${AT}/configMap/name: is missing; must be set`]],
  [
    { configMap: { name: 'web', items: [{ key: 'a', path: '../a' }] } },
    [`${AT}/configMap/items/0/path: is "../a"; must be a relative path without ".."`],
  ],
  [{ persistentVolumeClaim: {} }, [`${AT}/persistentVolumeClaim/claimName: is missing; must be set`]],
  [{ nfs: { server: 'a', path: 'b' } }, [`${AT}/nfs/path: is "b"; must be an absolute path`]],
  [{ csi: { driver: 'A_b' } }, [`${AT}/csi/driver: is "A_b"; must be a DNS name of at most 63 characters`]],
  [{ projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }, []],
  [
    { projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 60 } }] } },
    [`${AT}/projected/sources/0/serviceAccountToken/expirationSeconds: is 60; must be 600 to 4294967296`],
  ],
  [
    {
      projected: {
        sources: [
          { secret: { name: 'a', items: [{ key: 'a', path: 'x' }] } },
          { configMap: { name: 'a', items: [{ key: 'a', path: 'x' }] } },
        ],
      },
    },
    [`${AT}/projected/sources: several sources write "x"`],
  ],
  [{ downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } }, []],
  [
    { downwardAPI: { items: [{ path: 'labels' }] } },
    [`${AT}/downwardAPI/items/0: must have one of fieldRef, resourceFieldRef`],
  ],
  [
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: { name: 'a' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: 1 } } },
        },
      },
    },
    [`${AT}/ephemeral/volumeClaimTemplate/metadata/name: is set; only labels and annotations may be set`],
  ],
])('%j', (source, expected) => {
  const problems = problemsOf(pod({ volumes: [{ name: 'data', ...source }] }));
  if (typeof expected === 'number') expect(problems).toHaveLength(expected);
  else expect(problems).toEqual(expected);
});
