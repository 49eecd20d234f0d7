import type { Recommendation } from './recommendations';

/** The appendices of the guidance: samples, of which some are wrong or out of date. */
export const APPENDICES: { readonly [letter: string]: Recommendation } = {
  A: {
    asks: 'Dockerfile with a user that is not root',
    rules: 'run-as-non-root',
    people: 'Images are built elsewhere.',
  },
  B: {
    asks: 'Deployment with a read-only file system',
    rules: 'writable-root-filesystem',
    constructs: 'SecureDeployment',
  },
  C: {
    asks: 'PodSecurityPolicy; removed in Kubernetes 1.25, so that the Pod Security Standards take its place',
    rules: 'pod-security-policy-object pss-enforce-missing',
    constructs: 'IsolatedNamespace',
  },
  D: { asks: 'Namespace', constructs: 'IsolatedNamespace' },
  E: {
    asks: 'NetworkPolicies: allow labelled pods, deny all ingress, deny all egress',
    rules: 'network-policy-implicit-policy-types',
    constructs: 'IsolatedNamespace Connections',
  },
  F: { asks: 'LimitRange', rules: 'namespace-limit-range-missing', constructs: 'IsolatedNamespace' },
  G: { asks: 'ResourceQuota', rules: 'namespace-resource-quota-missing', constructs: 'IsolatedNamespace' },
  H: {
    asks: 'Encryption of Secrets with a key on the node',
    rules: 'encryption-at-rest-config',
    constructs: 'EncryptionAtRest',
  },
  I: {
    asks: 'Encryption with a KMS; the sample has KMS v1, which is off since Kubernetes 1.29, so that v2 takes its place',
    rules: 'encryption-at-rest-config',
    constructs: 'EncryptionAtRest EncryptionProvider',
  },
  J: { asks: 'Role and ClusterRole to read pods', constructs: 'ViewerRole LockedServiceAccount' },
  K: {
    asks: 'RoleBinding and ClusterRoleBinding',
    rules: 'rbac-dangling-reference',
    constructs: 'HumanRole LockedServiceAccount',
  },
  L: { asks: 'Audit policy', rules: 'audit-policy-weak', constructs: 'AuditPolicy' },
  M: {
    asks: 'Flags and mounts of the audit policy',
    rules: 'api-server-audit-log-missing control-plane-file-not-mounted',
    constructs: 'HardenedControlPlane',
  },
  N: {
    asks: 'Audit webhook; the sample is plain HTTP with a password, so that HTTPS with certificates takes its place',
    constructs: 'NodeFile HardenedControlPlane',
    people: 'Run the receiver, and write its kubeconfig.',
  },
};
