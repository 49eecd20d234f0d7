import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { NSA_GUIDE } from '../../shared/sources';

/**
 * Drivers that encrypt only if the class sets a parameter, and that parameter. Azure and Google encrypt every
 * disk. EFS is not in the list: its class uses an existing file system, which is already encrypted or not.
 */
export const PARAMETERS: { readonly [provisioner: string]: string } = {
  'ebs.csi.aws.com': 'encrypted',
  'kubernetes.io/aws-ebs': 'encrypted',
  'driver.longhorn.io': 'encrypted',
  'rbd.csi.ceph.com': 'encrypted',
  'cephfs.csi.ceph.com': 'encrypted',
  'pxd.portworx.com': 'secure',
};
/** Operators prefix the driver name with their namespace: `rook-ceph.rbd.csi.ceph.com`. */
const CEPH = /^[a-z0-9-]{1,63}\.(?=(?:rbd|cephfs)\.csi\.ceph\.com$)/;

export const rule = defineRule({
  id: 'storage-class-unencrypted',
  category: 'volumes',
  title: 'Storage classes encrypt their volumes',
  severity: Severity.LOW,
  profiles: [],
  standards: ['NSA/CISA N6', 'OWASP K08:2022', 'OWASP K03:2025'],
  references: [
    NSA_GUIDE,
    'https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md',
    'https://longhorn.io/docs/1.9.0/advanced-resources/security/volume-encryption/',
  ],
  equivalents: {
    kubescape: ['C-0264'],
  },
  visit: {
    types: ['storage.k8s.io/StorageClass'],
    manifest(storageClass, { report }) {
      const driver = (storageClass.value('/provisioner') ?? '').replace(CEPH, '');
      const parameter = Object.hasOwn(PARAMETERS, driver) ? PARAMETERS[driver] : undefined;
      if (parameter === undefined) return;
      const parameters: { [name: string]: string | null } = storageClass.value('/parameters') ?? {};
      // Drivers read parameter names in any case.
      const written = Object.keys(parameters).find((name) => name.toLowerCase() === parameter) ?? parameter;
      if (parameters[written] === 'true') return;
      report({
        pointer: `/parameters/${written}`,
        message: `storage class "${storageClass.objectRef.name}" creates unencrypted volumes; set parameters.${written} to "true"`,
      });
    },
  },
});
