import { offersPort, serviceNamed } from '../../analysis/network/services';
import type { ManifestSet } from '../../model/manifest-set';

/** A Service that traffic is sent on to, and where that is written. */
export interface Backend {
  readonly name: string;
  readonly namespace: string;
  readonly port: unknown;
  readonly namePointer: string;
  readonly portPointer: string;
}

/** What is wrong with a backend: where, and a message that follows on who sends the traffic. */
export function backendProblem(
  { name, namespace, port, namePointer, portPointer }: Backend,
  all: ManifestSet,
): { readonly pointer: string; readonly message: string } | undefined {
  const service = serviceNamed(name, namespace, all);
  if (!service) {
    const message = `leads to service "${name}" of namespace "${namespace}", which is not among the objects; name one that is`;
    return { pointer: namePointer, message };
  }
  if ((typeof port !== 'number' && typeof port !== 'string') || offersPort(service, port)) return undefined;
  const message = `leads to port "${port}" of service "${name}", which has no such port; use one that the service has`;
  return { pointer: portPointer, message };
}
