/** Permanent links to the texts that rules cite. */
const STANDARDS = 'https://kubernetes.io/docs/concepts/security/pod-security-standards';
export const POD_SECURITY_BASELINE = `${STANDARDS}/#baseline`;
export const POD_SECURITY_RESTRICTED = `${STANDARDS}/#restricted`;
export const NSA_GUIDE =
  'https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF';
export const CIS_BENCHMARK = 'https://www.cisecurity.org/benchmark/kubernetes';
