import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const PASSWORD = 'c0rrect-h0rse-battery';
const storageClass = (parameters: any, mountOptions?: string[]) => {
  return ({ others }: World): void => {
    others.push({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'shared' },
      provisioner: 'smb.csi.k8s.io',
      parameters,
      ...(mountOptions && { mountOptions }),
    });
  };
};
const snapshotClass = (parameters: any) => {
  return ({ others }: World): void => {
    others.push({
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshotClass',
      metadata: { name: 'shared' },
      driver: 'smb.csi.k8s.io',
      deletionPolicy: 'Delete',
      parameters,
    });
  };
};
const AT = (key: string) => [`StorageClass /parameters/${key}`];

testRule(rule, {
  valid: {
    'no parameters': storageClass(null),
    'names of Secrets': storageClass({
      'csi.storage.k8s.io/provisioner-secret-name': 'files',
      'csi.storage.k8s.io/provisioner-secret-namespace': 'storage',
      'csi.storage.k8s.io/node-stage-secret-name': '${pvc.name}',
      adminSecretName: 'ceph-secret-admin',
      userSecretName: 'ceph-secret-user',
      secretNamespace: 'storage',
    }),
    'keys of a provider': storageClass({
      type: 'gp3',
      encrypted: 'true',
      kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      'disk-encryption-kms-key': 'projects/p/locations/l/keyRings/r/cryptoKeys/k',
    }),
    'GlusterFS without authentication': storageClass({ resturl: 'http://127.0.0.1:8081', restauthenabled: 'false' }),
    'options of a mount': storageClass({}, ['dir_mode=0700', 'uid=1000', 'vers=3.0', 'credentials=/etc/files']),
    'names of Secrets for snapshots': snapshotClass({ 'csi.storage.k8s.io/snapshotter-secret-name': 'files' }),
  },
  invalid: {
    'a password': { change: storageClass({ password: PASSWORD }), at: AT('password'), mendedBy: 'none' },
    'an access key': {
      change: storageClass({ secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzQ8mKexmp1' }),
      at: AT('secretAccessKey'),
    },
    'the password of GlusterFS': {
      change: storageClass({ resturl: 'http://127.0.0.1:8081', restuser: 'admin', restuserkey: PASSWORD }),
      at: AT('restuserkey'),
    },
    'a password as an option of a mount': {
      change: storageClass({}, ['vers=3.0', `password=${PASSWORD}`]),
      at: ['StorageClass /mountOptions/1'],
    },
    'a password for snapshots': {
      change: snapshotClass({ password: PASSWORD }),
      at: ['VolumeSnapshotClass /parameters/password'],
    },
    'a password of one volume': {
      change: ({ volume }) => {
        volume.spec.csi.volumeAttributes = { source: '//files.example.com/share', password: PASSWORD };
      },
      at: ['PersistentVolume /spec/csi/volumeAttributes/password'],
    },
  },
});
