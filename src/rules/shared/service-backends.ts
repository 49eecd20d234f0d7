import { offersPort, serviceNamed } from '../../analysis/network/services';
import type { ManifestSet } from '../../model/manifest-set';

/** A reference to a Service that receives traffic, and its place in the manifest. */
export interface Backend {
  readonly name: string;
  readonly namespace: string;
  readonly port: unknown;
  readonly namePointer: string;
  readonly portPointer: string;
}

/** The problem of a backend: its place, and a message that continues after the name of the sender. */
export function backendProblem(
  { name, namespace, port, namePointer, portPointer }: Backend,
  all: ManifestSet,
): { readonly pointer: string; readonly message: string } | undefined {
  const service = serviceNamed(name, namespace, all);
  if (!service) {
    const message = `routes to service "${name}" of namespace "${namespace}", which is not among the objects; use a service that exists`;
    return { pointer: namePointer, message };
  }
  if ((typeof port !== 'number' && typeof port !== 'string') || offersPort(service, port)) return undefined;
  const message = `routes to port "${port}" of service "${name}", which has no such port; use a port of the service`;
  return { pointer: portPointer, message };
}
