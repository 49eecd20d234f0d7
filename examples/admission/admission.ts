import { type App, Chart } from 'cdk8s';
import { AdmissionPolicies, AdmissionStage, Aspects, HardeningChecks, HardeningPolicy, Profiles } from 'cdk8s-hardened';

/** Adds the rules as policies that the cluster enforces, for everyone who applies something. */
export function buildAdmission(app: App): AdmissionPolicies {
  HardeningPolicy.of(app).set({
    profile: Profiles.nsa(),
    kubernetesVersion: '1.36',
    rules: {
      'image-registry-not-allowed': {
        enabled: true,
        options: { registries: ['ghcr.io/acme', 'registry.acme.example'] },
      },
    },
    waivers: [
      {
        ...{ rule: 'host-network', kind: 'DaemonSet', namespaceName: 'monitoring', name: 'node-exporter' },
        ...{ reason: 'measures the network of its node', expires: '2099-12-31', ticket: 'OPS-1874' },
      },
    ],
  });
  Aspects.of(app).add(new HardeningChecks());

  const chart = new Chart(app, 'admission');
  return new AdmissionPolicies(chart, 'policies', {
    stage: AdmissionStage.DENY, // begin with AUDIT, and stagedUntil
    spared: [{ namespaceName: 'calico-system', reason: 'the network plugin sets up the network of the nodes' }],
  });
}
