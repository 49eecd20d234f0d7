import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration } from 'cdk8s';
import { AuditPreset } from '../src/analysis/cluster/audit-presets';
import { AdmissionPlugin, EventRateLimitType } from '../src/constructs/cluster/admission-settings';
import { EncryptionProvider } from '../src/constructs/cluster/encryption-provider';
import { HardenedCluster, type HardenedClusterProps } from '../src/constructs/cluster/hardened-cluster';
import { KubeProxyMode } from '../src/constructs/cluster/hardened-kube-proxy';
import { PodSecurityLevel } from '../src/engine/rule';
import { atLeast, KNOWN_VERSIONS } from '../src/kubernetes/kubernetes-version';

/** The versions that files of nodes are written for. */
export const CLUSTER_VERSIONS: readonly string[] = KNOWN_VERSIONS.filter((version) => atLeast(version, '1.28'));

type Settings = Omit<HardenedClusterProps, 'kubernetesVersion'>;

const STATIC_POLICIES = [
  {
    ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy' },
    metadata: { name: 'no-masters.static.k8s.io' },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [
          {
            ...{ apiGroups: ['rbac.authorization.k8s.io'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'] },
            resources: ['rolebindings', 'clusterrolebindings'],
          },
        ],
      },
      validations: [{ expression: "!has(object.subjects) || object.subjects.all(s, s.name != 'system:masters')" }],
    },
  },
  {
    ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding' },
    metadata: { name: 'no-masters.static.k8s.io' },
    spec: { policyName: 'no-masters.static.k8s.io', validationActions: ['Deny'] },
  },
];

/** Clusters with each setting that changes a file, as far as the version has it. */
export function clusterSettings(version: string): Settings[] {
  const secretbox = { providers: [EncryptionProvider.secretbox('key-2', 'key-1')] };
  const issuers = [
    { url: 'https://idp.acme.example', audiences: ['kubernetes'], groupsClaim: 'groups' },
    {
      ...{ url: 'https://login.acme.example/tenant', audiences: ['a', 'b'], usernameClaim: 'email' },
      ...{ usernamePrefix: 'staff:', groupsPrefix: 'team:', groupsClaim: 'roles', requiresMfa: false },
      ...{ maxLifetime: Duration.minutes(30), certificateAuthority: CERTIFICATE },
      claimChecks: [{ expression: "claims.hd == 'acme.example'", message: 'another organisation' }],
    },
  ];
  return [
    { encryption: secretbox },
    {
      ...{ controlPlaneEndpoint: 'k8s.internal:6443', podCidr: '10.244.0.0/16', serviceCidr: '10.96.0.0/12' },
      encryption: {
        providers: [
          EncryptionProvider.kms({ name: 'vault', endpoint: 'unix:///var/run/kms/kms.sock' }),
          EncryptionProvider.aescbc('old'),
        ],
        ...{ resources: ['*.', '*.apps', 'customers.shop.example'], readsPlaintext: true },
      },
      audit: { preset: AuditPreset.NSA, logFiles: { maxAgeDays: 1825, maxBackups: 20, maxSizeMegabytes: 200 } },
      admission: {
        podSecurity: { enforce: PodSecurityLevel.RESTRICTED, exemptNamespaces: ['kube-system', 'cni'] },
        eventRateLimits: [{ countedBy: EventRateLimitType.SOURCE_AND_OBJECT, qps: 5, burst: 10, cacheSize: 100 }],
        ...{ alwaysPullImages: false, plugins: [AdmissionPlugin.POD_NODE_SELECTOR, AdmissionPlugin.NAMESPACE_EXISTS] },
        staticPolicies: atLeast(version, '1.37') ? STATIC_POLICIES : undefined,
      },
      kubelet: { protectKernelDefaults: false, podPidsLimit: 1024, settings: { maxPods: 40, ...newerFields(version) } },
      kubeProxy: { mode: KubeProxyMode.IPTABLES },
      authentication: atLeast(version, '1.30') ? { issuers } : undefined,
      apiServerFlags: { 'max-requests-inflight': '600' },
      schedulerFlags: { v: '3' },
    },
    {
      encryption: { providers: [EncryptionProvider.aescbc('key-1')], resources: ['*.*'] },
      audit: { preset: AuditPreset.METADATA },
      ...{ withoutKubeProxy: true, externalEtcd: { endpoints: ['https://10.0.0.20:2379', 'https://10.0.0.21:2379'] } },
      tokenTtl: Duration.hours(24),
      authentication: atLeast(version, '1.32') ? { issuers, anonymousPaths: [] } : undefined,
      authorization: atLeast(version, '1.30')
        ? {
            webhooks: [
              {
                ...{ name: 'guard.acme.example', timeout: Duration.seconds(5) },
                kubeConfigFile: '/etc/kubernetes/hardening/guard.kubeconfig',
                matchConditions: ["!request.user.startsWith('system:')", 'has(request.resourceAttributes)'],
              },
            ],
          }
        : undefined,
    },
  ];
}

function newerFields(version: string): object {
  return {
    ...(atLeast(version, '1.30') ? { imageMaximumGCAge: '168h' } : {}),
    ...(atLeast(version, '1.31') ? { failCgroupV1: false } : {}),
  };
}

/** Returns the files that a synth writes for a cluster, by path on the node. */
export function synthesized(version: string, settings: Settings): Map<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'cluster-'));
  try {
    const app = new App({ outdir });
    new HardenedCluster(app, 'cluster', { kubernetesVersion: `${version}.0`, ...settings });
    app.synth();
    const folder = join(outdir, 'cluster');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(
      files.map(({ parentPath, name }) => {
        const file = join(parentPath, name);
        return [file.slice(folder.length), readFileSync(file, 'utf8')];
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Self-signed, for tests alone. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBdjCCARugAwIBAgIUMs18dWffjkEtYb9+8Krh/tsWdv4wCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMzAwMjAxMTJaGA8yMTI2MTEwNjAyMDEx
MlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEyD
QIrSm6HNSBVOrdRmi8rRIEC+MCDX+tIt7T8Z/I6+pKkzLii8LaBja4sn1cvmKEIk
D1s/uMwjh0KRECDn08CjUzBRMB0GA1UdDgQWBBQesT1DUlyrZLL691LjyvSjadoD
1zAfBgNVHSMEGDAWgBQesT1DUlyrZLL691LjyvSjadoD1zAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0kAMEYCIQD7MErKDrJX/9gJ11ha75Rybjk/DBSOuLD2
iEt1MPyNAQIhAK2P1KoGqo9WtfalgiDejVPCsujWrJVY7JS01vn6kx8r
-----END CERTIFICATE-----
`;
