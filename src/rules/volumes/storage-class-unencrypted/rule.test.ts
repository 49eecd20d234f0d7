import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const storageClass = (provisioner: any, parameters?: any) => (world: World) => {
  const metadata = { name: 'fast' };
  world.others = [{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata, provisioner, parameters }];
};
const at = ['StorageClass /parameters/encrypted'];

testRule(rule, {
  valid: {
    'the parameter set to true': storageClass('ebs.csi.aws.com', { type: 'gp3', encrypted: 'true' }),
    'the parameter name in another case': storageClass('ebs.csi.aws.com', { Encrypted: 'true' }),
    'Azure, which encrypts every disk': storageClass('disk.csi.azure.com'),
    'Google, which encrypts every disk': storageClass('pd.csi.storage.gke.io', null),
    'EFS, whose class does not decide encryption': storageClass('efs.csi.aws.com', { provisioningMode: 'efs-ap' }),
    'a driver with the same suffix': storageClass('x.ebs.csi.aws.com'),
    'no driver': storageClass(null),
    'Portworx, with its own parameter': storageClass('pxd.portworx.com', { secure: 'true' }),
    'Ceph with the namespace of an operator': storageClass('rook-ceph.rbd.csi.ceph.com', { encrypted: 'true' }),
  },
  invalid: {
    'no parameters': { change: storageClass('ebs.csi.aws.com'), at, mendedBy: 'none' },
    'parameters that are null': { change: storageClass('ebs.csi.aws.com', null), at },
    false: { change: storageClass('ebs.csi.aws.com', { encrypted: 'false' }), at },
    'a parameter that is null': { change: storageClass('ebs.csi.aws.com', { encrypted: null }), at },
    'false, in another case': {
      change: storageClass('ebs.csi.aws.com', { ENCRYPTED: 'false' }),
      at: ['StorageClass /parameters/ENCRYPTED'],
    },
    'the old driver': { change: storageClass('kubernetes.io/aws-ebs', { type: 'gp2' }), at },
    Longhorn: { change: storageClass('driver.longhorn.io', { numberOfReplicas: '3' }), at },
    'Ceph with the namespace of an operator': { change: storageClass('rook-ceph.cephfs.csi.ceph.com', {}), at },
    'Portworx, with the parameter of another driver': {
      change: storageClass('pxd.portworx.com', { encrypted: 'true' }),
      at: ['StorageClass /parameters/secure'],
    },
  },
});
