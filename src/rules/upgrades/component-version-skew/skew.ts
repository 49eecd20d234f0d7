import type { Program } from '../../../analysis/cluster/flags/program-flags';
import type { ManifestSet } from '../../../model/manifest-set';
import { apiServerMinors } from '../../shared/versions/api-server-minors';
import type { StatedVersion } from '../../shared/versions/stated-versions';

/** How many minor versions older than the API server a component may be. */
const OLDER: { readonly [program in Program]?: (minor: number) => number } = {
  'kube-controller-manager': () => 1,
  'kube-scheduler': () => 1,
  'kube-proxy': (minor) => (minor < 25 ? 2 : 3),
  kubelet: (minor) => (minor < 25 ? 2 : 3),
};

type EtcdFloor = readonly [minor: number, etcd: readonly number[]];

/**
 * The oldest etcd that kubeadm accepts, each from a minor version on: `MinExternalEtcdVersion` of the newest patch.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.0/cmd/kubeadm/app/constants/constants.go
 */
const OLDEST_ETCD: readonly EtcdFloor[] = [
  [28, [3, 4, 13]],
  [31, [3, 5, 24]],
];

/** What is wrong between a version and the API servers of its cluster. */
export function skewProblem(stated: StatedVersion, all: ManifestSet): string | undefined {
  const minors = apiServerMinors(stated.manifest, all);
  if (minors.length === 0) return undefined;
  const [oldest, newest] = [Math.min(...minors), Math.max(...minors)];
  const { component, version } = stated;
  const [, minor = 0] = version;
  if (component === 'etcd') return etcdProblem(version, newest);
  const what = `${component} ${nameOf(minor)}`;
  if (component === 'kube-apiserver') {
    const isFine = minor >= newest - 1;
    return isFine
      ? undefined
      : `${what} is more than one minor version older than the API server ${nameOf(newest)}; use ${range(newest - 1, newest)}`;
  }
  const most = OLDER[component]?.(minor) ?? 0;
  const must = `use ${range(Math.min(newest - most, oldest), oldest)}`;
  if (minor > oldest) return `${what} is newer than the API server ${nameOf(oldest)}; ${must}`;
  return minor < newest - most
    ? `${what} is ${newest - minor} minor versions older than the API server ${nameOf(newest)}; ${must}`
    : undefined;
}

function etcdProblem(version: readonly number[], minor: number): string | undefined {
  const floor = OLDEST_ETCD.filter(([since]) => since <= minor).at(-1)?.[1];
  if (!floor || version.length < floor.length || compare(version, floor) >= 0) return undefined;
  return `etcd ${version.join('.')} is older than kubeadm of Kubernetes ${nameOf(minor)} accepts; use ${floor.join('.')} or newer`;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const different = b.findIndex((number, index) => a[index] !== number);
  return different < 0 ? 0 : (a[different] as number) - (b[different] as number);
}

function nameOf(minor: number): string {
  return `1.${minor}`;
}

function range(from: number, to: number): string {
  return from === to ? nameOf(to) : `${nameOf(from)} to ${nameOf(to)}`;
}
