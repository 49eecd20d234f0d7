// The last app of app.py, in JavaScript; prints what it writes.
const { App, Chart } = require('cdk8s');
const kplus = require('cdk8s-plus-28');
const { Defaults, IsolatedNamespace, Peer, SecureDeployment } = require('../../../lib');

const image = `ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`;
const app = new App({ outdir: require('node:fs').mkdtempSync(`${require('node:os').tmpdir()}/twin-`) });
const chart = new Chart(app, 'shop', { namespace: 'shop' });
new IsolatedNamespace(chart, 'namespace');
const web = new SecureDeployment(chart, 'web', {
  containers: [{ image, portNumber: 8080 }],
  writablePaths: ['/var/cache'],
});
const api = new SecureDeployment(chart, 'api', { containers: [{ image, portNumber: 8080 }] });
web.connections.allowFrom(Peer.ingressController());
web.connections.allowTo(api);
Defaults.of(app).set({ cluster: { apiServer: { addresses: ['192.0.2.10'] } } });
api.account.allowRead(new kplus.ConfigMap(chart, 'settings', { data: { theme: 'dark' } }));
process.stdout.write(app.synthYaml());
