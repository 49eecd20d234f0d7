/** The policies that a cluster has: one for each family of rules, named `hardening-` and the family. */
export enum AdmissionFamily {
  /** What pods and their containers may do on a node. */
  POD_SECURITY = 'pod-security',
  /** Where images come from, and how they are named. */
  IMAGES = 'images',
  /** How pods get their Secrets. */
  SECRETS = 'secrets',
  /** Bare pods, and labels that tools expect. */
  POD_AVAILABILITY = 'pod-availability',
  /** Persistent volumes and storage classes. */
  STORAGE = 'storage',
  /** Service accounts and their tokens. */
  SERVICE_ACCOUNTS = 'service-accounts',
  /** ConfigMaps that configure controllers. */
  CONFIGURATION = 'configuration',
  /** Roles and bindings. */
  RBAC = 'rbac',
  /** Services. */
  NETWORK = 'network',
  /** Ingresses. */
  INGRESS = 'ingress',
  /** Namespaces and their Pod Security labels. */
  NAMESPACES = 'namespaces',
  /** Disruption budgets, autoscalers, jobs and roll-outs. */
  AVAILABILITY = 'availability',
  /** Runtime classes, and claims of devices. */
  CLUSTER = 'cluster',
}

/** All families. */
export const FAMILIES: readonly string[] = Object.values(AdmissionFamily);
