import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { SYSCTLS } from '../../shared/admission/pod-cel';
import { SINCE } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  pod: ({ kubernetesVersion }) => {
    const safe = [...SINCE].flatMap(([name, since]) => (atLeast(kubernetesVersion, since) ? name : []));
    return `${SYSCTLS}.exists(s, !(s.name in ${celList(safe as string[])}))`;
  },
  message: 'sets sysctls that are not safe; remove them',
};
