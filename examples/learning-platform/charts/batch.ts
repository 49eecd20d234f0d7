import { type App, Chart, Cron, Duration, Size } from 'cdk8s';
import { IsolatedNamespace, Peer, SecretRef, SecureCronJob, SecureJob } from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';
import type { DataChart } from './data';

const IMAGES = {
  api: 'ghcr.io/acme/learn-api:3.8.0@sha256:0c5a9e2f7b3d4816a2c9f0e1d7b6a5948372615049f8e7d6c5b4a39281706f5e',
  backup: 'ghcr.io/acme/backup:2.1.0@sha256:d92f7c1b9d4e6a8035c1d2e3f405162738495b6c7d8e9fa0b1c2d3e4f5a6b7c8',
};
/** The store of the backups. */
const STORE = Peer.cidr('203.0.113.64/28');
const SECRETS = [{ secret: SecretRef.fromSecretName('batch-credentials'), path: '/etc/credentials' }];

/** The migration of the database at each release, a backup at night, and the mails of the week. */
export class BatchChart extends Chart {
  public readonly migration: SecureJob;

  public constructor(app: App, data: DataChart) {
    super(app, 'batch', { namespace: 'learn-batch' });
    new IsolatedNamespace(this, 'namespace', { quota: { pods: 10 } });

    this.migration = new SecureJob(this, 'migration', {
      backoffLimit: 0,
      activeDeadline: Duration.minutes(30),
      containers: [{ image: IMAGES.api, args: ['migrate'] }],
      secrets: SECRETS,
    });
    const backup = new SecureCronJob(this, 'backup', {
      schedule: Cron.schedule({ minute: '15', hour: '2' }),
      concurrencyPolicy: kplus.ConcurrencyPolicy.FORBID,
      containers: [{ image: IMAGES.backup, args: ['--into=/work'] }],
      secrets: SECRETS,
      ephemeralVolumes: [{ path: '/work', size: Size.gibibytes(100) }],
    });
    const digest = new SecureCronJob(this, 'digest', {
      schedule: Cron.schedule({ minute: '0', hour: '6', weekDay: '1' }),
      containers: [{ image: IMAGES.api, args: ['weekly-digest'] }],
      secrets: SECRETS,
    });

    for (const job of [this.migration, backup, digest]) job.connections.allowTo(data.postgres);
    digest.connections.allowTo(data.rabbitmq);
    backup.connections.allowTo(STORE, { ports: [kplus.NetworkPolicyPort.tcp(443)] });
  }
}
