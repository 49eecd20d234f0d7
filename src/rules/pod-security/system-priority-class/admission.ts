import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { allowed, SYSTEM } from './rule';

const NAME = "variables.spec.?priorityClassName.orValue('')";

export const admission: Admission = {
  family: 'pod-security',
  pod: ({ option }) => {
    const names = option(allowed);
    const system = `(${NAME} in ${celList(SYSTEM)} ? object.metadata.?namespace.orValue('default') != 'kube-system' : ${names.length > 0})`;
    return `!(${NAME} in ${celList(['', ...names])}) && ${system}`;
  },
  message: 'has a priority class that is not allowed; use another class, or remove it',
};
