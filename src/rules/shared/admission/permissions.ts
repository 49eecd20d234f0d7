import { CLUSTER_ROLE, ROLE } from '../../../analysis/access/roles';
import type { DefinedRule } from '../../../engine/define-rule';
import { isOwnGroup } from '../../../kubernetes/api/table';
import type { Permission, PermissionVisitor } from '../visit-permissions';
import type { AdmissionTarget, ObjectAdmission } from './admission';
import { celList, celText } from './cel';

const ROLES = [ROLE, CLUSTER_ROLE];

/** A rule about what a rule of a role, `r`, allows: its verbs `r.v`, API groups `r.g`, resources `r.r`, names `r.n` and URLs `r.u`. */
export function ofGrants(
  cel: string | ((target: AdmissionTarget) => string),
  message: string,
  more: { readonly partly?: string } = {},
): ObjectAdmission {
  return {
    family: 'rbac',
    types: ROLES,
    object: (target) => `variables.rules.exists(r, ${typeof cel === 'function' ? cel(target) : cel})`,
    message,
    ...more,
  };
}

/** The same for a rule that reports permissions. */
export function ofPermissions(rule: DefinedRule): ObjectAdmission {
  const { concern } = rule.visitor as PermissionVisitor;
  const { does, instead, permissions, sparesNamed = false } = concern;
  return ofGrants((target) => {
    const asked = typeof permissions === 'function' ? permissions({ option: target.option, target }) : permissions;
    const any = asked.map(grants).join(' || ');
    return sparesNamed ? `r.n.size() == 0 && (${any})` : any;
  }, `allows ${does}; ${instead}`);
}

/** Whether a rule allows a verb on one of some resources, for any object name. */
export function allowsAll(verb: string, group: string, resources: readonly string[]): string {
  return `${hasOne('r.v', [verb])} && ${hasOne('r.g', [group])} && ${names(resources)}`;
}

/** Whether a list has one of some items, or `*`. */
export function hasOne(list: string, items: readonly string[]): string {
  return `${list}.exists(x, x in ${celList([...items, '*'])})`;
}

function grants(permission: Permission): string {
  const { verbs, group = '', resources, scope } = permission;
  const reach =
    scope === 'cluster'
      ? "object.kind == 'ClusterRole' && "
      : scope === 'namespace'
        ? "(object.kind == 'ClusterRole' || r.n.size() == 0 || object.metadata.?namespace.orValue('') in r.n) && "
        : '';
  if (resources === 'any') {
    const own = `${celText(group)} in r.g && r.r.exists(x, !x.contains('/'))`;
    return `(${reach}${own} && ${givenOn(verbs, false)})`;
  }
  const parts = [false, true].flatMap((isSub) => {
    const some = resources.filter((each) => each.includes('/') === isSub);
    return some.length === 0 ? [] : `(${inGroup(group, some)} && ${givenOn(verbs, isSub)})`;
  });
  return `(${reach}(${parts.join(' || ')}))`;
}

/** Of a product's group, `*` for the group is about the resources that the rule names. */
function inGroup(group: string, resources: readonly string[]): string {
  if (isOwnGroup(group)) return `${hasOne('r.g', [group])} && ${names(resources)}`;
  const named = `r.r.exists(x, x in ${celList(resources)})`;
  return `((${celText(group)} in r.g && ${names(resources)}) || ('*' in r.g && ${named}))`;
}

function names(resources: readonly string[]): string {
  const wild = resources.flatMap((each) => (each.includes('/') ? `*${each.slice(each.indexOf('/'))}` : []));
  return hasOne('r.r', [...new Set([...resources, ...wild])]);
}

/** A rule with names allows no collection to be deleted, and creates only what a server-side apply patches. */
function givenOn(verbs: readonly string[], isSub: boolean): string {
  const all = hasOne('r.v', verbs);
  if (isSub || !verbs.some((verb) => verb === 'create' || verb === 'deletecollection')) return all;
  const named = verbs.filter((verb) => verb !== 'create' && verb !== 'deletecollection');
  const ways = [
    ...(named.length > 0 ? [hasOne('r.v', named)] : []),
    ...(verbs.includes('create') ? [`(${hasOne('r.v', ['create'])} && ${hasOne('r.v', ['patch'])})`] : []),
  ];
  return `(r.n.size() == 0 ? ${all} : ${ways.length > 0 ? `(${ways.join(' || ')})` : 'false'})`;
}
