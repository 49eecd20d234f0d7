import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import { groupOf } from '../../../kubernetes/workload-kinds';

const FIELDS = ['volumeMounts', 'volumeDevices'];
/** Where objects write volumes, and claims that become volumes of their pods. */
const DECLARED = ['volumes', 'volumeClaimTemplate', 'volumeClaimTemplates'];

export const rule = defineRule({
  id: 'volume-mount-without-volume',
  category: 'api',
  title: 'Containers of custom kinds mount volumes that exist',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['Kubernetes docs'],
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#how-volumes-work'],
  equivalents: {},
  visit: {
    container(container, { report }) {
      const { pod } = container;
      const { json, objectRef } = pod.manifest;
      // The API server refuses it in Kubernetes' own kinds, whose groups have no dot: that is an error already.
      if (!pod._parts.isPlain || !groupOf(objectRef.apiVersion).includes('.')) return;
      for (const field of FIELDS) {
        const mounts: any[] = container.value(`/${field}`) ?? [];
        mounts.forEach(({ name }, index) => {
          if (typeof name !== 'string' || declares(json, name)) return;
          report({
            pointer: `${container.path}/${field}/${index}/name`,
            message: `container "${container.name}" mounts volume "${name}", which the pod does not have, so the API server refuses the pod; add the volume`,
          });
        });
      }
    },
  },
});

/** Whether the object has a volume or claim of the name, in the pod or beside it: controllers give pods volumes of both. */
function declares(json: any, name: string): boolean {
  if (json === null || typeof json !== 'object') return false;
  return Object.entries<any>(json).some(([key, value]) => {
    const isNamed = DECLARED.includes(key) && [value].flat().some((each) => nameOf(each) === name);
    return isNamed || declares(value, name);
  });
}

function nameOf(volume: any): unknown {
  return volume?.name ?? volume?.metadata?.name;
}
