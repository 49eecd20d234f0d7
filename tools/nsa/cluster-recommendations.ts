import type { Recommendation } from './recommendations';

/** The recommendations of the sections about the control plane, people and upkeep, by the id of the section. */
export const CLUSTER_RECOMMENDATIONS: { readonly [section: string]: readonly Recommendation[] } = {
  N4: [
    {
      asks: 'Encrypt and authenticate the connections of the control plane with TLS 1.2 or 1.3',
      rules:
        'weak-tls-settings component-certificate-missing kubelet-certificate-unverified kubelet-certificate-rotation-off api-server-insecure-port',
      constructs: 'HardenedCluster HardenedControlPlane HardenedKubelet',
    },
    {
      asks: 'Put the control plane behind a firewall that opens the ports of the guide alone',
      rules: 'node-firewall-open node-firewall-breaks-network component-metrics-exposed profiling-enabled',
      constructs: 'ControlPlaneFirewall',
      people: 'Apply the rules of the cloud or the data centre in front of the nodes too.',
    },
    {
      asks: 'Give no one but the API server access to etcd, with a certificate authority of its own',
      rules: 'etcd-without-tls etcd-client-auth-disabled etcd-shared-ca',
      constructs: 'HardenedControlPlane',
      people: 'Protect the backups of etcd as you protect etcd.',
    },
    {
      asks: 'Do not expose the API server to the Internet or an untrusted network',
      rules: 'node-firewall-open api-server-insecure-port',
      constructs: 'ControlPlaneFirewall',
      people: 'Put a VPN or a bastion in front of the API server.',
    },
    {
      asks: 'Protect kubeconfig files',
      rules: 'node-file-mode secret-in-config-map kubeadm-secret-in-file',
      people: 'Keep them out of repositories and images; give people credentials that end soon.',
    },
    {
      asks: 'Keep ways around the control plane closed: webhooks outside of the cluster, other names of the cluster DNS',
      rules: 'webhook-outside-cluster admission-webhook-too-broad coredns-cluster-name-override',
    },
  ],
  N5: [
    {
      asks: 'Keep applications away from nodes of the control plane',
      rules: 'control-plane-scheduling control-plane-schedulable rbac-node-modify',
      constructs: 'HardenedControlPlane',
    },
    {
      asks: 'Separate worker nodes from other networks, and open the kubelet to the control plane alone',
      rules: 'node-firewall-open kubelet-read-only-port kubelet-authorization-mode',
      constructs: 'ControlPlaneFirewall HardenedKubelet HardenedKubeProxy',
      people: 'Put nodes in a network segment of their own.',
    },
  ],
  N6: [
    {
      asks: 'Encrypt connections between services, and from outside',
      rules:
        'ingress-tls-missing ingress-http-allowed gateway-listener-without-tls route-without-tls api-service-insecure-tls',
      people: 'Pods speak to each other in plain text unless the CNI plugin or a service mesh encrypts: install one.',
    },
    {
      asks: 'Encrypt data at rest, in etcd and in volumes',
      rules: 'encryption-at-rest-config api-server-encryption-missing storage-class-unencrypted',
      constructs: 'EncryptionAtRest',
    },
  ],
  N7: [
    {
      asks: 'Keep credentials in Secrets, and not in manifests, ConfigMaps, environment variables or commands',
      rules:
        'hard-coded-secret-env secret-env-reference secret-in-config-map secret-in-command-args secret-in-annotation secret-inline-data kubeadm-secret-in-file',
      constructs: 'SecretRef',
    },
    {
      asks: 'Encrypt Secrets at rest, better with keys of a KMS than with keys on the node',
      rules: 'encryption-at-rest-config encryption-key-in-file api-server-encryption-missing',
      constructs: 'EncryptionAtRest EncryptionProvider',
      people: 'Run the KMS plugin, and rotate the keys.',
    },
    {
      asks: 'Give few accounts the permission to read Secrets',
      rules: 'rbac-secrets-read rbac-secrets-modify secret-mount-inventory',
      constructs: 'LockedServiceAccount HumanRole',
    },
  ],
  N8: [
    {
      asks: 'Deny pods the metadata service of the cloud, and its credentials',
      rules: 'instance-metadata-egress cloud-credentials-host-path',
      constructs: 'IsolatedNamespace CloudIdentity',
      people: 'Require IMDSv2 with a hop limit of one, or the like, on the nodes.',
    },
  ],
  A1: [
    {
      asks: 'Disable anonymous login',
      rules: 'api-server-anonymous-auth kubelet-anonymous-auth rbac-anonymous-binding rbac-authenticated-binding',
      constructs: 'StructuredAuthentication HardenedKubelet AnonymousLockdown',
    },
    {
      asks: 'Use strong authentication of people, with several factors',
      rules:
        'token-without-second-factor token-names-system-user rbac-system-masters-binding rbac-certificate-signing-request-approve',
      constructs: 'StructuredAuthentication',
      people: 'Run an identity provider, require several factors there, and remove people who leave.',
    },
    {
      asks: 'Use no static passwords or tokens',
      rules:
        'api-server-token-auth-file bootstrap-token-long-lived join-without-ca-verification service-account-token-extended service-account-token-secret',
      constructs: 'HardenedControlPlane',
    },
  ],
  A2: [
    {
      asks: 'Enable RBAC',
      rules: 'api-server-authorization-mode authorization-config-weak kubelet-authorization-mode',
      constructs: 'StructuredAuthorization HardenedControlPlane',
    },
    {
      asks: 'Give people and accounts the least permissions, without wildcards',
      rules:
        'rbac-cluster-admin-binding rbac-cluster-admin-equivalent rbac-wildcard-verb rbac-wildcard-resource rbac-secrets-read rbac-escalate rbac-bind rbac-impersonate rbac-workload-create rbac-pod-exec',
      constructs: 'LockedServiceAccount Access',
    },
    {
      asks: 'Have separate roles for administrators, developers, auditors and viewers',
      rules: 'rbac-admin-edit-binding',
      constructs: 'AdminRole DeveloperRole AuditorRole ViewerRole',
      people: 'Decide who has which role, and review it regularly.',
    },
    {
      asks: 'Review the permissions that are granted, and remove those that are not used',
      rules: 'rbac-dangling-reference rbac-ineffective-rule',
      constructs: 'Access',
      people: 'Compare them with what the audit log shows.',
    },
  ],
  L1: [
    {
      asks: 'Enable audit logging; it is off by default',
      rules: 'api-server-audit-log-missing node-settings-incomplete control-plane-file-not-mounted',
      constructs: 'AuditPolicy HardenedControlPlane',
    },
    {
      asks: 'Log what matters, and no contents of Secrets',
      rules: 'audit-policy-weak api-server-audit-log-retention',
      constructs: 'AuditPolicy',
      people: 'Decide how long logs are kept.',
    },
    {
      asks: 'Keep logs when a pod, a container or a node fails: ship them to a place outside, over TLS',
      constructs: 'LogShipper',
      people: 'Run the place outside, so that an attacker of the cluster cannot change it.',
    },
    { asks: 'Log to standard output, and rotate the logs of containers', constructs: 'HardenedKubelet' },
    {
      asks: 'Record system calls with seccomp profiles in audit mode',
      people: 'Write the profile, and put it on the nodes; a pod names it as a Localhost profile.',
    },
    {
      asks: 'Send logs of the nodes by SYSLOG or an agent, and use a service mesh for those of connections',
      constructs: 'LogShipper',
      people: 'Configure the operating system of the nodes.',
    },
    {
      asks: 'Deny everyone the permission to delete or change what is audited',
      rules: 'rbac-audit-trail-delete',
    },
  ],
  L2: [
    {
      asks: 'Have metrics of nodes and pods, to notice what consumes resources',
      rules: 'dangling-monitor',
      constructs: 'MetricsServer',
    },
    {
      asks: 'Set alerts: failed logins, changes of roles, exec into pods, new images, unusual load',
      people: 'Write the alerts in the SIEM; the audit policy logs what they need.',
    },
    {
      asks: 'Watch logs with a SIEM and tools that detect intrusions',
      people: 'Run them, and have people who answer.',
    },
  ],
  U1: [
    {
      asks: 'Install security fixes immediately, on the cluster and on its nodes',
      rules:
        'kubernetes-version-unsupported component-version-skew component-flag-unavailable known-vulnerable-component ingress-nginx-end-of-life',
      people: 'Patch the operating system, the container runtime and what runs outside of the cluster.',
    },
    {
      asks: 'Scan for vulnerabilities periodically, and test the penetration of the cluster',
      constructs: 'BenchmarkScan',
      people: 'Scan images and nodes; have penetration tests done.',
    },
    {
      asks: 'Remove components that are not used or not maintained',
      rules:
        'helm-tiller kubernetes-dashboard removed-api-version deprecated-field deprecated-security-annotation git-repo-volume',
      people: 'List what is installed, and uninstall what no one uses.',
    },
    {
      asks: 'Review settings periodically',
      rules: 'unknown-field',
      constructs: 'BenchmarkScan HardeningChecks',
      people: 'Run `cdk8s-hardened check` on what is in the cluster, and end waivers.',
    },
  ],
};
