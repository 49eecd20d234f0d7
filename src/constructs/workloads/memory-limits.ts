import { containerViolations } from '../../analysis/workloads/limit-ranges';
import { isLimited, type ResourceQuestion } from '../../analysis/workloads/resources';
import { applyPatches } from '../../json/patch';
import { quantityOf } from '../../kubernetes/quantity';
import { ContainerRole } from '../../model/container-role';
import type { ContainerView, Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';

const LIMIT = '/resources/limits/memory';

/**
 * Gives a container that only requests memory its request as its limit: a construct has no half of its resources. `fix`
 * does not do so, as what it changes already runs.
 *
 * @param all all objects of the app: a LimitRange among them is a limit too, if it is not below the request
 */
export function limitRequestedMemory(
  manifest: Manifest,
  all: () => readonly Manifest[],
  kubernetesVersion: string,
): Manifest {
  const halves = (manifest.podTemplate?.containers ?? []).filter(isHalfGiven);
  if (halves.length === 0) return manifest;
  const question = { all: ManifestSet.fromManifests([...all()]), target: { kubernetesVersion } };
  const patches = halves
    .filter((container) => !isLimited(container, 'memory', question) || isLimitedBelow(container, question))
    .flatMap((container) => container.patchTo(LIMIT, requestOf(container)));
  return patches.length === 0 ? manifest : manifest._withJson(applyPatches(manifest.json, patches));
}

/** Whether the default limit of the namespace is less than the request: the API server refuses such a container. */
function isLimitedBelow(container: ContainerView, question: ResourceQuestion): boolean {
  return containerViolations(container, question).some(
    ({ list, resource }) => list === 'limits' && resource === 'memory',
  );
}

function isHalfGiven(container: ContainerView): boolean {
  if (container.role === ContainerRole.EPHEMERAL || (container.value(LIMIT) ?? undefined) !== undefined) return false;
  return (quantityOf(requestOf(container)) ?? 0) > 0;
}

function requestOf(container: ContainerView): unknown {
  return container.value('/resources/requests/memory');
}
