import type { Admission } from '../../shared/admission/admission';
import { ADDED, DROPPED } from '../../shared/admission/pod-cel';

export const admission: Admission = {
  family: 'pod-security',
  container: `!variables.isWindows && (!${DROPPED}.exists(n, n in ['ALL', 'NET_RAW']) || ${ADDED}.exists(n, n.upperAscii().matches('^(CAP_)?(ALL|NET_RAW)$')))`,
  message: 'can forge packets; set capabilities.drop to ["ALL"], and remove NET_RAW from capabilities.add',
};
