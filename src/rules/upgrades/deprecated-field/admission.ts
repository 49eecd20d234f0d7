import { atLeast } from '../../../kubernetes/kubernetes-version';
import type { Admission } from '../../shared/admission/admission';

export const admission: Admission = {
  family: 'pod-security',
  pod: 'variables.volumes.exists(v, has(v.gitRepo))',
  message: 'has a volume of the deprecated type gitRepo; use an emptyDir and an init container that clones',
  partly:
    'the API server fills serviceAccount and drops topologyKeys before policies see the object, and the cluster itself writes Endpoints',
  also: {
    family: 'network',
    types: ['Service'],
    object: ({ kubernetesVersion }) =>
      atLeast(kubernetesVersion, '1.36') ? 'object.?spec.?externalIPs.orValue([]).size() > 0' : undefined,
    message: 'has externalIPs, which are deprecated since 1.36; use a LoadBalancer or a Gateway',
  },
};
