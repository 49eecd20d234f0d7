import { mostReplicasOf } from '../../../analysis/workloads/scaling';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { Manifest } from '../../../model/manifest';
import type { ManifestSet } from '../../../model/manifest-set';
import { objectsIn } from '../../../model/pod-index';
import { called } from '../../shared/kind-name';
import { PERSISTENT_VOLUMES } from '../../shared/sources';

const OF_ONE_NODE = ['ReadWriteOnce', 'ReadWriteOncePod'];
const DAEMON_SET = 'apps/DaemonSet';

export const rule = defineRule({
  id: 'shared-volume-claim',
  category: 'availability',
  title: 'Pods on several nodes do not share a claim that one node can mount',
  severity: Severity.MEDIUM,
  profiles: ['availability'],
  standards: ['Kubernetes docs'],
  references: [PERSISTENT_VOLUMES],
  equivalents: {},
  visit: {
    types: ['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', 'ReplicationController', DAEMON_SET],
    manifest(workload, { all, report }) {
      const pod = workload.podTemplate;
      const pods = podsOf(workload, all);
      if (!pod || pods === undefined) return;
      // A claim template of a StatefulSet takes the place of a volume of the same name.
      const templates = objectsIn(workload.value('/spec/volumeClaimTemplates')).map(({ metadata }) => metadata?.name);
      objectsIn(pod.value('/volumes')).forEach((volume, index) => {
        const name = volume.persistentVolumeClaim?.claimName;
        if (typeof name !== 'string' || templates.includes(volume.name)) return;
        const modes = accessModesOf(name, workload.effectiveNamespace, all);
        if (modes.length === 0 || !modes.every((mode) => OF_ONE_NODE.includes(mode))) return;
        report({
          pointer: `${pod.specPath}/volumes/${index}/persistentVolumeClaim/claimName`,
          message: `${called(workload)} has ${pods}, and they share claim "${name}" with ${modes.join(' and ')}; use a claim with ReadWriteMany, a StatefulSet with volumeClaimTemplates, or one replica`,
        });
      });
    },
  },
});

/** Undefined where there is one pod at most. */
function podsOf(workload: Manifest, all: ManifestSet): string | undefined {
  if (workload.groupKind === DAEMON_SET) return 'a pod on each node';
  const most = mostReplicasOf(workload, all);
  return most > 1 ? `up to ${most} replicas` : undefined;
}

/** The access modes of a claim in the set; none where it is not there, or where two objects differ. */
function accessModesOf(name: string, namespace: string, all: ManifestSet): string[] {
  const claims = all
    .inNamespace('PersistentVolumeClaim', namespace)
    .filter(({ objectRef }) => objectRef.name === name)
    .map((claim): string[] => claim.value('/spec/accessModes') ?? []);
  const [first = []] = claims;
  return claims.every((modes) => modes.join() === first.join()) ? first : [];
}
