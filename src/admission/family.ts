/** The policies that a cluster has: one for each family of rules, named `hardening-` and the family. */
export enum AdmissionFamily {
  /** What pods and their containers may do on a node. */
  POD_SECURITY = 'pod-security',
  /** Where images come from, and how they are named. */
  IMAGES = 'images',
  /** How pods get their Secrets, and secrets in plain text. */
  SECRETS = 'secrets',
  /** Bare pods, probes, and labels that tools expect. */
  POD_AVAILABILITY = 'pod-availability',
  /** Persistent volumes and storage classes. */
  STORAGE = 'storage',
  /** Service accounts and their tokens. */
  SERVICE_ACCOUNTS = 'service-accounts',
  /** ConfigMaps, and secrets in annotations of objects without pods and in parameters of storage. */
  CONFIGURATION = 'configuration',
  /** Roles and bindings. */
  RBAC = 'rbac',
  /** Services and NetworkPolicies. */
  NETWORK = 'network',
  /** Ingresses. */
  INGRESS = 'ingress',
  /** Namespaces with their labels, and what is in the namespace `default`. */
  NAMESPACES = 'namespaces',
  /** Disruption budgets, autoscalers, jobs and roll-outs. */
  AVAILABILITY = 'availability',
  /** Runtime classes, claims of devices, and what extends the API. */
  CLUSTER = 'cluster',
}

/** All families. */
export const FAMILIES: readonly string[] = Object.values(AdmissionFamily);
