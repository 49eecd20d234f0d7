/**
 * Fields of a hardened kube-proxy. Its health is asked for by load balancers.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/
 */
export const HARDENED_KUBE_PROXY = {
  metricsBindAddress: '127.0.0.1:10249',
  healthzBindAddress: '0.0.0.0:10256',
  bindAddressHardFail: true,
  enableProfiling: false,
  iptables: { localhostNodePorts: false },
} as const;
