import { type App, Duration } from 'cdk8s';
import { EncryptionProvider, HardenedCluster, HardeningPolicy, PodSecurityLevel } from 'cdk8s-hardened';

/** The control plane, the kubelets and kube-proxy of a cluster that kubeadm makes, for Kubernetes 1.36. */
export function buildCluster(app: App): HardenedCluster {
  HardeningPolicy.of(app).set({ kubernetesVersion: '1.36' });
  return new HardenedCluster(app, 'cluster', {
    kubernetesVersion: '1.36.2',
    controlPlaneEndpoint: 'k8s.acme.internal:6443',
    podCidr: '10.244.0.0/16',
    serviceCidr: '10.96.0.0/16',
    encryption: { providers: [EncryptionProvider.secretbox('key-2026-11')], resources: ['secrets', 'configmaps'] },
    authentication: {
      issuers: [
        {
          url: 'https://idp.acme.example',
          audiences: ['kubernetes'],
          groupsClaim: 'groups',
          maxLifetime: Duration.hours(8),
          claimChecks: [{ expression: "claims.hd == 'acme.example'", message: 'the user is of another organisation' }],
        },
      ],
    },
    audit: {
      credentials: [{ apiGroup: 'vault.acme.example', resources: ['staticsecrets'] }],
      logFiles: { maxAgeDays: 1825 },
    },
    admission: { podSecurity: { enforce: PodSecurityLevel.RESTRICTED } },
    kubelet: { settings: { maxPods: 60 } },
    apiServerFlags: { 'max-requests-inflight': '600' },
  });
}
