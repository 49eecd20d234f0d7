import type { Admission } from '../../shared/admission/admission';
import { ADDED, DROPPED } from '../../shared/admission/pod-cel';

const KEEPS = `!('ALL' in ${DROPPED} || 'NET_RAW' in ${DROPPED}) && !variables.isWindows`;
const ADDS = `${ADDED}.exists(n, n.upperAscii().matches('^(CAP_)?(ALL|NET_RAW)$')) && !variables.isWindows`;

export const admission: Admission = {
  family: 'pod-security',
  container: `(${KEEPS}) || (${ADDS})`,
  message: 'can forge packets; set capabilities.drop to ["ALL"], and remove NET_RAW from capabilities.add',
  fill: { where: KEEPS, leaves: ADDS },
};
