import { type App, Chart, Size } from 'cdk8s';
import { IsolatedNamespace, Peer, SecretRef, SecureDeployment } from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';
import type { DataChart } from './data';

const IMAGES = {
  web: 'ghcr.io/acme/learn-web:3.8.0@sha256:6f1bb3ddc80b4a6fd8f8b4e6d9a7ab8a1d8a0c36d3be4d5f0f9a2b7c1e5d4f30',
  api: 'ghcr.io/acme/learn-api:3.8.0@sha256:0c5a9e2f7b3d4816a2c9f0e1d7b6a5948372615049f8e7d6c5b4a39281706f5e',
  video: 'ghcr.io/acme/learn-video:3.8.0@sha256:5b6c7d8e9fa0b1c2d3e4f5a6b7c8d92f7c1b9d4e6a8035c1d2e3f40516273849',
  mail: 'ghcr.io/acme/learn-mail:3.8.0@sha256:b6c7d8e9fa0b1c2d3e4f5a6b7c8d92f7c1b9d4e6a8035c1d2e3f405162738495',
  controller:
    'ghcr.io/acme/course-controller:1.2.0@sha256:c7d8e9fa0b1c2d3e4f5a6b7c8d92f7c1b9d4e6a8035c1d2e3f405162738495b6',
};
const HOST = 'learn.example.com';
/** The address of the API server, as `kubectl get endpointslices -n default` prints it. */
const API_SERVER = Peer.cidr('10.0.0.1/32');
/** The relay for mails, and the addresses outside the cluster. */
const MAIL_RELAY = Peer.cidr('203.0.113.25/32');
const INTERNET = Peer.cidr('0.0.0.0/0', {
  exclude: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'],
  reason: 'customers upload videos from many networks', // hardening.yaml has the waiver, with its last day
});
const HTTPS = { ports: [kplus.NetworkPolicyPort.tcp(443)] };

/** What students use: the front end, the API, workers for videos and mails, and the controller of the courses. */
export class LearnChart extends Chart {
  public readonly web: SecureDeployment;
  public readonly api: SecureDeployment;
  public readonly videoWorker: SecureDeployment;
  public readonly mailWorker: SecureDeployment;
  public readonly controller: SecureDeployment;

  public constructor(app: App, data: DataChart) {
    super(app, 'learn', { namespace: 'learn' });
    new IsolatedNamespace(this, 'namespace', {
      // The space for all video workers that the autoscaler may add.
      quota: { pods: 60, memoryRequests: Size.gibibytes(40), memoryLimits: Size.gibibytes(40) },
    });
    const settings = new kplus.ConfigMap(this, 'settings', {
      metadata: { name: 'settings' },
      data: { 'learn.yaml': 'language: en\nmaxVideoMinutes: 90\n' },
    });

    this.web = new SecureDeployment(this, 'web', {
      metadata: { name: 'web' },
      containers: [{ image: IMAGES.web, portNumber: 8080 }],
      writablePaths: ['/var/cache/nginx'],
    });
    this.api = this.service('api', {
      image: IMAGES.api,
      portNumber: 8080,
      envVariables: {
        JWT_KEY: kplus.EnvValue.fromSecretValue({
          secret: kplus.Secret.fromSecretName(this, 'jwt', 'jwt'),
          key: 'key',
        }),
      },
    });
    this.mailWorker = this.service('mail-worker', { image: IMAGES.mail });
    this.videoWorker = this.makeVideoWorker();
    this.controller = this.makeController(settings);

    this.web.connections.allowFrom(Peer.ingressController());
    this.web.connections.allowTo(this.api);
    for (const store of [data.postgres, data.redis, data.rabbitmq]) this.api.connections.allowTo(store);
    for (const worker of [this.mailWorker, this.videoWorker]) worker.connections.allowTo(data.rabbitmq);
    this.mailWorker.connections.allowTo(MAIL_RELAY, { ports: [kplus.NetworkPolicyPort.tcp(587)] });
    this.videoWorker.connections.allowTo(INTERNET, HTTPS);

    const ingress = new kplus.Ingress(this, 'ingress', {
      className: 'nginx',
      tls: [{ hosts: [HOST], secret: kplus.Secret.fromSecretName(this, 'certificate', 'learn-certificate') }],
    });
    ingress.addHostRule(HOST, '/', kplus.IngressBackend.fromService(this.web.exposeViaService()));
    this.api.exposeViaService();
  }

  /** A workload with the credentials of the data stores as files. */
  private service(name: string, container: kplus.ContainerProps, more: object = {}): SecureDeployment {
    return new SecureDeployment(this, name, {
      metadata: { name },
      containers: [{ name, ...container }],
      secrets: [{ secret: SecretRef.fromSecretName('learn-credentials'), path: '/etc/credentials' }],
      ...more,
    });
  }

  private makeVideoWorker(): SecureDeployment {
    const worker = this.service(
      'video-worker',
      { image: IMAGES.video },
      {
        resourceClass: 'medium',
        writableVolumes: [{ path: '/work', size: Size.gibibytes(20) }],
        disruptionBudget: { maxUnavailable: kplus.PercentOrAbsolute.percent(25) },
      },
    );
    new kplus.HorizontalPodAutoscaler(this, 'video-autoscaler', {
      target: worker,
      minReplicas: 2,
      maxReplicas: 20,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    });
    return worker;
  }

  /** Watches the settings, and starts one Job for each course that is published. */
  private makeController(settings: kplus.ConfigMap): SecureDeployment {
    const controller = new SecureDeployment(this, 'course-controller', {
      metadata: { name: 'course-controller' },
      replicas: 1,
      containers: [{ image: IMAGES.controller }],
    });
    controller.account.allow(['get', 'list', 'watch'], settings, { byFieldSelector: true });
    controller.account.allow(['get', 'list', 'watch', 'create', 'delete'], kplus.ApiResource.JOBS, {
      waivers: [
        {
          rules: ['rbac-workload-create', 'rbac-broad-delete'],
          reason: 'starts one Job for each course that is published, and removes it',
          expires: '2099-12-31',
          ticket: 'OPS-13',
        },
      ],
    });
    controller.connections.allowTo(API_SERVER, HTTPS);
    return controller;
  }
}
