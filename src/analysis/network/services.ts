import { addTo } from '../../json/group-by';
import { ContainerRole } from '../../model/container-role';
import type { ContainerView, Manifest, PodTemplateView } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import { objectsIn, podsSelected, readLabels } from '../../model/pod-index';

/** Returns the selector of a Service; undefined if it has none. */
export function serviceSelector(service: Manifest): { [key: string]: string } | undefined {
  const selector = readLabels(service.value('/spec/selector'));
  if (service.value('/spec/type') === 'ExternalName') return undefined; // It has no use for a selector.
  return Object.keys(selector).length > 0 ? selector : undefined; // Without a selector, the endpoints are managed elsewhere.
}

/** Returns the pods of the set that a Service selects. */
export function podsBehind(service: Manifest, all: ManifestSet): readonly PodTemplateView[] {
  const matchLabels = serviceSelector(service);
  return matchLabels ? podsSelected({ matchLabels, matchExpressions: [] }, service.effectiveNamespace, all) : [];
}

/** Returns the Services of the set that select a pod. */
export function servicesBefore(pod: PodTemplateView, all: ManifestSet): readonly Manifest[] {
  const index = all._analysis(servicesBefore, () => {
    const found = new Map<PodTemplateView, Manifest[]>();
    for (const service of all.ofType('Service')) {
      for (const each of podsBehind(service, all)) addTo(found, each, service);
    }
    return found;
  });
  return index.get(pod) ?? [];
}

/** Returns the Service with a name; undefined if the set has none. */
export function serviceNamed(name: string, namespace: string, all: ManifestSet): Manifest | undefined {
  const index = all._analysis(
    serviceNamed,
    () =>
      new Map(
        all
          .ofType('Service')
          .map((service) => [keyOf(service.effectiveNamespace, service.objectRef.name), service] as const),
      ),
  );
  return index.get(keyOf(namespace, name));
}

/** Whether a Service offers a port, by its number or by its name. An ExternalName Service offers all ports. */
export function offersPort(service: Manifest, port: number | string): boolean {
  const ports = objectsIn(service.value('/spec/ports'));
  if (ports.length === 0 && service.value('/spec/type') === 'ExternalName') return true;
  return ports.some((each) => each.port === port || each.name === port);
}

/**
 * Returns the containers of a pod that open a port, by its number or by its name, without init containers that run to
 * completion.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/api/v1/pod/util.go
 */
export function containersOn(pod: PodTemplateView, port: unknown, protocol: string): readonly ContainerView[] {
  return pod.containers.filter(
    (container) =>
      staysBesideOthers(container) &&
      objectsIn(container.value('/ports')).some(
        (each) => (each.protocol ?? 'TCP') === protocol && (each.name === port || each.containerPort === port),
      ),
  );
}

/** Whether a container runs as long as its pod does: main containers and sidecars. */
export function staysBesideOthers(container: ContainerView): boolean {
  const { role } = container;
  return role === ContainerRole.MAIN || (role === ContainerRole.INIT && container.value('/restartPolicy') === 'Always');
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
