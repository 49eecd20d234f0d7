import type { Admission } from '../../shared/admission/admission';
import { nullable } from '../../shared/admission/cel';
import { normalPath } from '../../shared/admission/host-path';
import { LONGEST } from './rule';

const SOURCES = nullable('v.?projected.?sources');
const AT_TOKEN_PATH = `${normalPath('m.mountPath')} == '/run/secrets/kubernetes.io/serviceaccount/'`;

export const admission: Admission = {
  family: 'pod-security',
  pod: `variables.volumes.exists(v, ${SOURCES}.exists(s, has(s.serviceAccountToken) && (s.serviceAccountToken.?expirationSeconds.orValue(0) > ${LONGEST} || (s.serviceAccountToken.?audience.orValue('') == '' && !v.projected.sources.exists(o, o.?configMap.?name.orValue('') == 'kube-root-ca.crt')))))`,
  container: `c.?volumeMounts.orValue([]).exists(m, ${AT_TOKEN_PATH} && !variables.volumes.exists(v, v.name == m.name && (has(v.emptyDir) || ${SOURCES}.exists(s, has(s.serviceAccountToken)))))`,
  message:
    'mounts a token that is long valid or for every audience, or a Secret in its place; set expirationSeconds and audience of a projected token',
};
