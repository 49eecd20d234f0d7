import { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { isBoundAccount } from '../../analysis/access/token';
import { underWay } from '../../aspects/under-way';
import type { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { readObjects } from '../../model/read-objects';
import { RBAC } from './grant-check';

/** The bindings of a tree, by the state that a synth found it in. */
const BINDINGS = new WeakMap<object, ManifestSet>();
const KINDS = ['RoleBinding', 'ClusterRoleBinding'];

/**
 * Whether a binding of the app names an account or its groups, whatever makes it: `kplus.Role.bind()`, a raw object, `Include`.
 * Roles that the cluster itself gives to every account do not count, and neither does the group of all users.
 */
export function isBoundInApp({ name, metadata, node }: kplus.ServiceAccount): boolean {
  return isBoundAccount(name, metadata.namespace, bindingsOf(node.root));
}

function bindingsOf(root: IConstruct): ManifestSet {
  const state = underWay(root)?.state;
  const known = state && BINDINGS.get(state);
  if (known) return known;
  const bindings = ManifestSet.fromManifests(root.node.findAll().flatMap(bindingAt));
  if (state) BINDINGS.set(state, bindings);
  return bindings;
}

/** One that cannot be read is an error of the synth. */
function bindingAt(construct: IConstruct): Manifest[] {
  if (!ApiObject.isApiObject(construct)) return [];
  const object = construct as ApiObject;
  if (object.apiGroup !== RBAC || !KINDS.includes(object.kind)) return [];
  const json = object.toJson();
  const subjects = Array.isArray(json.subjects) ? json.subjects.filter((each: any) => !isEveryone(each)) : [];
  return readObjects({ ...json, subjects }).flatMap(({ manifest }) => manifest ?? []);
}

/** Every user is in this group, and no binding to it is meant for one account. */
function isEveryone(subject: any): boolean {
  return subject?.kind === 'Group' && subject.name === 'system:authenticated';
}
