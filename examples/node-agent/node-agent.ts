import { type App, Chart, Size } from 'cdk8s';
import {
  Aspects,
  HardeningChecks,
  IsolatedNamespace,
  Peer,
  PodSecurityLevel,
  SecureDaemonSet,
  type Waiver,
} from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

const IMAGE =
  'quay.io/prometheus/node-exporter@sha256:7d8e9fa0b1c2d3e4f5a6b7c8d92f7c1b9d4e6a8035c1d2e3f405162738495b6c';
const NAMESPACE = 'node-agent';
const AGENT = { kind: 'DaemonSet', namespaceName: NAMESPACE, name: 'node-exporter' };
const UNTIL = { expires: '2099-12-31', ticket: 'OPS-1207' };
const READS = 'node-exporter reads the counters of the node, and writes nothing';

/**
 * The exceptions of this agent: two folders of the node, read-only. Otherwise it runs as every other workload does: as a
 * non-root user, in its own network namespace, without capabilities.
 *
 * The waivers name objects, not constructs, so that `cdk8s-hardened check` on the files accepts the same list.
 */
export const NODE_AGENT_WAIVERS: Waiver[] = [
  { rule: 'host-path-volume', ...AGENT, reason: READS, ...UNTIL },
  { rule: 'restricted-volume-type', ...AGENT, reason: READS, ...UNTIL },
  { rule: 'sensitive-host-path', ...AGENT, reason: READS, ...UNTIL },
];

/** Metrics of every node, for Prometheus only. */
export class NodeAgentChart extends Chart {
  public constructor(app: App) {
    super(app, 'node-agent', { namespace: NAMESPACE, labels: { 'app.kubernetes.io/part-of': 'monitoring' } });
    // The cluster allows host paths and does not warn about them at each apply; its audit log still records them.
    new IsolatedNamespace(this, 'namespace', {
      podSecurityLevel: PodSecurityLevel.PRIVILEGED,
      podSecurityWaiver: {
        reason: 'the cluster refuses host paths at any other level, and nothing else runs in this namespace',
        ...UNTIL,
      },
      quota: { pods: 500, memoryLimits: Size.gibibytes(64) },
    });

    const agent = new SecureDaemonSet(this, 'agent', {
      metadata: { name: AGENT.name },
      containers: [
        {
          image: IMAGE,
          args: ['--path.procfs=/host/proc', '--path.sysfs=/host/sys', '--web.listen-address=:9100'],
          portNumber: 9100,
          securityContext: { user: 65534, group: 65534 },
          liveness: kplus.Probe.fromHttpGet('/', { port: 9100, failureThreshold: 10 }),
          readiness: kplus.Probe.fromHttpGet('/', { port: 9100 }),
          resources: {
            cpu: { request: kplus.Cpu.millis(50) },
            memory: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
          },
        },
      ],
      waivers: NODE_AGENT_WAIVERS,
    });
    for (const folder of ['proc', 'sys']) {
      const volume = kplus.Volume.fromHostPath(this, folder, folder, {
        path: `/${folder}`,
        type: kplus.HostPathVolumeType.DIRECTORY,
      });
      for (const container of agent.containers) container.mount(`/host/${folder}`, volume, { readOnly: true });
    }
    agent.connections.allowFrom(Peer.pods({ 'app.kubernetes.io/name': 'prometheus' }, 'monitoring'));
  }
}

/** Adds the agent to an app that accepts the findings in the waivers, and no others. */
export function buildNodeAgent(app: App): NodeAgentChart {
  Aspects.of(app).add(new HardeningChecks());
  return new NodeAgentChart(app);
}
