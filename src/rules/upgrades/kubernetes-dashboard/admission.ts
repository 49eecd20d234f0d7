import { CLUSTER_ROLE_BINDING, ROLE_BINDING } from '../../../analysis/access/roles';
import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { hasRepository } from '../../shared/admission/images';
import { ROLE_NAME } from '../../shared/admission/subjects';
import { IMAGE, LABELS, NAME } from './rule';

const isDashboard = (labels: string) => `${celList(LABELS)}.exists(l, ${labels}[?l].orValue('') == '${NAME}')`;

export const admission: Admission = {
  family: 'images',
  pod: [
    `variables.containers.exists(c, ${hasRepository('c', IMAGE.source.replace(/[$]$/, ''))})`,
    isDashboard('variables.template.?metadata.?labels'),
    `variables.spec.?serviceAccountName.orValue('') == '${NAME}'`,
  ].join(' || '),
  message: 'runs the Kubernetes Dashboard, which is no longer maintained, or as its account; remove it',
  also: {
    family: 'network',
    types: ['Service'],
    object: isDashboard('object.?spec.?selector'),
    message: 'exposes the Kubernetes Dashboard, which is no longer maintained; remove it',
    also: {
      family: 'rbac',
      types: [ROLE_BINDING, CLUSTER_ROLE_BINDING],
      object: `${ROLE_NAME} == '${NAME}' && variables.subjects.exists(s, s.kind != 'ServiceAccount' || s.name != '${NAME}')`,
      message: 'grants the rights of the Kubernetes Dashboard; bind another role',
    },
  },
};
