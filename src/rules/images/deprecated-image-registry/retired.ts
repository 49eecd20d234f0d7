/** A registry, or a path in one, whose images are no longer maintained. */
export interface RetiredPlace {
  readonly place: string;
  /** The day from which on it is so; absent if no announcement has one. */
  readonly since?: string;
  /** Repositories in it that are still maintained. */
  readonly maintained?: readonly string[];
  /** What happened to it, for a message. */
  readonly fate: string;
  /** What to use instead, for a message. */
  readonly instead: string;
  /** Where the same paths, tags and digests are. */
  readonly successor?: string;
  /** The announcement. */
  readonly source: string;
}

const KUBERNETES = 'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/';
const BITNAMI = 'https://github.com/bitnami/charts/issues/35164';
const NO_MORE = 'receives no more images';
const NEW_HOST = 'use its successor, such as registry.k8s.io';
const OTHER_SOURCE = 'use the image of the project itself, or a source that you maintain';

export const RETIRED: readonly RetiredPlace[] = [
  {
    place: 'k8s.gcr.io',
    since: '2023-04-03',
    fate: NO_MORE,
    instead: NEW_HOST,
    successor: 'registry.k8s.io',
    source: KUBERNETES,
  },
  ...['gcr.io/google_containers', 'gcr.io/google-containers'].map((place) => ({
    ...{ place, fate: NO_MORE, instead: NEW_HOST },
    source: KUBERNETES,
  })),
  {
    place: 'docker.io/bitnami',
    since: '2025-08-28',
    maintained: ['bitnami/minideb', 'bitnami/sealed-secrets-controller', 'bitnami/sealed-secrets-kubeseal'],
    fate: 'no longer has the versions of its images',
    instead: OTHER_SOURCE,
    source: BITNAMI,
  },
  {
    place: 'docker.io/bitnamilegacy',
    since: '2025-08-28',
    fate: 'holds images without updates',
    instead: OTHER_SOURCE,
    source: BITNAMI,
  },
  {
    place: 'gcr.io/kubebuilder',
    since: '2025-03-18',
    fate: 'is shut down',
    instead:
      'use registry.k8s.io/kubebuilder, quay.io/brancz/kube-rbac-proxy, or the authorization of controller-runtime',
    source: 'https://github.com/kubernetes-sigs/kubebuilder/discussions/3907',
  },
];
