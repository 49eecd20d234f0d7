import { ApiObject, type App, Chart, Duration, Size } from 'cdk8s';
import {
  Aspects,
  HardeningChecks,
  IsolatedNamespace,
  Peer,
  SecureDeployment,
  UnsatisfiableSpread,
} from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

const IMAGES = {
  worker: 'ghcr.io/acme/thumbnails@sha256:5b6c7d8e9fa0b1c2d3e4f5a6b7c8d92f7c1b9d4e6a8035c1d2e3f40516273849',
  collector: 'ghcr.io/acme/otel-collector@sha256:c1d2e3f40516273849a5b6c7d8e9fa0b1c2d3e4f5a6b7c8d2f7c1b9d4e6a8035',
};

/** The queue is the messaging team's: pods of another namespace. */
const QUEUE = Peer.pods({ 'app.kubernetes.io/name': 'rabbitmq' }, 'messaging');
const TRACES = Peer.pods({ 'app.kubernetes.io/name': 'tempo' }, 'observability');

const BATCH = 'batch';

/** Workers that take jobs off a queue: as many as the load needs, spread over zones, with a collector beside each. */
export class WorkersChart extends Chart {
  public constructor(app: App) {
    super(app, 'thumbnails', { namespace: 'thumbnails', labels: { 'app.kubernetes.io/part-of': 'gallery' } });
    // The space for all workers that the autoscaler may add.
    new IsolatedNamespace(this, 'namespace', {
      quota: {
        pods: 60,
        cpuRequests: kplus.Cpu.units(24),
        cpuLimits: kplus.Cpu.units(128),
        memoryRequests: Size.gibibytes(32),
        memoryLimits: Size.gibibytes(64),
      },
    });

    const worker = new SecureDeployment(this, 'worker', {
      containers: [
        {
          name: 'worker',
          image: IMAGES.worker,
          portNumber: 9000, // health, by gRPC
          lifecycle: { preStop: kplus.Handler.fromCommand(['/worker', 'drain']) },
          resources: {
            cpu: { request: kplus.Cpu.millis(500), limit: kplus.Cpu.units(2) },
            memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
          },
        },
      ],
      grpcProbes: [
        {
          container: 'worker',
          startup: { port: 9000, failureThreshold: 30, periodSeconds: Duration.seconds(2) },
          readiness: { port: 9000, service: 'worker.Queue' },
          liveness: { port: 9000, periodSeconds: Duration.seconds(20) },
        },
      ],
      // It starts before the worker and ends after it, so that the last spans are sent too.
      sidecars: [
        {
          name: 'collector',
          image: IMAGES.collector,
          ports: [{ number: 13133, name: 'health' }],
          readiness: kplus.Probe.fromHttpGet('/', { port: 13133 }),
          liveness: kplus.Probe.fromHttpGet('/', { port: 13133, failureThreshold: 10 }),
          resources: {
            cpu: { request: kplus.Cpu.millis(50) },
            memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
          },
        },
      ],
      terminationGracePeriod: Duration.minutes(2),
      writablePaths: ['/var/spool/thumbnails'],
      writablePathSize: Size.gibibytes(2),
      disruptionBudget: { maxUnavailable: kplus.PercentOrAbsolute.percent(25) },
      topologySpread: [
        { topology: kplus.Topology.ZONE, whenUnsatisfiable: UnsatisfiableSpread.DO_NOT_SCHEDULE },
        { topology: kplus.Topology.HOSTNAME, maxSkew: 2 },
      ],
      priorityClassName: BATCH,
    });

    new kplus.HorizontalPodAutoscaler(this, 'autoscaler', {
      target: worker,
      minReplicas: 3,
      maxReplicas: 40,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
      scaleDown: { stabilizationWindow: Duration.minutes(10) },
    });

    worker.connections.allowTo(QUEUE, { ports: [kplus.NetworkPolicyPort.tcp(5671)] });
    worker.connections.allowTo(TRACES, { ports: [kplus.NetworkPolicyPort.tcp(4317)] });
  }
}

/** Objects of the cluster: a priority with which workers wait for full nodes and evict no other pod. */
export class ClusterChart extends Chart {
  public constructor(app: App) {
    super(app, 'cluster');
    new ApiObject(this, 'batch', {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: BATCH },
      value: 1000,
      preemptionPolicy: 'Never',
      description: 'work that can wait',
    });
  }
}

/** Adds the workers to an app that is checked as a whole. */
export function buildQueueWorkers(app: App): WorkersChart {
  Aspects.of(app).add(new HardeningChecks());
  new ClusterChart(app);
  return new WorkersChart(app);
}
