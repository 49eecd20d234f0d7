import type { Admission } from '../../shared/admission/admission';
import { celList } from '../../shared/admission/cel';
import { CONTEXT, POD_CONTEXT } from '../../shared/admission/pod-cel';
import { ADMINISTRATORS } from './rule';

function isAdministrator(context: string): string {
  return `${nameOf(context)}.lowerAscii() in ${celList(ADMINISTRATORS)}`;
}

function nameOf(context: string): string {
  return `${context}.?windowsOptions.?runAsUserName.orValue('')`;
}

export const admission: Admission = {
  family: 'pod-security',
  pod: `${isAdministrator(POD_CONTEXT)} && !variables.containers.all(c, ${nameOf(CONTEXT)} != '')`,
  container: isAdministrator(CONTEXT),
  message: 'runs as an administrator; set runAsUserName to an ordinary user',
};
