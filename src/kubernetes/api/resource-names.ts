import { groupOf } from '../workload-kinds';
import { KubernetesApi } from './kubernetes-api';
import { allKinds, kindLine } from './table';

/** A resource of a group. */
export interface NamedResource {
  readonly group: string;
  /** Plural, such as `deployments`. */
  readonly resource: string;
  readonly isNamespaced: boolean;
}

/** Short names that `kubectl` knows, and the resources that they stand for. */
const SHORT = new Map(
  `po=pods svc=services cm=configmaps sa=serviceaccounts ns=namespaces no=nodes pv=persistentvolumes
  pvc=persistentvolumeclaims ep=endpoints ev=events quota=resourcequotas limits=limitranges rc=replicationcontrollers
  deploy=deployments ds=daemonsets sts=statefulsets rs=replicasets cj=cronjobs ing=ingresses netpol=networkpolicies
  hpa=horizontalpodautoscalers pdb=poddisruptionbudgets sc=storageclasses csr=certificatesigningrequests
  crd=customresourcedefinitions crds=customresourcedefinitions pc=priorityclasses`
    .split(/\s+/)
    .map((pair) => pair.split('=') as [string, string]),
);

/**
 * Returns the resources of Kubernetes' own groups that a text may mean, as `kubectl` reads it: plural, singular or short. The
 * core group is the first, as `kubectl` prefers it.
 */
export function resourcesNamed(text: string, version: string): NamedResource[] {
  const name = SHORT.get(text) ?? text;
  const api = KubernetesApi.of(version);
  const groups = new Set(['', ...allKinds().map(([apiVersion]) => groupOf(apiVersion))]);
  const singular = allKinds().flatMap(([apiVersion, kind]) => {
    const isMeant = kind.toLowerCase() === name.toLowerCase();
    const found = isMeant ? kindLine(apiVersion, kind)?.resources.find((each) => !each.name.includes('/')) : undefined;
    return found ? [{ group: groupOf(apiVersion), resource: found.name }] : [];
  });
  const plural = [...groups].map((group) => ({ group, resource: name }));
  const known = [...plural, ...singular].flatMap(({ group, resource }): NamedResource[] => {
    const found = api.resource(group, resource);
    return found ? [{ group, resource, isNamespaced: found.isNamespaced }] : [];
  });
  return [...new Map(known.map((each) => [JSON.stringify(each), each])).values()];
}
