import type { World } from './world';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** Makes one rule the only one of the Role, which a RoleBinding grants, or of the ClusterRole, which a ClusterRoleBinding grants. */
export function grant(where: 'role' | 'clusterRole', rule: any, and: (world: World) => void = () => {}) {
  return (world: World): void => {
    world[where].rules = [rule];
    and(world);
  };
}

/** Leaves the ClusterRole to a RoleBinding alone. */
export function boundInOneNamespace(world: World): void {
  const { roleRef } = world.clusterRoleBinding;
  world.clusterRoleBinding = { ...structuredClone(world.roleBinding), roleRef };
  world.clusterRoleBinding.metadata.name = 'cluster-web';
}

/** Takes the bindings away. */
export function unbound(world: World): void {
  world.roleBinding = undefined;
  world.clusterRoleBinding = undefined;
}

/** Makes the bindings name the account of the pod. */
export function boundToPod(world: World): void {
  for (const binding of [world.roleBinding, world.clusterRoleBinding])
    binding.subjects = [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }];
}

/** Makes the bindings name another subject. */
export function boundTo(kind: string, name: string) {
  return (world: World): void => {
    for (const binding of [world.roleBinding, world.clusterRoleBinding]) {
      binding.subjects = [{ apiGroup: RBAC_GROUP, kind, name }];
    }
  };
}

/** Gives the ClusterRole the name and the label of those that the API server keeps. */
export function bootstrapped(world: World): void {
  world.clusterRole.metadata = { name: 'system:web', labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } };
}
