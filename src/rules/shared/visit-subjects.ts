import { hasBootstrapLabel } from '../../analysis/access/bindings';
import { CLUSTER_ROLE_BINDING, clusterRolesNamed, ROLE_BINDING } from '../../analysis/access/roles';
import { type Subject, subjectsOf } from '../../analysis/access/subjects';
import { Severity } from '../../engine/severity';
import type { Visitor } from '../../engine/visitor';
import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';

/** A subject that stands for many users or accounts. */
export interface BroadSubject {
  /** Its description in messages. */
  readonly who: string;
  /** Its kind; a subject with the same name and another kind refers to no existing identity. */
  readonly kind: 'User' | 'Group';
  /** Whether the cluster itself grants it this role, so that another binding changes nothing. */
  isUsual?(roleName: string): boolean;
}

/** Reports the subjects of all bindings that are broad. A subject with the wrong kind has no effect: it is low. */
export function visitSubjects(broadSubjectOf: (name: string, binding: Manifest) => BroadSubject | undefined): Visitor {
  return {
    types: [ROLE_BINDING, CLUSTER_ROLE_BINDING],
    manifest(binding, { all, report }) {
      const { kind: roleKind, name: roleName } = binding.json.roleRef ?? {};
      subjectsOf(binding).forEach(({ kind, name }: Subject, index) => {
        const broad = typeof name === 'string' ? broadSubjectOf(name, binding) : undefined;
        if (!broad || (broad.isUsual?.(roleName) && isAsShipped(binding, all))) return;
        const isMeant = kind === broad.kind;
        const isForCluster = binding.groupKind === CLUSTER_ROLE_BINDING;
        const where = isForCluster ? 'in the cluster' : `in namespace "${binding.effectiveNamespace}"`;
        report({
          pointer: `/subjects/${index}/name`,
          message: isMeant
            ? `binding "${binding.objectRef.name}" grants ${roleKind} "${roleName}" to ${broad.who} ${where}; list the subjects that need it`
            : `binding "${binding.objectRef.name}" names "${name}" as a ${kind ?? 'subject without a kind'}, but it is a ${broad.kind} (${broad.who}); remove it`,
          severity: isMeant ? undefined : Severity.LOW,
        });
      });
    },
  };
}

/** Whether the role of a binding is unchanged: not in the set, or with the bootstrapping label of the API server. */
function isAsShipped(binding: Manifest, all: ManifestSet): boolean {
  const { kind, name } = binding.json.roleRef ?? {};
  return kind !== 'ClusterRole' || clusterRolesNamed(name, all).every(hasBootstrapLabel);
}
