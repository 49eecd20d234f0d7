import { tmpdir } from 'node:os';
import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { LockedServiceAccount } from '../src/index';
import type { Judge, PolicyRule, RbacWorld } from './judge';

export const RBAC = 'rbac.authorization.k8s.io';
export const AUTHENTICATION = 'authentication.k8s.io';
/** The namespace of the account. */
export const HOME = 'shop';

/** What a program asks `LockedServiceAccount.allow` for. */
export interface Grant {
  readonly verbs: string[];
  readonly group: string;
  readonly resource: string;
  /** Empty for all objects. */
  readonly names: string[];
  readonly namespace: string;
}

/** The RBAC objects of an account that was granted what it accepts of some grants, and what it accepted. */
export function granted(grants: readonly Grant[]): { world: RbacWorld; declared: Grant[]; user: string } {
  const chart = newChart();
  const account = new LockedServiceAccount(chart, 'account');
  const declared = grants.filter((each) => {
    try {
      const alone = newChart();
      grant(new LockedServiceAccount(alone, 'account'), each);
      Testing.synth(alone); // refuses what the rules find
    } catch {
      return false;
    }
    grant(account, each);
    return true;
  });
  const objects = Testing.synth(chart);
  const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
  const world = { roles: ofKind('Role'), roleBindings: ofKind('RoleBinding') };
  return { world, declared, user: `system:serviceaccount:${HOME}:${account.name}` };
}

function newChart(): Chart {
  return new Chart(new App({ outdir: tmpdir() }), 'shop', { namespace: HOME });
}

function grant(
  account: LockedServiceAccount,
  { verbs, group, resource, names, namespace: namespaceName }: Grant,
): void {
  const kind = kplus.ApiResource.custom({ apiGroup: group, resourceType: resource });
  const named = names.length > 0 ? { names, byFieldSelector: true } : {};
  account.allow(verbs, kind, { ...named, namespaceName });
}

/** A grant as a rule of a role, whether or not an account would accept it. */
export function ruleOf({ verbs, group, resource, names }: Grant): PolicyRule {
  return { apiGroups: [group], resources: [resource], ...(names.length > 0 ? { resourceNames: names } : {}), verbs };
}

/** An object of the RBAC group. */
export function rbacObject(kind: string, name: string, rest: object): object {
  const metadata = kind.startsWith('Cluster') ? { name } : { name, namespace: HOME };
  return { apiVersion: `${RBAC}/v1`, kind, metadata, ...rest };
}

/** A binding of a ClusterRole to a user. */
export function bindingOf(kind: 'RoleBinding' | 'ClusterRoleBinding', role: string, user: string): object {
  return rbacObject(kind, role, {
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'User', name: user, apiGroup: RBAC }],
  });
}

const ALL = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };

/** What a user would create to make more of what it has: by `escalate`, and by `bind`. */
export const escalating = () => ['more', 'admin'].map((name) => rbacObject('Role', name, { rules: [ALL] }));
export const binding = (user: string) => ['cluster-admin', 'admin'].map((role) => bindingOf('RoleBinding', role, user));

/** What upstream's guard says to each object that a user would create, who may create such objects. */
export function askGuard(judge: Judge, world: RbacWorld, user: string, wishes: readonly object[]) {
  const ask = (object: object) => judge.ask('escalation', { ...world, bootstrap: true, as: { user }, object });
  return Promise.all(wishes.map(ask));
}
