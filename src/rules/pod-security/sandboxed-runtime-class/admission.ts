import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { sandboxes } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  pod: ({ option }) => `!(variables.spec.?runtimeClassName.orValue('') in ${celList(option(sandboxes))})`,
  missing: 'runtimeClassName',
  message: 'shares the kernel of the node; set runtimeClassName to a sandboxed runtime',
};
