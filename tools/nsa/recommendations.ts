/** What one recommendation of the NSA/CISA guidance asks for, and what covers it. Names are separated by spaces. */
export interface Recommendation {
  /** In our words. */
  readonly asks: string;
  /** Rules that find where it is not followed: those that matter most. The page adds all rules that cite the section. */
  readonly rules?: string;
  /** Constructs, aspects and commands that follow it. */
  readonly constructs?: string;
  /** What stays for people to do. */
  readonly people?: string;
}

const WORKLOADS = 'SecurePod SecureDeployment SecureStatefulSet SecureDaemonSet SecureJob SecureCronJob';

/** The recommendations of the sections about pods, networks and namespaces, by the id of the section. */
export const POD_RECOMMENDATIONS: { readonly [section: string]: readonly Recommendation[] } = {
  P1: [
    {
      asks: 'Run applications as a user that is not root',
      rules: 'run-as-non-root run-as-root-user run-as-root-group windows-run-as-administrator',
      constructs: WORKLOADS,
      people: 'Build images whose user is not root (appendix A).',
    },
    {
      asks: 'Map root of a container to another user of the node, or run a rootless engine',
      rules: 'user-namespace',
      people: 'A rootless container engine is a choice for the nodes.',
    },
  ],
  P2: [
    {
      asks: 'Make the root file system read-only, and mount the folders that must be writable',
      rules: 'writable-root-filesystem writable-host-path empty-dir-size-limit-missing',
      constructs: WORKLOADS,
    },
  ],
  P3: [
    {
      asks: 'Take images from trusted registries only',
      rules: 'image-registry-not-allowed deprecated-image-registry image-pull-secrets-missing',
      people: 'Choose the registries, and protect who may push to them.',
    },
    {
      asks: 'Pin what is deployed, so that the scanned image is the one that runs',
      rules: 'image-not-pinned-by-digest image-tag-mutable image-pull-policy api-server-always-pull-images-missing',
      constructs: 'PinImages ImageLock',
    },
    {
      asks: 'Admit only images that were signed or scanned',
      rules: 'gatekeeper-ambiguous-repo',
      constructs: 'ImageSignaturePolicy',
      people: 'Sign images in the pipeline, scan them repeatedly, and rebuild them when a layer is vulnerable.',
    },
    {
      asks: 'Leave out of images what the application does not need, such as an SSH server',
      rules: 'ssh-port',
      people: 'Use minimal base images.',
    },
  ],
  P4: [
    {
      asks: 'Enforce the Pod Security Standards in each namespace, in place of PodSecurityPolicies',
      rules:
        'pss-enforce-missing pss-enforce-privileged pss-enforce-not-restricted pss-version-unpinned workload-violates-namespace-pss pod-security-policy-object pod-security-defaults-weak api-server-security-plugin-off',
      constructs: 'IsolatedNamespace AdmissionControl',
    },
    {
      asks: 'Reject privileged containers, and those that can gain privileges',
      rules: 'privileged-container privilege-escalation-allowed capabilities-not-dropped dangerous-capability',
      constructs: WORKLOADS,
    },
    {
      asks: 'Reject pods that share namespaces of the node: processes, IPC, network',
      rules: 'host-pid host-ipc host-network host-port share-process-namespace',
      constructs: WORKLOADS,
    },
    {
      asks: 'Reject mounts of the file system of the node',
      rules:
        'host-path-volume sensitive-host-path host-path-persistent-volume container-runtime-socket-mount restricted-volume-type',
      constructs: WORKLOADS,
    },
    {
      asks: 'Use a policy engine for what the standards do not say',
      rules: 'admission-webhook-fail-open policy-exempting-label',
      constructs: 'HardeningChecks Harden AdmissionPolicies',
      people: 'Choose the engine, and watch what it reports.',
    },
  ],
  P5: [
    {
      asks: 'Do not mount the token of the service account where the application does not call the API',
      rules:
        'service-account-token-automount default-service-account-automount service-account-token-secret service-account-token-volume',
      constructs: `LockedServiceAccount IsolatedNamespace ${WORKLOADS}`,
    },
    {
      asks: 'Give each application an account of its own, with the least permissions',
      rules: 'default-service-account rbac-default-service-account-binding rbac-workload-cluster-takeover',
      constructs: 'LockedServiceAccount',
    },
  ],
  P6: [
    {
      asks: 'Use seccomp, AppArmor or SELinux',
      rules: 'seccomp-profile-missing seccomp-unconfined apparmor-profile selinux-options kubelet-seccomp-default-off',
      constructs: `HardenedKubelet ${WORKLOADS}`,
      people: 'Write profiles of your own for applications that are exposed.',
    },
    {
      asks: 'Isolate untrusted applications by virtualization: a sandboxed runtime',
      rules: 'sandboxed-runtime-class device-admin-access',
      people: 'Install the runtime on the nodes.',
    },
  ],
  N1: [
    {
      asks: 'Separate teams and applications by namespaces; leave default, kube-system and kube-public empty',
      rules: 'default-namespace system-namespace',
      constructs: 'IsolatedNamespace',
    },
  ],
  N2: [
    {
      asks: 'Use a CNI plugin that enforces network policies',
      rules: 'cilium-policy-not-enforced host-network-bypasses-network-policy',
      people: 'Install the plugin, and test that a denied connection fails.',
    },
    {
      asks: 'Deny all connections by default, in both directions, in each namespace',
      rules:
        'namespace-default-deny-missing namespace-network-policy-missing ingress-isolation-missing egress-isolation-missing',
      constructs: 'IsolatedNamespace',
    },
    {
      asks: 'Select each pod by a policy that allows what it needs and no more',
      rules:
        'workload-network-policy-missing network-policy-allow-all-ingress network-policy-allow-all-egress network-policy-all-namespaces-peer dangling-network-policy',
      constructs: 'Connections Peer Reachability',
    },
    {
      asks: 'Do not expose workloads by node ports, load balancers or external addresses without need',
      rules:
        'node-port-service load-balancer-service service-external-ips api-server-external-ips-allowed sensitive-interface-exposed',
      constructs: 'AdmissionControl',
    },
  ],
  N3: [
    {
      asks: 'Limit the resources of each namespace and container: LimitRange and ResourceQuota',
      rules:
        'namespace-limit-range-missing namespace-resource-quota-missing resource-quota-exceeded limit-range-violated',
      constructs: 'IsolatedNamespace',
    },
    {
      asks: 'Give each container requests and limits',
      rules:
        'memory-limit-missing cpu-limit-missing memory-request-missing cpu-request-missing ephemeral-storage-limit-missing',
      constructs: WORKLOADS,
    },
    {
      asks: 'Limit the number of processes of a pod',
      rules: 'kubelet-pod-pids-unlimited kubelet-limit-off',
      constructs: 'HardenedKubelet',
    },
  ],
};
