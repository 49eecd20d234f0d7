import { type App, Chart, Cron, Duration, Size } from 'cdk8s';
import {
  Aspects,
  HardeningChecks,
  IsolatedNamespace,
  LockedServiceAccount,
  Peer,
  SecretRef,
  SecureCronJob,
  SecureJob,
} from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

const IMAGES = {
  backup: 'ghcr.io/acme/backup@sha256:d92f7c1b9d4e6a8035c1d2e3f405162738495b6c7d8e9fa0b1c2d3e4f5a6b7c8',
  invoices: 'ghcr.io/acme/invoices@sha256:e6a8035c1d2e3f405162738495b6c7d8e9fa0b1c2d3e4f5a6b7c8d92f7c1b9d4',
};

/** The store of the backups, and the folder of the token for it. */
const STORE = Peer.cidr('203.0.113.0/24');
const TOKENS = '/var/run/secrets/store.example.com';
const CREDENTIALS = '/etc/jobs/database';
const DATABASE = Peer.pods({ 'app.kubernetes.io/name': 'postgresql' }, 'bookshop');

/** Jobs that run at night: a backup and the invoices of the day, and a migration that runs once. */
export class NightlyChart extends Chart {
  public constructor(app: App) {
    super(app, 'nightly', { namespace: 'nightly', labels: { 'app.kubernetes.io/part-of': 'bookshop' } });
    new IsolatedNamespace(this, 'namespace', { quota: { pods: 10 } });
    const credentials = SecretRef.fromSecretName('database-credentials');

    const backup = new SecureCronJob(this, 'backup', {
      schedule: Cron.schedule({ minute: '15', hour: '2' }),
      timeZone: 'Europe/Berlin',
      startingDeadline: Duration.hours(2),
      concurrencyPolicy: kplus.ConcurrencyPolicy.FORBID,
      activeDeadline: Duration.hours(3),
      ttlAfterFinished: Duration.days(2),
      backoffLimit: 1,
      containers: [
        {
          image: IMAGES.backup,
          args: ['--into=/work', '--token-file', `${TOKENS}/token`],
          resources: {
            cpu: { request: kplus.Cpu.millis(200) },
            memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
          },
        },
      ],
      secrets: [{ secret: credentials, path: CREDENTIALS, files: { password: 'password' } }],
      // A separate disk for each run, because the data is too large for the disk of the node.
      ephemeralVolumes: [{ path: '/work', size: Size.gibibytes(100), storageClassName: 'standard' }],
      // No stored key: the store trusts the cluster's tokens for this account and this audience.
      projectedTokens: [{ path: TOKENS, audience: 'store.example.com', expiration: Duration.minutes(30) }],
    });
    backup.connections.allowTo(DATABASE, { ports: [kplus.NetworkPolicyPort.tcp(5432)] });
    backup.connections.allowTo(STORE, { ports: [kplus.NetworkPolicyPort.tcp(443)] });

    const resources = {
      cpu: { request: kplus.Cpu.millis(100) },
      memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
    };
    const account = new LockedServiceAccount(this, 'invoices-account');
    const invoices = new SecureCronJob(this, 'invoices', {
      schedule: Cron.schedule({ minute: '0', hour: '4' }),
      startingDeadline: Duration.hours(1),
      ttlAfterFinished: Duration.hours(12),
      serviceAccount: account,
      containers: [{ image: IMAGES.invoices, args: ['write'], resources }],
      secrets: [{ secret: credentials, path: CREDENTIALS }],
    });
    invoices.connections.allowTo(DATABASE, { ports: [kplus.NetworkPolicyPort.tcp(5432)] });

    const migration = new SecureJob(this, 'migration', {
      backoffLimit: 0,
      activeDeadline: Duration.minutes(30),
      containers: [{ image: IMAGES.invoices, args: ['migrate'], resources }],
      secrets: [{ secret: credentials, path: CREDENTIALS }],
    });
    migration.connections.allowTo(DATABASE, { ports: [kplus.NetworkPolicyPort.tcp(5432)] });
  }
}

/** Adds the jobs to an app that is checked as a whole. */
export function buildNightlyJobs(app: App): NightlyChart {
  Aspects.of(app).add(new HardeningChecks());
  return new NightlyChart(app);
}
