import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { Power, powerOf } from './bindings';
import { escalationsOf } from './escalation';
import type { Escalation } from './escalation-ways';
import { type PolicyRule, policyRulesOf } from './policy-rule';
import { CLUSTER_ROLE_BINDING, ROLE_BINDING, rolesBoundBy } from './roles';
import { keysOfAccount, keysOfSubject, subjectsOf } from './subjects';

/** A way by which an account can take over the cluster or a namespace. */
export interface Path {
  /** What the holder may do, after the word "may". */
  readonly does: string;
  /** The namespace; undefined for the whole cluster. */
  readonly namespace?: string;
  readonly binding: Manifest;
  /** The role, and which of its rules. */
  readonly grant: string;
}

/** Built-in roles, which are rarely in a set. */
const BUILT_IN: { readonly [clusterRole: string]: string } = {
  'cluster-admin': 'do everything',
  admin: 'read all secrets and create pods',
  edit: 'read all secrets and create pods',
};

/** Whether a path gives the whole cluster: also from the namespace of the cluster's own parts and their secrets. */
export function reachesCluster({ namespace }: Pick<Path, 'namespace'>): boolean {
  return namespace === undefined || namespace === 'kube-system';
}

/**
 * Returns the most powerful path of a service account.
 *
 * @param namespace its namespace; undefined if the pod does not write one, so that it may be any
 */
export function takeoverBy(
  namespace: string | undefined,
  account: string,
  all: ManifestSet,
  kubernetesVersion: string,
): Path | undefined {
  const index = all._analysis(`takeovers at ${kubernetesVersion}`, () => pathsIn(all, kubernetesVersion));
  if (index.size === 0) return undefined;
  const paths = keysOfAccount(namespace, account).flatMap((key) => index.get(key) ?? []);
  return paths.find(reachesCluster) ?? paths[0];
}

/** The most powerful path of each user and group, by its keys. */
function pathsIn(all: ManifestSet, kubernetesVersion: string): Map<string, Path> {
  const index = new Map<string, Path>();
  const known = new Map<string, Grant | undefined>();
  const escalations = new Map<PolicyRule, Escalation[]>();
  /** A rule is part of each role that aggregates its own. */
  const opened = (rule: PolicyRule) => {
    const found = escalations.get(rule) ?? escalationsOf(rule, kubernetesVersion);
    escalations.set(rule, found);
    return found;
  };
  for (const binding of [...all.ofType(CLUSTER_ROLE_BINDING), ...all.ofType(ROLE_BINDING)]) {
    const subjects = subjectsOf(binding);
    if (subjects.length === 0) continue;
    const namespace = binding.groupKind === ROLE_BINDING ? binding.effectiveNamespace : undefined;
    const { kind, name } = binding.json.roleRef ?? {};
    const role = JSON.stringify([kind, name, namespace, binding.objectRef.namespaceName]);
    if (!known.has(role)) known.set(role, grantOf(binding, namespace, all, opened));
    const grant = known.get(role);
    if (!grant) continue;
    const path = { ...grant, namespace, binding };
    for (const key of subjects.flatMap((subject) => keysOfSubject(subject, binding))) {
      const other = index.get(key);
      if (!other || (reachesCluster(path) && !reachesCluster(other))) index.set(key, path);
    }
  }
  return index;
}

type Grant = Pick<Path, 'does' | 'grant'>;

/** Returns the most powerful grant of a binding's role; undefined if there is none. */
function grantOf(
  binding: Manifest,
  namespace: string | undefined,
  all: ManifestSet,
  escalationsBy: (rule: PolicyRule) => Escalation[],
): Grant | undefined {
  const { kind, name } = binding.json.roleRef ?? {};
  const role = `${kind} "${name}"`;
  const builtIn = kind === 'ClusterRole' && Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  if (builtIn !== undefined) return { does: builtIn, grant: role };
  if (powerOf(binding, all) === Power.ALL) return { does: 'do everything', grant: role };
  const isCluster = reachesCluster({ namespace });
  for (const each of rolesBoundBy(binding, all)) {
    for (const [index, rule] of policyRulesOf(each).entries()) {
      const found = escalationsBy(rule)
        .filter(({ isClusterScoped }) => !isClusterScoped || namespace === undefined)
        .find(({ leads }) => leads === 'far' || (leads === 'far-in-cluster' && isCluster));
      const from = each.objectRef.name === name ? '' : ` of ${each.objectRef.kind} "${each.objectRef.name}"`;
      if (found) return { does: found.does, grant: `${role}, rule ${index}${from}` };
    }
  }
  return undefined;
}
