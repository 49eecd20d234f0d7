import type { CheckContext } from '../../check';
import { quoted } from '../../problem';
import { isSet, itemsOf, refuseDuplicates } from '../values';
import type { Placed } from './placed';

/** What containers mount that is no volume of the pod. Upstream: ValidateVolumeMounts, ValidateVolumeDevices. */
export function checkMounts(spec: any, placed: readonly Placed[], inspection: CheckContext): void {
  const volumes = new Map(itemsOf(spec.volumes).map((volume) => [volume.name as string, volume]));
  for (const name of claimedVolumes(inspection)) volumes.set(name, { name, persistentVolumeClaim: {} });
  refuseDuplicates(inspection, itemsOf(spec.volumes), ({ name }) => name, 'volumes', 'name');
  for (const { container, at } of placed) {
    const refuse = (message: string, ...path: (string | number)[]) => inspection.refuse(message, ...at, ...path);
    itemsOf(container.volumeMounts).forEach(({ name }, index) => {
      if (!volumes.has(name)) refuse(`is ${quoted(name)}; no volume has the name`, 'volumeMounts', index, 'name');
    });
    itemsOf(container.volumeDevices).forEach(({ name }, index) => {
      const volume = volumes.get(name);
      if (!volume) refuse(`is ${quoted(name)}; no volume has the name`, 'volumeDevices', index, 'name');
      else if (!isSet(volume.persistentVolumeClaim) && !isSet(volume.ephemeral))
        refuse('must be a volume with persistentVolumeClaim or ephemeral', 'volumeDevices', index, 'name');
    });
    itemsOf(container.env).forEach(({ valueFrom }, index) => {
      const file = valueFrom?.fileKeyRef;
      if (isSet(file) && !isSet(volumes.get(file.volumeName)?.emptyDir))
        refuse('must be the name of an emptyDir', 'env', index, 'valueFrom', 'fileKeyRef', 'volumeName');
    });
  }
}

/** The names of the volumes that a StatefulSet makes for its pods. */
function claimedVolumes({ json }: CheckContext): string[] {
  if (json.kind !== 'StatefulSet') return [];
  return itemsOf(json.spec?.volumeClaimTemplates).map(({ metadata }) => metadata?.name);
}
