import { App, Chart, type ChartProps, Size } from 'cdk8s';
import { Aspects, HardeningChecks, IsolatedNamespace, Peer, SecureDeployment } from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { acmeProfile, OWNER } from './acme-rules';

/** Sizes of a service, with CPU, memory and replicas. */
export enum AcmeSize {
  SMALL = 'small',
  LARGE = 'large',
}

const SIZES = {
  [AcmeSize.SMALL]: { cpu: kplus.Cpu.millis(100), memory: Size.mebibytes(128), replicas: 2 },
  [AcmeSize.LARGE]: { cpu: kplus.Cpu.millis(500), memory: Size.mebibytes(1024), replicas: 4 },
};

/** The settings of a team; the platform decides the rest. */
export interface AcmeServiceProps {
  /** Name of the repository in the registry of ACME. */
  readonly repository: string;
  /** Digest of the image, without `sha256:`. */
  readonly digest: string;
  /** The team that is on call. */
  readonly owner: string;
  /**
   * Size of the service.
   *
   * @default AcmeSize.SMALL
   */
  readonly size?: AcmeSize;
  /**
   * Host name under `acme.example.com` for access from outside.
   *
   * @default - only from inside the cluster
   */
  readonly host?: string;
}

/** A service as ACME runs them: probes on fixed paths, a disruption budget, a spread, labels, and TLS for access from outside. */
export class AcmeService extends Construct {
  public readonly workload: SecureDeployment;
  public readonly service: kplus.Service;

  public constructor(scope: Construct, id: string, props: AcmeServiceProps) {
    super(scope, id);
    const { cpu, memory, replicas } = SIZES[props.size ?? AcmeSize.SMALL];
    const labels = { 'app.kubernetes.io/name': id, 'app.kubernetes.io/instance': id, [OWNER]: props.owner };
    this.workload = new SecureDeployment(this, 'workload', {
      metadata: { labels },
      podMetadata: { labels },
      replicas,
      containers: [
        {
          image: `registry.acme.example.com/${props.repository}@sha256:${props.digest}`,
          portNumber: 8080,
          readiness: kplus.Probe.fromHttpGet('/health/ready'),
          liveness: kplus.Probe.fromHttpGet('/health/live'),
          resources: { cpu: { request: cpu }, memory: { request: memory, limit: memory } },
        },
      ],
      disruptionBudget: {},
      topologySpread: [{ topology: kplus.Topology.ZONE }],
      imagePullSecrets: [kplus.Secret.fromSecretName(this, 'registry', 'acme-registry')],
    });
    this.service = this.workload.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
    if (props.host !== undefined) this.openToTheWorld(`${props.host}.acme.example.com`);
  }

  /** Allows this service to call another one. */
  public calls(other: AcmeService): void {
    this.workload.connections.allowTo(other.workload);
  }

  private openToTheWorld(host: string): void {
    const secret = kplus.Secret.fromSecretName(this, 'certificate', `${host.replaceAll('.', '-')}-tls`);
    const ingress = new kplus.Ingress(this, 'ingress', { className: 'acme', tls: [{ hosts: [host], secret }] });
    ingress.addHostRule(host, '/', kplus.IngressBackend.fromService(this.service));
    this.workload.connections.allowFrom(
      Peer.ingressController({ namespaceName: 'acme-ingress', labels: { 'app.kubernetes.io/name': 'acme-ingress' } }),
    );
  }
}

/** A chart with its own namespace. */
export class AcmeChart extends Chart {
  public constructor(scope: Construct, namespace: string, props: ChartProps = {}) {
    super(scope, namespace, { namespace, ...props });
    new IsolatedNamespace(this, 'namespace');
    // The chart adds the checks, so that its users cannot forget them.
    const app = App.of(this);
    if (!Aspects.of(app).all.some((each) => each instanceof HardeningChecks))
      Aspects.of(app).add(new HardeningChecks({ profile: acmeProfile() }));
  }
}
