import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    'each allowed type': ({ spec }) => {
      spec.volumes = [
        { name: 'a', configMap: { name: 'a' } },
        { name: 'b', csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true } },
        { name: 'c', downwardAPI: {} },
        { name: 'd', emptyDir: { sizeLimit: '1Mi' } },
        { name: 'e', ephemeral: { volumeClaimTemplate: { spec: {} } } },
        { name: 'f', image: { reference: `ghcr.io/acme/data@sha256:${'a1'.repeat(32)}` } },
        { name: 'g', persistentVolumeClaim: { claimName: 'g' } },
        { name: 'h', projected: { sources: [] } },
        { name: 'i', secret: { secretName: 'i' } },
      ];
    },
    'an empty source of an allowed type, and null for another': ({ spec }) => {
      spec.volumes = [{ name: 'a', secret: {}, nfs: null }];
    },
    'no source, which the API server makes an emptyDir': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'tmp' }];
      },
    },
    'null for its only source': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'tmp', emptyDir: null }];
      },
    },
    'a type in the wrong case, which the API server drops': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'settings', hostpath: { path: '/' } }];
      },
      also: ['unknown-field'],
    },
    'no volumes': ({ spec }) => {
      spec.volumes = [];
    },
  },
  invalid: {
    'a share': {
      change: ({ spec }) => {
        spec.volumes = [
          { name: 'a', secret: { secretName: 'a' } },
          { name: 'share', nfs: { server: 'nfs.example.com', path: '/' } },
        ];
        spec.containers[0].volumeMounts = [{ name: 'share', mountPath: '/share' }];
      },
      at: ['/volumes/1'],
      mendedBy: 'force',
    },
    'the types of clouds and old drivers': {
      change: ({ spec }) => {
        spec.volumes = [
          { name: 'a', awsElasticBlockStore: { volumeID: 'a' } },
          { name: 'b', gitRepo: { repository: 'https://example.com/b.git' } },
          { name: 'c', flexVolume: { driver: 'example/c' } },
          { name: 'd', iscsi: { targetPortal: '192.0.2.1', iqn: 'iqn.2001-04.com.example:d', lun: 0 } },
          { name: 'e', storageos: {} },
        ];
      },
      at: ['/volumes/0', '/volumes/1', '/volumes/2', '/volumes/3', '/volumes/4'],
      mendedBy: 'force',
      also: ['deprecated-field', 'git-repo-volume'],
    },
    '§4.27: types that other tools misspell or do not list': {
      change: ({ spec }) => {
        spec.volumes = [
          { name: 'a', cephfs: { monitors: ['192.0.2.1:6789'] } },
          { name: 'b', photonPersistentDisk: { pdID: 'b' } },
        ];
      },
      at: ['/volumes/0', '/volumes/1'],
      mendedBy: 'force',
    },
    'a host path': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'logs', hostPath: { path: '/var/log' } }];
      },
      at: ['/volumes/0'],
      severity: 'high',
      also: ['host-path-volume', 'sensitive-host-path'],
      mendedBy: 'force',
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.volumes = [{ name: 'disk', azureDisk: { diskName: 'disk', diskURI: 'https://example.com/disk' } }];
      },
      at: ['/volumes/0'],
      mendedBy: 'force',
    },
  },
});
