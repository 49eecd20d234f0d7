import { allKinds, kindLine, scopeByName } from '../kubernetes/api/table';
import { minorVersion } from '../kubernetes/kubernetes-version';
import { groupOf, typeOf } from '../kubernetes/workload-kinds';
import type { ObjectFamily } from '../rules/shared/admission/admission';
import { celList } from '../rules/shared/admission/cel';
import type { Scope } from './bindings';

/** A condition that is asked before any expression of a policy; it cannot use the variables of the policy. */
export interface MatchCondition {
  readonly name: string;
  readonly expression: string;
}

const POD_RESOURCES: readonly (readonly [group: string, resources: readonly string[]])[] = [
  ['', ['pods', 'pods/ephemeralcontainers', 'podtemplates', 'replicationcontrollers']],
  ['apps', ['daemonsets', 'deployments', 'replicasets', 'statefulsets']],
  ['batch', ['cronjobs', 'jobs']],
];
/** Each of these can be written by itself, and takes labels along. */
export const NAMESPACES: readonly string[] = ['namespaces', 'namespaces/finalize', 'namespaces/status'];

/** The rules for pods and all that makes them; neither `status` nor `scale`, which have no pod. */
export function podRules(): any[] {
  return POD_RESOURCES.map(([group, resources]) => resourceRule(group, 'v1', resources));
}

/** The rules for objects of groups and kinds, in the newest API version that a Kubernetes version has of each. */
export function objectRules(types: Iterable<string>, version: string): any[] {
  const minor = minorVersion(version);
  const byVersion = new Map<string, string[]>();
  for (const type of new Set(types)) {
    const found = allKinds().flatMap(([apiVersion, kind]) => {
      if (typeOf(groupOf(apiVersion), kind) !== type) return [];
      const resource = kindLine(apiVersion, kind)?.resources.find(
        ({ name, since, until }) => !name.includes('/') && since <= minor && minor <= until,
      );
      return resource ? [{ apiVersion, resource: resource.name }] : [];
    });
    const newest = found.sort((a, b) => maturity(a.apiVersion) - maturity(b.apiVersion)).at(-1);
    if (!newest) continue;
    const resources = newest.resource === 'namespaces' ? NAMESPACES : [newest.resource];
    byVersion.set(newest.apiVersion, [...(byVersion.get(newest.apiVersion) ?? []), ...resources]);
  }
  return [...byVersion]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([apiVersion, resources]) =>
      resourceRule(groupOf(apiVersion), apiVersion.slice(apiVersion.indexOf('/') + 1), resources.sort()),
    );
}

/** Whether objects of groups and kinds stand in namespaces; there may be some of both. */
export function scopesOf(types: readonly string[]): Set<Scope> {
  return new Set(
    types.map((type) => (scopeByName(type.slice(type.lastIndexOf('/') + 1)) === false ? 'Cluster' : 'Namespaced')),
  );
}

/** A rule for resources of one version of a group. */
export function resourceRule(
  group: string,
  version: string,
  resources: readonly string[],
  operations: readonly string[] = ['CREATE', 'UPDATE'],
) {
  return { apiGroups: [group], apiVersions: [version], operations: [...operations], resources: [...resources] };
}

/** `v1` is above `v1beta1`, which is above `v1alpha1`. */
function maturity(apiVersion: string): number {
  const [, major = '0', stage, number = '0'] = /v(\d+)(?:(alpha|beta)(\d+))?$/.exec(apiVersion) ?? [];
  return (stage === undefined ? 1e6 : stage === 'beta' ? 1e3 : 0) + Number(major) * 10 + Number(number);
}

/** The API server creates objects for itself before it serves: it would not start. */
export const API_SERVER: MatchCondition = {
  name: 'not-the-api-server',
  expression: "request.userInfo.username != 'system:apiserver'",
};

/** Kubelets report their static pods, which run whether or not the report is accepted. Nodes can create no other pods. */
const NODES: MatchCondition = {
  name: 'not-a-kubelet',
  expression: "!(has(request.userInfo.groups) && 'system:nodes' in request.userInfo.groups)",
};

/** Rules of the family read namespaces, and of all else only whether it is in this one: most requests take no time. */
const IN_DEFAULT: MatchCondition = {
  name: 'a-namespace-or-in-default',
  expression: "object.kind == 'Namespace' || object.metadata.?namespace.orValue('') == 'default'",
};

/** It writes the rules of roles that were judged before into the role that aggregates them. */
const AGGREGATION = notAController('not-the-aggregation-of-roles', 'clusterrole-aggregation-controller');

/** It makes the account `default` of each namespace, as it is: without one no pod is admitted there. */
const ACCOUNTS = notAController('not-the-controller-of-accounts', 'service-account-controller');

/** Not one controller, by its own account or by that which all have if each has none of its own. */
function notAController(name: string, controller: string): MatchCondition {
  const users = ['system:kube-controller-manager', `system:serviceaccount:kube-system:${controller}`];
  return { name, expression: `!(request.userInfo.username in ${celList(users)})` };
}

/** The conditions of a policy for pods. */
export function podConditions(): MatchCondition[] {
  return [API_SERVER, NODES, changed([])];
}

/** Pods as they are created; a pod that runs keeps what it was made with. */
export const NEW_PODS = { ...resourceRule('', 'v1', ['pods']), operations: ['CREATE'] };

/** The conditions of a policy that fills pods. */
export function fillConditions(): MatchCondition[] {
  return [API_SERVER, NODES];
}

/** The conditions of a policy for other objects; an update of metadata counts where the rules read it. */
export function objectConditions(family: ObjectFamily, metadata: readonly string[]): MatchCondition[] {
  // Kubelets report static pods in the namespace `default` too.
  const spared =
    { namespaces: [IN_DEFAULT, NODES], rbac: [AGGREGATION], 'service-accounts': [ACCOUNTS] }[family as string] ?? [];
  return [API_SERVER, ...spared, changed(metadata)];
}

/** An old object that breaks a rule can still get labels, finalizers and a status. */
function changed(metadata: readonly string[]): MatchCondition {
  const parts = ["request.operation != 'UPDATE'", ...changedFields(metadata)];
  return { name: 'judged-fields-change', expression: parts.join(' || ') };
}

/** Each is true if an update changes something beside metadata and status, or one of some fields of the metadata. */
export function changedFields(metadata: readonly string[]): string[] {
  const apart = "!(f in ['apiVersion', 'kind', 'metadata', 'status'])";
  return [
    `object.exists(f, ${apart} && !(f in oldObject && oldObject[f] == object[f]))`,
    `oldObject.exists(f, ${apart} && !(f in object))`,
    ...metadata.map((field) => `object.metadata.?${field} != oldObject.metadata.?${field}`),
  ];
}
