import type { Admission } from '../../shared/admission/admission';
import { FILLED, lacks } from '../../shared/admission/resources';

export const admission: Admission = {
  family: 'pod-security',
  pod: ({ kubernetesVersion }) => {
    const isLimited = "quantity(string(v.emptyDir.?sizeLimit.orValue('0'))).isGreaterThan(quantity('0'))";
    const medium = "v.emptyDir.?medium.orValue('')";
    const mounts = 'c.?volumeMounts.orValue([]).exists(m, m.name == v.name)';
    const isLacking = (resource: string) => `(${lacks('limits', resource, kubernetesVersion)})`;
    const isOpen = `(${medium} == 'Memory' ? ${isLacking('memory')} : ${isLacking('ephemeral-storage')})`;
    return `variables.volumes.exists(v, has(v.emptyDir) && !${isLimited} && !${medium}.startsWith('HugePages') && variables.containers.exists(c, ${mounts} && ${isOpen}))`;
  },
  message: "has a volume that may fill the node's disk or memory; set emptyDir.sizeLimit",
  podsOnly: true,
  partly: FILLED,
};
