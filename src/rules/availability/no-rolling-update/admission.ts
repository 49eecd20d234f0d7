import type { Admission } from '../../shared/admission/admission';

function typeAt(field: string): string {
  return `object.spec.?${field}.?type.orValue('')`;
}

export const admission: Admission = {
  family: 'availability',
  types: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'],
  object: `!((object.kind == 'Deployment' ? ${typeAt('strategy')} : ${typeAt('updateStrategy')}) in ['', 'RollingUpdate'])`,
  message: 'is down during an update, or is updated only by hand; set type to "RollingUpdate"',
};
