import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { Admission, AdmissionTarget } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { CONTEXT, POD_CONTEXT } from '../../shared/admission/pod-cel';
import { TYPES } from './rule';

function weakened(context: string, { kubernetesVersion }: AdmissionTarget): string {
  const options = `${context}.?seLinuxOptions`;
  const types = [...TYPES].flatMap(([type, since]) => (atLeast(kubernetesVersion, since) ? type : []));
  const allowed = celList(['', ...types]);
  return `(${options}.?user.orValue('') != '' || ${options}.?role.orValue('') != '' || !(${options}.?type.orValue('') in ${allowed}))`;
}

export const admission: Admission = {
  family: 'pod-security',
  pod: (target) => weakened(POD_CONTEXT, target),
  container: (target) => weakened(CONTEXT, target),
  message: 'weakens the confinement by SELinux; remove user, role and type from seLinuxOptions',
};
