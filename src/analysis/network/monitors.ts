import { selects } from '../../kubernetes/selector';
import type { Manifest, PodTemplateView } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import {
  isEmptySelector,
  objectsIn,
  podsSelected,
  readLabels,
  readSelector,
  type Selector,
} from '../../model/pod-index';
import { listed } from './ingresses';
import { textsIn } from './opening';

export const SERVICE_MONITOR = 'monitoring.coreos.com/ServiceMonitor';
export const POD_MONITOR = 'monitoring.coreos.com/PodMonitor';

/** Kubernetes' own workloads; an operator adds labels to the pods of its kinds. */
const WORKLOAD = /^(?:(?:apps|batch)\/\w+|Pod|ReplicationController)$/;

/** What a monitor looks for. */
interface Search {
  readonly selector: Selector;
  /** The namespaces in which it looks; undefined if in all. */
  readonly namespaces?: readonly string[];
}

/** Labels whose value is the name of an application: two objects with the same one belong together. */
const NAMES = ['app', 'app.kubernetes.io/name', 'k8s-app', 'name'];
const SUFFIX = /-(?:metrics|monitor|servicemonitor|podmonitor|service-monitor|pod-monitor)$/;

function searchOf(monitor: Manifest): Search | undefined {
  const selector = readSelector(monitor.value('/spec/selector'));
  if (!selector?.matchExpressions.every(({ values }) => Array.isArray(values ?? []))) return undefined;
  const { any: isAny, matchNames } = monitor.value('/spec/namespaceSelector') ?? {};
  const names = textsIn(matchNames);
  const namespaces = isAny === true ? undefined : names.length > 0 ? names : [monitor.effectiveNamespace];
  return { selector, namespaces };
}

/** An object that a monitor probably means, and does not select. */
export interface Meant {
  readonly what: Manifest;
  readonly why: 'namespace' | 'labels';
}

/**
 * Returns the object that a monitor probably means, if it selects none of the set. Undefined if it selects one, or if
 * no object looks like its target: that is elsewhere.
 */
export function meantBy(monitor: Manifest, all: ManifestSet): Meant | undefined {
  const search = searchOf(monitor);
  if (!search || isEmptySelector(search.selector)) return undefined;
  const isOfPods = monitor.groupKind === POD_MONITOR;
  const found = isOfPods ? selectedPods(search, all) : selectedServices(search, all);
  if (found.length > 0) return undefined;
  const near = candidatesFor(search, isOfPods, all).find((each) => looksMeant(each, monitor, search.selector));
  if (near) return { what: near, why: 'labels' };
  // A monitor that names namespaces looks there on purpose.
  if (!search.namespaces || textsIn(monitor.value('/spec/namespaceSelector/matchNames')).length > 0) return undefined;
  const elsewhere = { selector: search.selector };
  const others = isOfPods
    ? selectedPods(elsewhere, all).map(({ manifest }) => manifest)
    : selectedServices(elsewhere, all);
  // The namespace of an object without one is chosen where it is applied.
  const other = others.find(({ objectRef }) => objectRef.namespaceName && monitor.objectRef.namespaceName);
  return other && { what: other, why: 'namespace' };
}

/** Returns the endpoints of a ServiceMonitor whose port none of the Services has that it selects. */
export function endpointsWithoutPort(monitor: Manifest, all: ManifestSet): { pointer: string; port: string }[] {
  const search = monitor.groupKind === SERVICE_MONITOR ? searchOf(monitor) : undefined;
  const services = search ? selectedServices(search, all) : [];
  if (services.length === 0) return [];
  const ports = new Set(services.flatMap((service) => objectsIn(service.value('/spec/ports')).map(({ name }) => name)));
  return listed(monitor.value('/spec/endpoints'), '/spec/endpoints').flatMap(({ json: { port }, pointer }) =>
    typeof port === 'string' && port !== '' && !ports.has(port) ? [{ pointer: `${pointer}/port`, port }] : [],
  );
}

function selectedServices({ selector, namespaces }: Search, all: ManifestSet): Manifest[] {
  return servicesIn(namespaces, all).filter((service) => selects(selector, service.labels));
}

function selectedPods({ selector, namespaces }: Search, all: ManifestSet): PodTemplateView[] {
  return (namespaces ?? podNamespaces(all)).flatMap((namespace) => podsSelected(selector, namespace, all));
}

function servicesIn(namespaces: readonly string[] | undefined, all: ManifestSet): readonly Manifest[] {
  return namespaces ? namespaces.flatMap((namespace) => all.inNamespace('Service', namespace)) : all.ofType('Service');
}

function podNamespaces(all: ManifestSet): readonly string[] {
  return all._analysis(podNamespaces, () => [
    ...new Set(all.all.filter((each) => each.podTemplates.length > 0).map((each) => each.effectiveNamespace)),
  ]);
}

function candidatesFor({ namespaces }: Search, isOfPods: boolean, all: ManifestSet): readonly Manifest[] {
  if (!isOfPods) return servicesIn(namespaces, all);
  const workloads = all._analysis(candidatesFor, () => all.all.filter(({ groupKind }) => WORKLOAD.test(groupKind)));
  return workloads.filter((each) => !namespaces || namespaces.includes(each.effectiveNamespace));
}

/** Whether an object has the name of the monitor or of its target, or labels of its pods that the monitor asks for. */
function looksMeant(candidate: Manifest, monitor: Manifest, selector: Selector): boolean {
  const { name } = candidate.objectRef;
  if (monitor.objectRef.name.replace(SUFFIX, '') === name.replace(SUFFIX, '')) return true;
  const inner = candidate.groupKind === 'Service' ? candidate.value('/spec/selector') : candidate.labels;
  if (selects(selector, readLabels(inner))) return true;
  const labels = candidate.groupKind === 'Service' ? candidate.labels : (candidate.podTemplate?.labels ?? {});
  return NAMES.some((key) => {
    const wanted = selector.matchLabels[key];
    return wanted !== undefined && (wanted === name || NAMES.some((other) => labels[other] === wanted));
  });
}
