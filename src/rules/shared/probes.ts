import type { ContainerView, PodTemplateView } from '../../model/manifest';

const HANDLERS = ['httpGet', 'tcpSocket', 'grpc', 'exec'];
/** In the order in which they start. */
export const PROBES: readonly string[] = ['startupProbe', 'livenessProbe', 'readinessProbe'];

/** Defaults that Kubernetes fills in for a probe; those of HTTP belong to the handler. */
const DEFAULTS = {
  initialDelaySeconds: 0,
  timeoutSeconds: 1,
  periodSeconds: 10,
  successThreshold: 1,
  failureThreshold: 3,
};

/** A container's probe; undefined if it has none with a handler. */
export function probeOf(container: ContainerView, name: string): any {
  const probe = container.value(`/${name}`);
  return HANDLERS.some((handler) => probe?.[handler]) ? probe : undefined;
}

/** A probe with all defaults of Kubernetes, without null values. */
export function withDefaults(probe: any): any {
  const given = Object.fromEntries(Object.entries(probe).filter(([, value]) => value !== null && value !== undefined));
  const { httpGet } = given as any;
  return { ...DEFAULTS, ...given, ...(httpGet ? { httpGet: { path: '/', scheme: 'HTTP', ...httpGet } } : {}) };
}

/** Whether a pod's containers run until they are stopped; those of jobs run to their end. */
export function isLongRunning(pod: PodTemplateView): boolean {
  return (pod.value('/restartPolicy') ?? 'Always') === 'Always' && !pod.manifest.groupKind.startsWith('batch/');
}
