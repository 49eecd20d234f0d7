import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { labels } from './rule';

export const admission: Admission = {
  family: 'pod-availability',
  pod: ({ option }) => `!${celList(option(labels))}.all(l, variables.template.?metadata.?labels[l].orValue('') != '')`,
  message: 'lacks recommended labels; add them',
};
