import type { Admission } from '../../shared/admission/admission';

/** What authors write; the cluster itself writes other kinds into this namespace too, such as Events. */
const TYPES = [
  ...['ConfigMap', 'LimitRange', 'PersistentVolumeClaim', 'Pod', 'PodTemplate', 'ReplicationController'],
  ...['ResourceQuota', 'Secret', 'Service', 'ServiceAccount'],
  ...['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'].map((kind) => `apps/${kind}`),
  ...['CronJob', 'Job'].map((kind) => `batch/${kind}`),
  'autoscaling/HorizontalPodAutoscaler',
  ...['Ingress', 'NetworkPolicy'].map((kind) => `networking.k8s.io/${kind}`),
  'policy/PodDisruptionBudget',
  ...['Role', 'RoleBinding'].map((kind) => `rbac.authorization.k8s.io/${kind}`),
];
/** The cluster writes these into every namespace. */
const OF_THE_CLUSTER = ['ConfigMap kube-root-ca.crt', 'Service kubernetes', 'ServiceAccount default'];

export const admission: Admission = {
  family: 'namespaces',
  types: TYPES,
  // No update moves an object to another namespace.
  object: `request.operation == 'CREATE' && object.metadata.?namespace.orValue('') == 'default' && !((object.kind + ' ' + object.metadata.?name.orValue('')) in ['${OF_THE_CLUSTER.join("', '")}'])`,
  message: 'is in the namespace "default"; set metadata.namespace to another namespace',
  partly: 'what the cluster itself writes into every namespace is not judged, and neither are objects of custom kinds',
};
