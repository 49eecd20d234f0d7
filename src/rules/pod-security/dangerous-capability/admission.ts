import type { Admission } from '../../shared/admission/admission';
import { ADDED } from '../../shared/admission/pod-cel';
import { DANGEROUS } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  container: `${ADDED}.exists(n, n.upperAscii().matches('^(CAP_)?(${[...DANGEROUS].join('|')})$'))`,
  message: 'adds capabilities that give rights outside the container; remove them from capabilities.add',
};
