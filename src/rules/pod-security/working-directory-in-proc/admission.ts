import { segmentsOf } from '../../../json/pointer';
import type { Admission } from '../../shared/admission/admission';
import { optional } from '../../shared/admission/cel';
import { COMMANDS } from './rule';

const SLASH = '/+([.]/+)*';
/** `/dev/fd` is a link to `/proc/self/fd`. */
const START = `^${SLASH}(proc${SLASH}(self|thread-self|[0-9]+)(${SLASH}task${SLASH}[0-9]+)?|dev)${SLASH}fd${SLASH}[0-9]+`;

/** The words of all commands of a container, `c`. */
export const WORDS = COMMANDS.map((at) => `${optional('c', segmentsOf(at))}.orValue([])`).join(' + ');

export const admission: Admission = {
  family: 'pod-security',
  container: `(c.?workingDir.orValue('').matches('${START}([/]|$)') || (variables.namesDescriptors && (${WORDS}).exists(w, w.matches('${START}/+([.]/+)*[^/]')))) && !variables.isWindows`,
  message: 'starts or uses an open file of the container runtime (CVE-2024-21626); use a path of the image',
  partly: 'a path that goes up with .. before the descriptor is not resolved',
};
