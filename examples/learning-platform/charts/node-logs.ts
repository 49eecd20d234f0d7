import { type App, Chart, Size } from 'cdk8s';
import { IsolatedNamespace, Peer, PodSecurityLevel, SecureDaemonSet } from 'cdk8s-hardened';
import * as kplus from 'cdk8s-plus-28';

const IMAGE =
  'docker.io/fluent/fluent-bit:3.2.2@sha256:7d8e9fa0b1c2d3e4f5a6b7c8d92f7c1b9d4e6a8035c1d2e3f405162738495b6c';
const LOGS = '/var/log';
const UNTIL = { expires: '2099-12-31', ticket: 'OPS-7' };
const READS = 'collects the logs of all containers of the node, and writes nothing';

/** Sends the logs of all nodes to the store of the observability team. */
export class NodeLogsChart extends Chart {
  public readonly agent: SecureDaemonSet;

  public constructor(app: App) {
    super(app, 'node-logs', { namespace: 'node-logs' });
    new IsolatedNamespace(this, 'namespace', {
      podSecurityLevel: PodSecurityLevel.PRIVILEGED,
      podSecurityWaiver: { reason: 'log agents need a host path, and nothing else runs in this namespace', ...UNTIL },
      quota: { pods: 200, memoryLimits: Size.gibibytes(64) },
    });

    this.agent = new SecureDaemonSet(this, 'agent', {
      metadata: { name: 'log-agent' },
      containers: [{ name: 'agent', image: IMAGE, securityContext: { user: 65534, group: 65534 } }],
      waivers: [
        { rule: 'sensitive-host-path', reason: READS, ...UNTIL }, // also covers what follows from it
        { rule: 'control-plane-scheduling', reason: 'the logs of the control plane are collected too', ...UNTIL },
      ],
    });
    const logs = kplus.Volume.fromHostPath(this, 'logs', 'logs', { path: LOGS });
    for (const container of this.agent.containers) container.mount(LOGS, logs, { readOnly: true });
    this.agent.scheduling.tolerate(
      kplus.Node.tainted(kplus.NodeTaintQuery.exists('node-role.kubernetes.io/control-plane')),
    );
    this.agent.connections.allowTo(Peer.pods({ 'app.kubernetes.io/name': 'loki' }, 'observability'), {
      ports: [kplus.NetworkPolicyPort.tcp(3100)],
    });
  }
}
