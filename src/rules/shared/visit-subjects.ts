import { hasBootstrapLabel } from '../../analysis/access/bindings';
import { CLUSTER_ROLE_BINDING, clusterRolesNamed, ROLE_BINDING } from '../../analysis/access/roles';
import { type Subject, subjectsOf } from '../../analysis/access/subjects';
import { Severity } from '../../engine/severity';
import type { Visitor } from '../../engine/visitor';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';

/** A subject that stands for many at once. */
export interface Crowd {
  /** What messages call it. */
  readonly who: string;
  /** The kind that it has; a subject of another kind names nobody. */
  readonly kind: 'User' | 'Group';
  /** Whether the cluster itself gives them a role, so that a binding to it is nothing new. */
  isUsual?(roleName: string): boolean;
}

/** Finds the subjects of all bindings that name a crowd. One with the wrong kind names nobody so far: it is low. */
export function visitSubjects(crowdOf: (name: string, binding: Manifest) => Crowd | undefined): Visitor {
  return {
    types: [ROLE_BINDING, CLUSTER_ROLE_BINDING],
    manifest(binding, { all, report }) {
      const { kind: roleKind, name: roleName } = binding.json.roleRef ?? {};
      subjectsOf(binding).forEach(({ kind, name }: Subject, index) => {
        const crowd = typeof name === 'string' ? crowdOf(name, binding) : undefined;
        if (!crowd || (crowd.isUsual?.(roleName) && isAsShipped(binding, all))) return;
        const isMeant = kind === crowd.kind;
        const isForCluster = binding.groupKind === CLUSTER_ROLE_BINDING;
        const where = isForCluster ? 'in the cluster' : `in namespace "${binding.effectiveNamespace}"`;
        report({
          pointer: `/subjects/${index}/name`,
          message: isMeant
            ? `binding "${binding.objectRef.name}" gives ${roleKind} "${roleName}" to ${crowd.who} ${where}; name those who need it`
            : `binding "${binding.objectRef.name}" names "${name}" as a ${kind ?? 'subject of no kind'}, but it is a ${crowd.kind} (${crowd.who}); remove it`,
          severity: isMeant ? undefined : Severity.LOW,
        });
      });
    },
  };
}

/** Whether the role of a binding is what the cluster ships: not in the set, or with the label of what the API server keeps. */
function isAsShipped(binding: Manifest, all: ManifestSet): boolean {
  const { kind, name } = binding.json.roleRef ?? {};
  return kind !== 'ClusterRole' || clusterRolesNamed(name, all).every(hasBootstrapLabel);
}
