import { type App, Chart, Duration, Size } from 'cdk8s';
import {
  Aspects,
  HardeningChecks,
  IsolatedNamespace,
  Peer,
  SecretRef,
  SecureDeployment,
  SecureStatefulSet,
} from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

const IMAGES = {
  web: 'ghcr.io/acme/bookshop@sha256:2f7c1b9d4e6a8035c1d2e3f40516273849a5b6c7d8e9fa0b1c2d3e4f5a6b7c8d',
  database: 'docker.io/library/postgres@sha256:9d1c2b3a4f5e6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d2e1f0a9b8c7d6e5f4',
};

/** The user and the group of the postgres image. */
const POSTGRES = 999;
const HOST = 'books.example.com';
const CREDENTIALS = '/etc/bookshop/database';

/** A web application that reads its database's password from a file, the database, and an Ingress with TLS. */
export class BookshopChart extends Chart {
  public constructor(app: App) {
    super(app, 'bookshop', { namespace: 'bookshop', labels: { 'app.kubernetes.io/part-of': 'bookshop' } });
    new IsolatedNamespace(this, 'namespace');

    // The process that rotates the password writes this Secret; both workloads mount it.
    const credentials = SecretRef.fromSecretName('database-credentials');
    const database = this.makeDatabase(credentials);
    const web = this.makeWeb(credentials, database);

    web.connections.allowTo(database);
    web.connections.allowFrom(Peer.ingressController());

    const ingress = new kplus.Ingress(this, 'ingress', {
      tls: [{ hosts: [HOST], secret: kplus.Secret.fromSecretName(this, 'certificate', 'bookshop-certificate') }],
    });
    ingress.addHostRule(HOST, '/', kplus.IngressBackend.fromService(web.exposeViaService()));
  }

  private makeDatabase(credentials: SecretRef): SecureStatefulSet {
    return new SecureStatefulSet(this, 'database', {
      securityContext: { fsGroup: POSTGRES },
      containers: [
        {
          image: IMAGES.database,
          portNumber: 5432,
          securityContext: { user: POSTGRES, group: POSTGRES },
          envVariables: {
            PGDATA: kplus.EnvValue.fromValue('/var/lib/postgresql/data/pgdata'), // a new disk has a lost+found beside it
            POSTGRES_PASSWORD_FILE: kplus.EnvValue.fromValue(`${CREDENTIALS}/password`),
          },
          readiness: kplus.Probe.fromCommand(['pg_isready', '--username=postgres']),
          liveness: kplus.Probe.fromTcpSocket({ initialDelaySeconds: Duration.seconds(30) }),
          resources: {
            cpu: { request: kplus.Cpu.millis(500) },
            memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
          },
        },
      ],
      volumeClaims: [{ name: 'data', path: '/var/lib/postgresql/data', size: Size.gibibytes(20) }],
      writablePaths: ['/var/run/postgresql'],
      secrets: [{ secret: credentials, path: CREDENTIALS }],
    });
  }

  private makeWeb(credentials: SecretRef, database: SecureStatefulSet): SecureDeployment {
    const settings = new kplus.ConfigMap(this, 'settings', { data: { 'settings.yaml': 'currency: EUR\n' } });
    const settingsVolume = kplus.Volume.fromConfigMap(this, 'settings-volume', settings);
    return new SecureDeployment(this, 'web', {
      replicas: 3,
      securityContext: { fsGroup: 10001 },
      containers: [
        {
          image: IMAGES.web,
          portNumber: 8080,
          securityContext: { user: 10001, group: 10001 },
          envVariables: {
            DATABASE_HOST: kplus.EnvValue.fromValue(database.service.name),
            DATABASE_PASSWORD_FILE: kplus.EnvValue.fromValue(`${CREDENTIALS}/password`),
          },
          volumeMounts: [{ path: '/etc/bookshop/settings', volume: settingsVolume, readOnly: true }],
          readiness: kplus.Probe.fromHttpGet('/ready'),
          liveness: kplus.Probe.fromHttpGet('/live'),
          resources: {
            cpu: { request: kplus.Cpu.millis(250) },
            memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
          },
        },
      ],
      writablePaths: ['/var/cache/bookshop'],
      writablePathSize: Size.mebibytes(256),
      secrets: [{ secret: credentials, path: CREDENTIALS, files: { password: 'password' } }],
      disruptionBudget: { minAvailable: kplus.PercentOrAbsolute.absolute(2) },
      topologySpread: [{ topology: kplus.Topology.ZONE }, { topology: kplus.Topology.HOSTNAME }],
    });
  }
}

/** Adds the bookshop to an app that is checked as a whole. */
export function buildWebAndDatabase(app: App): BookshopChart {
  Aspects.of(app).add(new HardeningChecks());
  return new BookshopChart(app);
}
