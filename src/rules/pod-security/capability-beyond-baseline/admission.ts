import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { ADDED } from '../../shared/admission/pod-cel';
import { BASELINE_CAPABILITIES } from '../../shared/baseline-capabilities';

export const admission: Admission = {
  family: 'pod-security',
  container: `${ADDED}.exists(n, !(n in ${celList(BASELINE_CAPABILITIES)}))`,
  message: 'adds capabilities; remove all but the default set from capabilities.add',
};
