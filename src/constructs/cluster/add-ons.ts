import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { BenchmarkScan, type BenchmarkScanProps } from './agents/benchmark-scan';
import { LogShipper, type LogShipperProps } from './agents/log-shipper';
import { MetricsServer, type MetricsServerProps } from './agents/metrics-server';
import { AnonymousLockdown } from './anonymous-lockdown';
import { ControlPlaneFirewall } from './firewall/control-plane-firewall';
import { type ControlPlaneFirewallProps, FirewallEngine } from './firewall/firewall-props';
import { ImageSignaturePolicy, type ImageSignaturePolicyProps } from './image-signature-policy';
import { NodeFile, NodeRole } from './node-file';

/** What a hardened cluster has beside the files of kubeadm. */
export interface ClusterAddOnProps {
  /**
   * The firewall of the nodes.
   *
   * @default - none, as where the network of a cloud has one
   */
  readonly firewall?: ControlPlaneFirewallProps;
  /**
   * What sends the logs of the nodes and the audit log out of the cluster.
   *
   * @default - none
   */
  readonly logShipper?: LogShipperProps;
  /**
   * What serves metrics of nodes and pods.
   *
   * @default - none
   */
  readonly metricsServer?: MetricsServerProps;
  /**
   * What compares nodes with the CIS benchmark.
   *
   * @default - none
   */
  readonly benchmarkScan?: BenchmarkScanProps;
  /**
   * Which images have to be signed, and by whom.
   *
   * @default - none
   */
  readonly imageSignatures?: ImageSignaturePolicyProps;
  /**
   * Whether anonymous requests lose what RBAC allows them, as by `AnonymousLockdown`.
   *
   * @default true
   */
  readonly anonymousLockdown?: boolean;
}

/** Facts of the cluster that its add-ons follow. */
export interface ClusterFactsOfAddOns {
  readonly folder?: string;
  readonly podCidr?: string;
  readonly hasExternalEtcd: boolean;
  readonly allowsProbes: boolean;
  readonly auditLog: string;
}

/** The add-ons of a cluster. */
export interface AddOns {
  readonly firewall?: ControlPlaneFirewall;
  readonly logShipper?: LogShipper;
  readonly metricsServer?: MetricsServer;
  readonly benchmarkScan?: BenchmarkScan;
  readonly imageSignatures?: ImageSignaturePolicy;
  readonly anonymousLockdown?: AnonymousLockdown;
}

/** Returns what does not fit together among the add-ons and the cluster. */
export function addOnsProblem(props: ClusterAddOnProps, withoutKubeProxy: boolean): string | undefined {
  const { firewall, metricsServer } = props;
  if (!firewall || !isOfFiles(firewall)) return undefined;
  if (withoutKubeProxy)
    return 'is without kube-proxy and has a firewall of nftables: what takes its place, such as Cilium, serves NodePorts before nftables sees them; use FirewallEngine.CILIUM';
  return metricsServer && (firewall.kubeletClients ?? []).length === 0
    ? 'has a metricsServer, and a firewall in which no pod reaches kubelets; give the ranges of pods and of nodes as kubeletClients: its packets have the address of its pod, or that of its node'
    : undefined;
}

/** Creates the add-ons, each that has objects in a chart of its own. */
export function createAddOns(scope: Construct, props: ClusterAddOnProps, facts: ClusterFactsOfAddOns): AddOns {
  const { firewall, logShipper, metricsServer, benchmarkScan, imageSignatures, anonymousLockdown = true } = props;
  const chart = (id: string) => new Chart(scope, id);
  const metrics = metricsServer && new MetricsServer(chart('MetricsServer'), 'server', metricsServer);
  const journal = logShipper?.journal ?? true;
  if (logShipper && journal) addJournal(scope, facts.folder);
  return {
    firewall: firewall && createFirewall(scope, firewall, facts, metrics),
    logShipper:
      logShipper && new LogShipper(chart('Logs'), 'shipper', { auditLog: facts.auditLog, ...logShipper, journal }),
    metricsServer: metrics,
    benchmarkScan: benchmarkScan && new BenchmarkScan(chart('Benchmark'), 'scan', benchmarkScan),
    imageSignatures: imageSignatures && new ImageSignaturePolicy(chart('Images'), 'signatures', imageSignatures),
    anonymousLockdown: anonymousLockdown
      ? new AnonymousLockdown(chart('Anonymous'), 'lockdown', { allowsProbes: facts.allowsProbes })
      : undefined,
  };
}

function createFirewall(
  scope: Construct,
  given: ControlPlaneFirewallProps,
  { folder, podCidr, hasExternalEtcd }: ClusterFactsOfAddOns,
  metrics: MetricsServer | undefined,
): ControlPlaneFirewall {
  const isFiles = isOfFiles(given);
  const pods = isFiles || !metrics ? given.kubeletClientPods : [...(given.kubeletClientPods ?? []), metrics._pods];
  return new ControlPlaneFirewall(isFiles ? scope : new Chart(scope, 'Firewall'), isFiles ? 'Firewall' : 'nodes', {
    ...given,
    folder,
    podRanges: given.podRanges ?? podCidr?.split(','),
    externalEtcd: given.externalEtcd ?? hasExternalEtcd,
    kubeletClientPods: pods,
  });
}

function isOfFiles({ engine }: ControlPlaneFirewallProps): boolean {
  return (engine ?? FirewallEngine.NFTABLES) === FirewallEngine.NFTABLES;
}

function addJournal(scope: Construct, folder: string | undefined): void {
  new NodeFile(scope, 'Journal', {
    ...{ path: '/etc/systemd/journald.conf.d/50-persistent.conf', text: '[Journal]\nStorage=persistent\n' },
    ...{ mode: '0644', nodes: NodeRole.EVERY, folder },
  });
}
