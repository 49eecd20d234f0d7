import { tmpdir } from 'node:os';
import { App, Chart, Cron } from 'cdk8s';
import { LockedServiceAccount } from '../../src/constructs/access/locked-service-account';
import { IsolatedNamespace } from '../../src/constructs/namespaces/isolated-namespace';
import { SecureCronJob } from '../../src/constructs/workloads/secure-cron-job';
import { SecureDeployment } from '../../src/constructs/workloads/secure-deployment';

const newChart = () => new Chart(new App({ outdir: tmpdir() }), 'shop', { namespace: 'shop' });
const containers = [{ image: 'ghcr.io/acme/web:1.4.2', portNumber: 8080 }];

test.each<[string, (chart: Chart) => unknown, string]>([
  [
    'a name',
    (chart) => new SecureDeployment(chart, 'web', { containers, metadata: { name: 'Web_1' } }),
    '"shop/web": /metadata/name is "Web_1"; must be a DNS name in lower case',
  ],
  [
    'a label',
    (chart) => new SecureDeployment(chart, 'web', { containers, metadata: { labels: { team: 'web team' } } }),
    '"shop/web": /metadata/labels/team is "web team"; must be empty, or letters, digits',
  ],
  [
    'the name of a container',
    (chart) => new SecureDeployment(chart, 'web', { containers: [{ ...containers[0], name: 'Web', image: 'web' }] }),
    '/spec/template/spec/containers/0/name is "Web"; must be a DNS label',
  ],
  [
    'a port',
    (chart) => new SecureDeployment(chart, 'web', { containers: [{ image: 'web', portNumber: 80808 }] }),
    '80808',
  ],
  [
    'a schedule',
    (chart) =>
      new SecureCronJob(chart, 'job', { containers: [{ image: 'web' }], schedule: new Cron({ minute: '61' }) }),
    '"shop/job": /spec/schedule is "61 * * * *"; must be a schedule',
  ],
  [
    'the name of a namespace',
    (chart) => new IsolatedNamespace(chart, 'namespace', { name: 'my.team' }),
    '"shop/namespace": /metadata/name is "my.team"; must be a DNS label',
  ],
  [
    'the name of an account',
    (chart) => new LockedServiceAccount(chart, 'account', { metadata: { name: 'Web' } }),
    '"shop/account": /metadata/name is "Web"; must be a DNS name in lower case',
  ],
])('%s that the API server refuses is an error at the call', (_, make, message) => {
  expect(() => make(newChart())).toThrow(message);
});

test('what a later call completes is no error', () => {
  const web = new SecureDeployment(newChart(), 'web', {});
  expect(() => web.addContainer({ image: 'web' })).not.toThrow();
});
