import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { ofSubjects, ROLE_NAME } from '../../shared/admission/subjects';
import { KINDS } from './rule';

const IS_JOIN = `${ROLE_NAME} == 'kubeadm:bootstrap-signer-clusterinfo' && object.metadata.?namespace.orValue('') == 'kube-public' && object.roleRef.kind == 'Role'`;

export const admission: Admission = ofSubjects(
  `s.name in ${celList(Object.keys(KINDS))} && ${ROLE_NAME} != 'system:public-info-viewer' && !(${IS_JOIN})`,
  'grants a role to anonymous users; list the subjects that need it',
);
