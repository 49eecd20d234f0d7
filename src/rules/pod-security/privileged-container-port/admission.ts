import type { Admission } from '../../shared/admission/admission';
import { SYSCTLS } from '../../shared/admission/pod-cel';
import { SYSCTL } from './rule';

export const admission: Admission = {
  family: 'pod-security',
  container: `!variables.isWindows && c.?ports.orValue([]).exists(p, p.containerPort >= 1 && p.containerPort < 1024 && !${SYSCTLS}.exists(s, s.name == '${SYSCTL}' && s.value.matches('^[0-9]{1,9}$') && int(s.value) <= p.containerPort))`,
  message: 'listens on a port below 1024, which may need a capability; use a higher one',
};
