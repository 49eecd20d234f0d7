import type { DangerousPower } from '../../../analysis/access/dangerous-power';
import { CLUSTER_ROLE, ROLE } from '../../../analysis/access/roles';
import type { DefinedRule } from '../../../engine/define-rule';
import { isOwnGroup } from '../../../kubernetes/api/table';
import { type PermissionVisitor, powersIn } from '../visit-permissions';
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
  const { does, instead, sparesNamed = false } = concern;
  return ofGrants((target) => {
    const any = grants(powersIn(concern, { option: target.option, target }));
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

/**
 * Whether a rule of a role, `r`, gives something of some powers. Permissions with the same verbs and reach are looked for in
 * one table.
 */
export function grants(permissions: readonly DangerousPower[]): string {
  const tables = new Map<string, { readonly test: string; readonly rows: string[]; readonly found: string }>();
  const others: string[] = [];
  for (const { verbs, group = '', resources, scope } of permissions) {
    if (resources === 'any') {
      const named = `${celText(group)} in r.g && r.r.exists(x, !x.contains('/'))`;
      others.push(`(${reaching(scope)}${named} && ${givenOn(verbs, false)})`);
      continue;
    }
    for (const isSub of [false, true]) {
      const some = resources.filter((each) => each.includes('/') === isSub);
      if (some.length === 0) continue;
      const found = isOwnGroup(group) ? OF_CLUSTER : OF_PRODUCT;
      const test = `${reaching(scope)}${givenOn(verbs, isSub)}`;
      const table = tables.get(found + test) ?? { test, rows: [], found };
      table.rows.push(celList([`@${group}`, ...withWildcards(some)]));
      tables.set(found + test, table);
    }
  }
  const inTables = [...tables.values()].map(
    ({ test, rows, found }) => `(${test} && [${rows.join(', ')}].exists(p, ${found}))`,
  );
  return [...inTables, ...others].join(' || ');
}

/** A row begins with its group. `*` for the group is about Kubernetes' own, and of others about those that the rule names. */
const OF_CLUSTER = "r.g.exists(g, g == '*' || '@' + g == p[0]) && r.r.exists(x, x == '*' || x in p)";
const OF_PRODUCT =
  "(r.g.exists(g, '@' + g == p[0]) ? r.r.exists(x, x == '*' || x in p) : '*' in r.g && r.r.exists(x, !x.startsWith('*') && x in p))";

function reaching(scope: DangerousPower['scope']): string {
  if (scope === 'cluster') return "object.kind == 'ClusterRole' && ";
  if (scope !== 'namespace') return '';
  return "(object.kind == 'ClusterRole' || r.n.size() == 0 || object.metadata.?namespace.orValue('') in r.n) && ";
}

function names(resources: readonly string[]): string {
  return hasOne('r.r', withWildcards(resources));
}

/** `*` before a subresource is every resource that has it. */
function withWildcards(resources: readonly string[]): string[] {
  const wild = resources.flatMap((each) => (each.includes('/') ? `*${each.slice(each.indexOf('/'))}` : []));
  return [...new Set([...resources, ...wild])];
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
