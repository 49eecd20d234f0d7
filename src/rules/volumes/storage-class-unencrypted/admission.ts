import type { Admission } from '../../shared/admission/admission';
import { PARAMETERS } from './rule';

const encrypted = (parameter: string) =>
  `object.?parameters.orValue({}).exists(p, p.lowerAscii() == '${parameter}' && object.parameters[p] == 'true')`;

export const admission: Admission = {
  family: 'storage',
  types: ['storage.k8s.io/StorageClass'],
  object: Object.entries(PARAMETERS)
    .map(([driver, parameter]) => `(${isDriver(driver)} && !${encrypted(parameter)})`)
    .join(' || '),
  message: 'creates unencrypted volumes; set the parameter that encrypts them to "true"',
};

/** Operators prefix the driver of Ceph with their namespace. */
function isDriver(driver: string): string {
  const prefix = driver.endsWith('fs.csi.ceph.com') || driver.startsWith('rbd.') ? '([a-z0-9-]{1,63}[.])?' : '';
  return `object.provisioner.matches('^${prefix}${driver.replaceAll('.', '[.]')}$')`;
}
