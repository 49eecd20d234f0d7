import type { WorkloadEntry } from './place';

const SOURCE = 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/';

/** Kubernetes' own kinds, in all API versions. */
export const BUILT_IN: readonly WorkloadEntry[] = [
  { groups: [''], kinds: ['Pod'], places: [{ template: '' }], isRequired: true, source: SOURCE },
  { groups: [''], kinds: ['PodTemplate'], places: [{ template: '/template' }], isRequired: true, source: SOURCE },
  {
    groups: [''],
    kinds: ['ReplicationController'],
    places: [{ template: '/spec/template' }],
    isRequired: true,
    source: SOURCE,
  },
  {
    groups: ['apps', 'extensions'],
    kinds: ['Deployment', 'DaemonSet', 'ReplicaSet'],
    places: [{ template: '/spec/template' }],
    isRequired: true,
    source: SOURCE,
  },
  {
    groups: ['apps'],
    kinds: ['StatefulSet'],
    places: [{ template: '/spec/template' }],
    isRequired: true,
    source: SOURCE,
  },
  { groups: ['batch'], kinds: ['Job'], places: [{ template: '/spec/template' }], isRequired: true, source: SOURCE },
  {
    groups: ['batch'],
    kinds: ['CronJob'],
    places: [{ template: '/spec/jobTemplate/spec/template' }],
    isRequired: true,
    source: SOURCE,
  },
  {
    groups: ['apps'],
    kinds: ['ControllerRevision'],
    places: [{ template: '/data/spec/template', isReadOnly: true }], // the API server refuses other data
    source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/controller-revision-v1/',
  },
];
