import { CLUSTER_ROLE_BINDING, ROLE_BINDING } from '../../../analysis/access/roles';
import type { ObjectAdmission } from './admission';

export const ROLE_NAME = "object.roleRef.?name.orValue('')";
const AS_SHIPPED = 'whether the role that is bound is as shipped cannot be seen: it is taken by its name';

/** A rule about bindings, whose subjects are `variables.subjects`. */
export function ofBindings(cel: string, message: string, partly?: string): ObjectAdmission {
  return {
    family: 'rbac',
    types: [ROLE_BINDING, CLUSTER_ROLE_BINDING],
    object: cel,
    message,
    ...(partly !== undefined && { partly }),
  };
}

/** A rule about subjects, `s`, that stand for many. */
export function ofSubjects(cel: string, message: string): ObjectAdmission {
  return ofBindings(`variables.subjects.exists(s, ${cel})`, message, AS_SHIPPED);
}
