import type { Admission } from '../../shared/admission/admission';

const STAYS =
  "!(c.name in variables.ephemeralNames) && (c.?restartPolicy.orValue('') == 'Always' || !(c.name in variables.initNames))";
const IS_LONG_RUNNING =
  "variables.spec.?restartPolicy.orValue('Always') == 'Always' && !(object.kind in ['Job', 'CronJob'])";
const HAS_PROBE = "c.?livenessProbe.orValue({}).exists(p, p in ['httpGet', 'tcpSocket', 'grpc', 'exec'])";

export const admission: Admission = {
  family: 'pod-availability',
  container: `${IS_LONG_RUNNING} && ${STAYS} && !${HAS_PROBE}`,
  message: 'is not restarted when it hangs; add a livenessProbe',
};
