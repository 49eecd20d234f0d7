import { App, Chart } from 'cdk8s';
import { Aspects, HardeningChecks } from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

// A Deployment of cdk8s-plus as it is: the synth is refused, and nothing is written.
const app = new App();
Aspects.of(app).add(new HardeningChecks());
const chart = new Chart(app, 'shop', { namespace: 'shop' });
new kplus.Deployment(chart, 'cache', {
  metadata: { name: 'cache' },
  containers: [{ image: 'docker.io/library/redis:8.2', portNumber: 6379 }],
});
app.synth();
