/**
 * How programs use secure workloads together with cdk8s-plus: wherever a workload of cdk8s-plus goes, in both directions.
 * `.ci/user-project` compiles and synthesizes this in an empty project, with the package and the line of cdk8s-plus that
 * are tried.
 */
import { App, Chart, Size } from 'cdk8s';
import {
  Aspects,
  Defaults,
  Harden,
  HardeningChecks,
  IsolatedNamespace,
  SecureDeployment,
  SecureStatefulSet,
} from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

const IMAGE = 'ghcr.io/acme/web@sha256:6f1bb3ddc80b4a6fd8f8b4e6d9a7ab8a1d8a0c36d3be4d5f0f9a2b7c1e5d4f30';
const container = { image: IMAGE, portNumber: 8080 };
const containers = [container];

const app = new App({ outdir: 'uses' });
Defaults.of(app).set({ cluster: { apiServer: { addresses: ['192.0.2.10'] } } });
Aspects.of(app).add(new Harden());
Aspects.of(app).add(new HardeningChecks());

const billing = new Chart(app, 'billing', { namespace: 'billing' });
new IsolatedNamespace(billing, 'namespace');
const rates = new kplus.ConfigMap(billing, 'rates', { data: { eur: '1' } });

const shop = new Chart(app, 'shop', { namespace: 'shop' });
new IsolatedNamespace(shop, 'namespace');
const settings = new kplus.ConfigMap(shop, 'settings', { data: { currency: 'EUR' } });
const scratch = kplus.Volume.fromEmptyDir(shop, 'scratch', 'scratch', { sizeLimit: Size.mebibytes(64) });
const plain = new kplus.Deployment(shop, 'plain', {
  serviceAccount: new kplus.ServiceAccount(shop, 'plain-account'),
  containers: [{ ...container, volumeMounts: [{ path: '/tmp', volume: scratch }] }],
});
const web = new SecureDeployment(shop, 'web', { containers });
const database = new SecureStatefulSet(shop, 'database', {
  containers,
  volumeClaims: [{ name: 'data', path: '/data', size: Size.gibibytes(1) }],
});

// Peers, both ways.
web.connections.allowTo(database);
web.connections.allowTo(plain);
plain.connections.allowFrom(web, { isolation: kplus.PodConnectionsIsolation.POD });
plain.connections.allowTo(web, { isolation: kplus.PodConnectionsIsolation.POD });
web.connections.allowFrom(plain);
// Selectors.
new kplus.Service(shop, 'service', { selector: web, ports: [{ port: 80, targetPort: 8080 }] });
new kplus.NetworkPolicy(shop, 'policy', { selector: web, egress: { default: kplus.NetworkPolicyTrafficDefault.DENY } });
web.scheduling.separate(plain);
plain.scheduling.colocate(web);
// Volumes: of a Deployment, and of a StatefulSet without a claim template of cdk8s-plus.
const volume = kplus.Volume.fromConfigMap(shop, 'settings-volume', settings);
for (const { containers: made } of [web, database])
  for (const each of made) each.mount('/etc/shop', volume, { readOnly: true });
// Scaling.
new kplus.HorizontalPodAutoscaler(shop, 'autoscaler', { target: web, maxReplicas: 5 });
// Grants: of this library, in the namespace of the object, and of cdk8s-plus.
web.account.allowRead(rates);
new kplus.Role(shop, 'role', { rules: [{ verbs: ['get'], resources: [settings] }] }).bind(web);

app.synth();
