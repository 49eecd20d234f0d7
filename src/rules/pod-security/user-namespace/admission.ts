import type { Admission } from '../../shared/admission/admission';
import { NOT_MAPPED } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  pod: [
    '!variables.isWindows && !variables.hasUserNamespace',
    ...['hostNetwork', 'hostPID', 'hostIPC'].map((field) => `!variables.spec.?${field}.orValue(false)`),
    '!variables.containers.exists(c, c.?volumeDevices.orValue([]).size() > 0)',
    `!variables.volumes.exists(v, ${NOT_MAPPED.map((source) => `has(v.${source})`).join(' || ')})`,
  ].join(' && '),
  missing: 'hostUsers',
  message: 'has no user namespace, so that its root is root on the node; set hostUsers to false where nodes allow it',
};
