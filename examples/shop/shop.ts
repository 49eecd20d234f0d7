import { type App, Chart, Cron, Size } from 'cdk8s';
import { Aspects, Harden, HardeningChecks, IsolatedNamespace, Peer, SecretRef, SecureDeployment } from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

/** Images by digest, so that the reviewed images run. */
const IMAGES = {
  web: 'ghcr.io/acme/shop-web@sha256:6f1bb3ddc80b4a6fd8f8b4e6d9a7ab8a1d8a0c36d3be4d5f0f9a2b7c1e5d4f30',
  api: 'ghcr.io/acme/shop-api@sha256:0c5a9e2f7b3d4816a2c9f0e1d7b6a5948372615049f8e7d6c5b4a39281706f5e',
  database: 'docker.io/library/postgres@sha256:9d1c2b3a4f5e6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d2e1f0a9b8c7d6e5f4',
  report: 'ghcr.io/acme/shop-report@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};

const HOST = 'shop.example.com';
/** Folder of the file with the password of the database. */
const CREDENTIALS = '/etc/shop/database';
/** The address of the API server, as `kubectl get endpointslices -n default` prints it. */
const API_SERVER = '10.0.0.1/32';

/** The web shop: a front end, an API, a database, and nightly reports in a separate namespace. */
export class ShopChart extends Chart {
  public readonly database: kplus.Deployment;
  public readonly web: SecureDeployment;

  public constructor(app: App) {
    super(app, 'shop', { namespace: 'shop', labels: { 'app.kubernetes.io/part-of': 'shop' } });
    new IsolatedNamespace(this, 'namespace');

    const settings = new kplus.ConfigMap(this, 'settings', { data: { currency: 'EUR', theme: 'dark' } });
    const password = kplus.Secret.fromSecretName(this, 'database-password', 'database-password');

    this.database = this.makeDatabase(password);
    const api = new SecureDeployment(this, 'api', {
      containers: [
        {
          image: IMAGES.api,
          portNumber: 8080,
          envVariables: { DATABASE_PASSWORD_FILE: kplus.EnvValue.fromValue(`${CREDENTIALS}/password`) },
          resources: {
            cpu: { request: kplus.Cpu.millis(200) },
            memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
          },
        },
      ],
      secrets: [{ secret: SecretRef.fromSecret(password), path: CREDENTIALS }],
    });
    this.web = new SecureDeployment(this, 'web', {
      containers: [{ image: IMAGES.web, portNumber: 8080 }],
      writablePaths: ['/var/cache/nginx'],
    });

    // Every connection must be declared.
    this.web.connections.allowFrom(Peer.ingressController());
    this.web.connections.allowTo(api);
    api.connections.allowTo(this.database);
    this.database.connections.allowFrom(api, { isolation: kplus.PodConnectionsIsolation.POD });

    // The API watches its settings: two verbs on one object, and a connection to the API server.
    api.account.allow(['get', 'watch'], settings, { byFieldSelector: true });
    api.connections.allowTo(Peer.cidr(API_SERVER), { ports: [kplus.NetworkPolicyPort.tcp(443)] });

    api.exposeViaService();
    const ingress = new kplus.Ingress(this, 'ingress', {
      tls: [{ hosts: [HOST], secret: kplus.Secret.fromSecretName(this, 'certificate', 'shop-certificate') }],
    });
    ingress.addHostRule(HOST, '/', kplus.IngressBackend.fromService(this.web.exposeViaService()));
  }

  /** Written with cdk8s-plus alone; `Harden` completes it. */
  private makeDatabase(password: kplus.ISecret): kplus.Deployment {
    const claim = new kplus.PersistentVolumeClaim(this, 'data', {
      storage: Size.gibibytes(20),
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
    });
    const scratch = (name: string) => kplus.Volume.fromEmptyDir(this, name, name, { sizeLimit: Size.mebibytes(64) });
    const database = new kplus.Deployment(this, 'database', {
      replicas: 1, // one pod at a time writes to the volume
      strategy: kplus.DeploymentStrategy.recreate(),
      serviceAccount: new kplus.ServiceAccount(this, 'database-account'),
      securityContext: { fsGroup: 999 },
      containers: [
        {
          image: IMAGES.database,
          portNumber: 5432,
          securityContext: { user: 999, group: 999 },
          envVariables: { POSTGRES_PASSWORD_FILE: kplus.EnvValue.fromValue(`${CREDENTIALS}/password`) },
          volumeMounts: [
            {
              path: CREDENTIALS,
              volume: kplus.Volume.fromSecret(this, 'credentials', password, { defaultMode: 0o440 }),
              readOnly: true,
            },
            {
              path: '/var/lib/postgresql/data',
              volume: kplus.Volume.fromPersistentVolumeClaim(this, 'data-volume', claim),
            },
            { path: '/var/run/postgresql', volume: scratch('sockets') },
            { path: '/tmp', volume: scratch('scratch') },
          ],
        },
      ],
    });
    database.exposeViaService();
    return database;
  }
}

/** The nightly report, which reads the shop's database from another namespace. */
export class ReportsChart extends Chart {
  public constructor(app: App, shop: ShopChart) {
    super(app, 'reports', { namespace: 'reports', labels: { 'app.kubernetes.io/part-of': 'shop' } });
    new IsolatedNamespace(this, 'namespace', { allowDns: true, quota: { pods: 5 } });

    const nightly = new kplus.CronJob(this, 'nightly', {
      schedule: Cron.schedule({ minute: '0', hour: '3' }),
      serviceAccount: new kplus.ServiceAccount(this, 'account'),
      containers: [
        {
          image: IMAGES.report,
          resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { limit: Size.mebibytes(512) } },
        },
      ],
    });
    const port = { ports: [kplus.NetworkPolicyPort.tcp(5432)], isolation: kplus.PodConnectionsIsolation.POD };
    nightly.connections.allowTo(shop.database, port);
    shop.database.connections.allowFrom(nightly, port);
  }
}

/** Adds the shop to an app that is checked as a whole. */
export function buildShop(app: App): { readonly shop: ShopChart; readonly reports: ReportsChart } {
  Aspects.of(app).add(new Harden()); // sets what cdk8s-plus leaves unset
  Aspects.of(app).add(new HardeningChecks()); // refuses weaker values in all objects
  const shop = new ShopChart(app);
  return { shop, reports: new ReportsChart(app, shop) };
}
