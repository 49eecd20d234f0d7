import type { Admission } from '../../shared/admission/admission';
import { isRepositoryOf } from '../../shared/admission/images';
import { hasLabels } from '../../shared/admission/labels';
import { LABELS, NAME } from './rule';

const IS_NAMED = `object.metadata.?name.orValue('') == '${NAME}'`;

export const admission: Admission = {
  family: 'images',
  pod: [
    `variables.containers.exists(c, ${isRepositoryOf('c', ['tiller'])})`,
    hasLabels('variables.template.?metadata.?labels', LABELS),
    IS_NAMED,
  ].join(' || '),
  message: 'is Tiller, which runs unauthenticated requests from the whole cluster; remove it',
  also: {
    family: 'network',
    types: ['Service'],
    object: `${IS_NAMED} || ${hasLabels('object.?spec.?selector', LABELS)}`,
    message: 'exposes Tiller, which runs unauthenticated requests; remove it',
  },
};
