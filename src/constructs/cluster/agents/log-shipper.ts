import { createHash } from 'node:crypto';
import { ApiObject, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { recordCreation } from '../../../aspects/creation-site';
import { PodSecurityLevel } from '../../../engine/rule';
import { pathOf } from '../../construct-tree';
import { IsolatedNamespace } from '../../namespaces/isolated-namespace';
import type { PodSecurityWaiver } from '../../namespaces/pod-security';
import { isCilium } from '../../network/cluster-peers';
import { Port } from '../../network/port';
import type { SecretRef } from '../../workloads/secret-ref';
import { SecureDaemonSet } from '../../workloads/secure-daemon-set';
import { yamlOf } from '../node-file';
import { BUFFER, fluentBitConfig, HEALTH_PORT, TLS } from './fluent-bit';
import { destinationProblem, type LogDestination, outputOf } from './log-destination';
import { mountNodePaths, nodeWaivers, tolerateAll } from './node-access';

/** Options of a `LogShipper`. */
export interface LogShipperProps {
  /** Image of Fluent Bit 4.2 or newer, with a digest. */
  readonly image: string;
  /** Where logs go. */
  readonly destination: LogDestination;
  /** Secret with `ca.crt` of the destination, and `tls.crt` and `tls.key` of the client, in the namespace of the shipper. */
  readonly certificate: SecretRef;
  /** Why the shipper may read its node as root, and how long: the reason of its namespace and of each finding about it. */
  readonly podSecurityWaiver: PodSecurityWaiver;
  /**
   * Name of its namespace, in which nothing else runs.
   *
   * @default 'log-shipping'
   */
  readonly namespaceName?: string;
  /**
   * The audit log of the API server.
   *
   * @default '/var/log/kubernetes/audit/audit.log'
   */
  readonly auditLog?: string;
  /**
   * Whether nodes keep their journal in `/var/log/journal`. Fluent Bit does not start where the folder is missing: journald makes it with
   * `Storage=persistent`.
   *
   * @default - false; in a `HardenedCluster` true, and a file of the nodes says so to journald
   */
  readonly journal?: boolean;
  /**
   * Further logs of nodes, below `/var/log`, such as `/var/log/auth.log`.
   *
   * @default - none
   */
  readonly files?: string[];
  /**
   * What a node keeps while the destination does not answer. Beyond it, the oldest is given up.
   *
   * @default Size.gibibytes(1)
   */
  readonly bufferSize?: Size;
  /**
   * Memory of each pod.
   *
   * @default Size.mebibytes(256)
   */
  readonly memory?: Size;
  /**
   * Most nodes that the cluster will have: the quota of the namespace follows.
   *
   * @default 100
   */
  readonly mostNodes?: number;
}

/** What a rule finds in an agent that reads logs as root. */
const FINDINGS = [
  ...['host-path-volume', 'restricted-volume-type', 'sensitive-host-path', 'writable-host-path'],
  ...['run-as-non-root', 'run-as-root-user', 'run-as-root-group', 'control-plane-scheduling'],
];
const BUFFER_OF_NODE = '/var/lib/log-shipper';

/**
 * Sends the logs of every node and the audit log out of the cluster, with Fluent Bit: by TLS, with a client certificate. What is not sent
 * yet is on the disk of the node. It runs as root, without any capability: the owner of a log reads it, and no one else.
 *
 * @see https://docs.fluentbit.io/manual/
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { Defaults, LogShipper, Peer, SecretRef } from 'cdk8s-hardened';
 *
 * const app = new App();
 * Defaults.of(app).set({ cluster: { apiServer: { addresses: ['10.96.0.1', '10.0.0.10'] } } });
 * new LogShipper(new Chart(app, 'logs'), 'shipper', {
 *   image: 'ghcr.io/acme/fluent-bit:4.2.0',
 *   destination: { host: 'logs.acme.internal', port: 24224, peer: Peer.cidr('10.8.0.10/32') },
 *   certificate: SecretRef.fromSecretName('log-shipper-tls'),
 *   podSecurityWaiver: { reason: 'logs of nodes belong to root', expires: '2027-06-30', ticket: 'OPS-1' },
 * });
 */
export class LogShipper extends Construct {
  /** Its namespace. */
  public readonly isolatedNamespace: IsolatedNamespace;
  /** The pods, one on each node. */
  public readonly daemonSet: SecureDaemonSet;
  private readonly readsJournal: boolean;

  /**
   * Throws if the destination is no name, has no peer that a network policy can name, or has a secret in its settings, for logs that are
   * not below `/var/log`, and if the way to the API server is not known.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: LogShipperProps) {
    const { destination, auditLog = '/var/log/kubernetes/audit/audit.log', files = [], podSecurityWaiver } = props;
    const { namespaceName = 'log-shipping', memory = Size.mebibytes(256), mostNodes = 100 } = props;
    const problem =
      destinationProblem(destination) ?? pathsProblem([auditLog, ...files]) ?? peerProblem(scope, destination);
    if (problem) throw new Error(`"${pathOf(scope, id)}" ${problem}`);
    super(scope, id);
    recordCreation(this);
    this.readsJournal = props.journal ?? false;
    this.isolatedNamespace = new IsolatedNamespace(this, 'namespace', {
      ...{ name: namespaceName, podSecurityLevel: PodSecurityLevel.PRIVILEGED, podSecurityWaiver },
      quota: {
        ...{ pods: mostNodes, cpuRequests: kplus.Cpu.millis(100 * mostNodes) },
        ...{ memoryRequests: times(memory, mostNodes), memoryLimits: times(memory, mostNodes) },
        cpuLimits: kplus.Cpu.units(mostNodes),
      },
    });
    const text = yamlOf(
      fluentBitConfig({
        ...{ auditLog, hasJournal: this.readsJournal, files, output: outputOf(destination) },
        bufferSize: `${(props.bufferSize ?? Size.gibibytes(1)).toMebibytes()}M`,
      }),
    );
    const metadata = { namespace: namespaceName };
    const config = new kplus.ConfigMap(this, 'config', { metadata, data: { 'fluent-bit.yaml': text } });
    this.daemonSet = new SecureDaemonSet(this, 'agent', {
      metadata: { ...metadata, name: 'log-shipper' },
      podMetadata: { annotations: { 'checksum/config': createHash('sha256').update(text).digest('hex') } },
      containers: [
        {
          ...{ name: 'fluent-bit', image: props.image, portNumber: HEALTH_PORT },
          args: ['--config=/etc/log-shipper/fluent-bit.yaml'],
          envVariables: { NODE_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.NODE_NAME) },
          securityContext: { user: 0, group: 0, ensureNonRoot: false },
          liveness: kplus.Probe.fromHttpGet('/', { port: HEALTH_PORT, failureThreshold: 6 }),
          readiness: kplus.Probe.fromHttpGet('/api/v1/health', { port: HEALTH_PORT }),
          resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: memory, limit: memory } },
        },
      ],
      secrets: [{ secret: props.certificate, path: TLS }],
      priorityClassName: 'system-node-critical',
      waivers: nodeWaivers(FINDINGS, podSecurityWaiver),
    });
    const volume = kplus.Volume.fromConfigMap(this, 'Volume-config', config, { name: 'config' });
    for (const container of this.daemonSet.containers) container.mount('/etc/log-shipper', volume, { readOnly: true });
    mountNodePaths(this, this.daemonSet, [
      { name: 'logs', path: '/var/log' },
      { name: 'buffer', path: BUFFER_OF_NODE, mountPath: BUFFER, isWritable: true },
    ]);
    tolerateAll(ApiObject.of(this.daemonSet), '/spec/template/spec');
    const { account, connections } = this.daemonSet;
    for (const target of [kplus.ApiResource.PODS, kplus.ApiResource.NAMESPACES])
      account.allowClusterWide(['get', 'list', 'watch'], target, {
        reason: 'logs get the names and labels of their pods',
      });
    connections.allowToKubeApiServer();
    const ports = [Port.tcp(destination.port)];
    if (destination.peer) connections.allowTo(destination.peer, { ports });
    else connections.allowToFqdn([destination.host], { ports });
  }

  /** How it is installed. */
  public get installSteps(): string[] {
    const { name } = this.isolatedNamespace;
    return [
      ...(this.readsJournal
        ? [
            'Logs: on each node, make the folder of the journal, with `Storage=persistent`: `systemctl restart systemd-journald`',
          ]
        : []),
      `Logs: apply the objects of \`LogShipper\`, and make its Secret with \`ca.crt\`, \`tls.crt\` and \`tls.key\` in the namespace ${name}; its pods wait for it. Then look at the destination for records of each node, and for those of the audit log.`,
    ];
  }
}

function pathsProblem(paths: readonly string[]): string | undefined {
  const wrong = paths.find((path) => !/^\/var\/log\/[\w.*/-]+$/.test(path) || path.includes('..'));
  return wrong === undefined
    ? undefined
    : `has the log "${wrong}", which it does not see; give a path below /var/log: other folders are not mounted`;
}

function peerProblem(scope: Construct, { host, peer }: LogDestination): string | undefined {
  return peer || isCilium(scope)
    ? undefined
    : `has the destination "${host}" without a peer, and a network policy knows no names; give its addresses, as Peer.cidr("10.8.0.10/32")`;
}

function times(size: Size, count: number): Size {
  return Size.mebibytes(size.toMebibytes() * count);
}
