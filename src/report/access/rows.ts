import type { AccessGraph, Bound, Grant } from '../../analysis/access/effective/access-graph';
import type { Identity } from '../../analysis/access/effective/request';
import type { Grantee } from '../../analysis/access/subjects';
import type { Manifest } from '../../model/manifest';
import { objectText, roleRefText, rulePlace, subjectOf, subjectText } from './words';

/** One rule that a binding grants to a subject; without a grant, one binding whose role is unknown. */
export interface Row {
  readonly bound: Bound;
  readonly grantee: Grantee;
  readonly grant?: Grant;
  readonly cells: readonly string[];
}

export const LIST_COLUMNS = ['subject', 'verbs', 'resources', 'names', 'where', 'binding', 'role', 'rule'];
const UNKNOWN = 'unknown: the role is not among the manifests';

/** Returns what each binding grants to each of its subjects. */
export function listRows(graph: AccessGraph): Row[] {
  return graph.bindings.flatMap((bound) => rowsOf(graph, bound, bound.grantees));
}

/** Returns what bindings grant to a user and its groups. */
export function grantRows(graph: AccessGraph, { user, groups }: Identity): Row[] {
  const isMeant = ({ kind, name }: Grantee) => (kind === 'User' ? name === user : groups.includes(name));
  return graph.bindings.flatMap((bound) => rowsOf(graph, bound, bound.grantees.filter(isMeant).slice(0, 1)));
}

function rowsOf(graph: AccessGraph, bound: Bound, grantees: readonly Grantee[]): Row[] {
  const rules = graph.rulesOf(bound);
  return grantees.flatMap((grantee): Row[] => {
    const { binding, namespace } = bound;
    const names = [objectText(binding), roleRefText(binding)];
    const where = namespace ?? 'whole cluster';
    if (rules === undefined)
      return [{ bound, grantee, cells: [subjectText(grantee), UNKNOWN, '', '', where, ...names, ''] }];
    return rules.map((each) => {
      const grant: Grant = { binding, namespace, grantee, ...each };
      const { verbs, resources, apiGroups, resourceNames, nonResourceURLs } = each.rule;
      const what = [...resourceTexts(resources ?? [], apiGroups ?? []), ...(nonResourceURLs ?? [])];
      const own = [subjectText(grantee), list(verbs), list(what), list(resourceNames), where];
      return { bound, grantee, grant, cells: [...own, ...names, rulePlace(grant)] };
    });
  });
}

/** `pods/log`, `deployments.apps/scale`: each resource in each group. */
function resourceTexts(resources: readonly string[], groups: readonly string[]): string[] {
  return groups.flatMap((group) =>
    resources.map((resource) => {
      const [plain = '', ...sub] = resource.split('/');
      return [group === '' ? plain : `${plain}.${group}`, ...sub].join('/');
    }),
  );
}

function list(items: readonly string[] | null | undefined): string {
  return (items ?? []).join(', ');
}

/** Returns the object of a row, for JSON. */
export function rowJson({ bound, grantee, grant }: Row) {
  const { binding, namespace } = bound;
  return {
    subject: subjectOf(grantee),
    ...(namespace === undefined ? {} : { namespace }),
    binding: objectJson(binding),
    role: roleRefJson(binding),
    ...(grant === undefined
      ? { unknown: true }
      : { rule: { role: objectJson(grant.role), index: grant.index, ...grant.rule } }),
  };
}

/** The kind, the namespace and the name of an object. */
export function objectJson({ objectRef, effectiveNamespace }: Manifest) {
  const { kind, name } = objectRef;
  return { kind, ...(kind.startsWith('Cluster') ? {} : { namespace: effectiveNamespace }), name };
}

/** The role that a binding names, in the same form. */
export function roleRefJson(binding: Manifest) {
  const { kind, name } = binding.json.roleRef ?? {};
  return { kind, ...(kind === 'Role' ? { namespace: binding.effectiveNamespace } : {}), name };
}
