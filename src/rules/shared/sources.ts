/** Permanent links to the texts that rules cite. */
const STANDARDS = 'https://kubernetes.io/docs/concepts/security/pod-security-standards';
export const POD_SECURITY_BASELINE = `${STANDARDS}/#baseline`;
export const POD_SECURITY_RESTRICTED = `${STANDARDS}/#restricted`;
export const NSA_GUIDE =
  'https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF';
export const CIS_BENCHMARK = 'https://www.cisecurity.org/benchmark/kubernetes';
export const POD_SECURITY_ADMISSION = 'https://kubernetes.io/docs/concepts/security/pod-security-admission/';
export const NETWORK_POLICIES = 'https://kubernetes.io/docs/concepts/services-networking/network-policies/';
export const LIMIT_RANGES = 'https://kubernetes.io/docs/concepts/policy/limit-range/';
export const RESOURCE_QUOTAS = 'https://kubernetes.io/docs/concepts/policy/resource-quotas/';
export const NAMESPACES = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/';
export const RBAC_GOOD_PRACTICES = 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/';
export const SERVICE_ACCOUNT_TOKENS =
  'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting';
export const RESOURCE_MANAGEMENT = 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/';
export const CVE_2022_0811 = 'https://nvd.nist.gov/vuln/detail/CVE-2022-0811';
export const WINDOWS_USERS = 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/';
export const HOST_PATH_VOLUMES = 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath';
export const SECURITY_CONTEXT = 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/';
export const PROBES_GUIDE =
  'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/';
export const PERSISTENT_VOLUMES = 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes';
export const DISRUPTIONS = 'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/';
export const DISRUPTION_BUDGETS = 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/';
export const AUTOSCALING = 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/';
export const SERVICES = 'https://kubernetes.io/docs/concepts/services-networking/service/';
export const LABELS = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/';
export const SECRETS_GOOD_PRACTICES = 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/';
export const IMAGES = 'https://kubernetes.io/docs/concepts/containers/images/';
export const CONFIG_MAPS = 'https://kubernetes.io/docs/concepts/configuration/configmap/';
export const INGRESS_TLS = 'https://kubernetes.io/docs/concepts/services-networking/ingress/#tls';
