import type { DangerousPower } from '../../../analysis/access/dangerous-power';
import { CLUSTER_ROLE, ROLE } from '../../../analysis/access/roles';
import type { DefinedRule } from '../../../engine/define-rule';
import { isOwnGroup } from '../../../kubernetes/api/table';
import { type PermissionVisitor, powersIn } from '../visit-permissions';
import type { AdmissionTarget, ObjectAdmission } from './admission';
import { celList, celMap, celText } from './cel';

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
  return `sets.intersects(${list}, ${celList([...items, '*'])})`;
}

/**
 * Whether a rule of a role, `r`, gives something of some powers. Permissions with the same verbs and reach are looked for in
 * one table, of the resources of each group.
 */
export function grants(permissions: readonly DangerousPower[]): string {
  const tables = new Map<string, { test: string; rows: Map<string, string[]>; isOwn: boolean }>();
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
      const isOwn = isOwnGroup(group);
      const test = `${reaching(scope)}${givenOn(verbs, isSub)}`;
      const key = `${isOwn} ${test}`;
      const table = tables.get(key) ?? { test, rows: new Map<string, string[]>(), isOwn };
      table.rows.set(group, [...(table.rows.get(group) ?? []), ...some]);
      tables.set(key, table);
    }
  }
  const inTables = [...tables.values()].map(
    ({ test, rows, isOwn }) => `(${test} && ${isOwn ? ofCluster(rows) : ofProducts(rows)})`,
  );
  return [...inTables, ...others].join(' || ');
}

/** Whether a rule is about one of some resources of Kubernetes' own groups, by name or by `*`. */
function ofCluster(rows: ReadonlyMap<string, readonly string[]>): string {
  const [[group, resources] = ['', []], ...more] = rows;
  if (more.length === 0) return `${hasOne('r.g', [group])} && ${names(resources)}`;
  const texts = [...rows].map(([each, some]) => `[${celList([each, '*'])}, ${celList([...withWildcards(some), '*'])}]`);
  return `[${texts.join(', ')}].exists(p, sets.intersects(r.g, p[0]) && sets.intersects(r.r, p[1]))`;
}

/** The same of other groups: `*` for the group is about those resources that the rule names. */
function ofProducts(rows: ReadonlyMap<string, readonly string[]>): string {
  const byGroup = celMap([...rows].map(([group, some]) => [group, celList([...withWildcards(some), '*'])]));
  const all = "'*' in r.g && m.exists(g, sets.intersects(r.o, m[g]))";
  return `[${byGroup}].exists(m, r.g.exists(g, g in m && sets.intersects(r.r, m[g])) || ${all})`;
}

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
  if (isSub) return hasOne('r.v', verbs);
  return `${verbs.every((verb) => verb === 'deletecollection') ? 'r.n.size() == 0 && ' : ''}${hasOne('r.w', verbs)}`;
}
