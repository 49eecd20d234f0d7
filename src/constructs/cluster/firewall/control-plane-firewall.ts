import { ApiObject, Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { nftablesRuleset, TABLE } from '../../../analysis/cluster/nftables-ruleset';
import { NODE_PORTS } from '../../../analysis/cluster/ports';
import { recordCreation } from '../../../aspects/creation-site';
import { pathOf, removeNamespace } from '../../construct-tree';
import { NodeFile, NodeRole } from '../node-file';
import { calicoFailsafe, calicoFirewall, calicoNodePorts, HOST_ENDPOINTS } from './calico-firewall';
import { ciliumFirewall } from './cilium-firewall';
import { type FirewallParts, firewallParts, ROLES } from './firewall-parts';
import { firewallProblem } from './firewall-problem';
import { type ControlPlaneFirewallProps, FirewallEngine } from './firewall-props';

const FOLDER = '/etc/kubernetes/firewall';
const UNIT = 'k8s-hardening-firewall';

/**
 * The firewall of the nodes: the API server, etcd and kubelets are reached from the networks that need them, all other ports from none.
 * It filters what is for the nodes themselves; connections of pods and Services are those of network policies.
 *
 * @see https://kubernetes.io/docs/reference/networking/ports-and-protocols/
 * @example
 * import { App } from 'cdk8s';
 * import { ClusterNetwork, ControlPlaneFirewall } from 'cdk8s-hardened';
 *
 * new ControlPlaneFirewall(new App(), 'firewall', {
 *   network: ClusterNetwork.FLANNEL,
 *   controlPlaneAddresses: ['10.0.0.10', '10.0.0.11', '10.0.0.12'],
 *   nodes: ['10.0.0.0/24'],
 *   podRanges: ['10.244.0.0/16'],
 *   apiClients: ['10.9.0.0/24'],
 *   adminHosts: ['10.9.0.5'],
 * });
 */
export class ControlPlaneFirewall extends Construct {
  /** What filters. */
  public readonly engine: FirewallEngine;

  /**
   * Throws for what is no address, for a port that is open to the internet without a reason, for what the engine does not see or know, and
   * if no one reaches a node by SSH any more.
   *
   * @param scope the parent construct: the app or a chart; for Cilium and Calico, a chart
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: ControlPlaneFirewallProps) {
    const problem = firewallProblem(props, isInChart(scope));
    if (problem) throw new Error(`"${pathOf(scope, id)}" ${problem}`);
    super(scope, id);
    recordCreation(this);
    this.engine = props.engine ?? FirewallEngine.NFTABLES;
    const parts = firewallParts(props);
    if (this.engine === FirewallEngine.NFTABLES) this.addFiles(props, parts);
    else if (this.engine === FirewallEngine.CILIUM) this.addCilium(parts);
    else this.addCalico(parts);
  }

  /** How the firewall is switched on, without being locked out. */
  public get installSteps(): string[] {
    if (this.engine === FirewallEngine.CILIUM)
      return [
        'Firewall: switch on the host firewall of Cilium (`hostFirewall.enabled=true`), and its audit mode for the nodes (`cilium-dbg endpoint config ID PolicyAuditMode=Enabled`, with the ID of the endpoint `reserved:host` of each). Apply the CiliumClusterwideNetworkPolicies, look at what they would deny (`cilium-dbg monitor --type policy-verdict`), then switch off the audit mode.',
      ];
    if (this.engine === FirewallEngine.CALICO)
      return [
        'Firewall: apply the GlobalNetworkPolicies and the FelixConfiguration before the KubeControllersConfiguration: a host endpoint without a policy denies everything but the failsafe ports. Without the API server of Calico, use `calicoctl apply`.',
      ];
    const start = (role: string) => `\`systemctl enable --now ${UNIT}@${role}\``;
    return [
      'Firewall: on each node, keep the firewall of the distribution from flushing the rules of the network plugin when it starts or stops: `systemctl mask nftables`. Remove other firewalls.',
      `On each node, from a second session, have the firewall removed in 5 minutes, in case it locks you out: \`systemd-run --unit ${UNIT}-rollback --on-active=5min nft delete table ${TABLE}\``,
      `Switch it on, on nodes of the control plane: ${start('control-plane')}; on workers: ${start('worker')}`,
      `Open a new session, look at \`kubectl get nodes\` and at what is dropped (\`journalctl --dmesg --grep k8s-firewall-drop\`), and keep it: \`systemctl stop ${UNIT}-rollback.timer\``,
    ];
  }

  /** How the firewall is switched off. */
  public get rollbackSteps(): string[] {
    const objects = this.node.children.map((child) => child as ApiObject);
    if (this.engine === FirewallEngine.CALICO)
      return [
        'To remove the firewall, first set `controllers.node.hostEndpoint.autoCreate` of KubeControllersConfiguration `default` to `Disabled`, then delete its GlobalNetworkPolicies.',
      ];
    return this.engine === FirewallEngine.CILIUM
      ? [
          `To remove the firewall: \`kubectl delete ciliumclusterwidenetworkpolicy ${objects.map(({ name }) => name).join(' ')}\``,
        ]
      : [`To remove the firewall from a node: \`systemctl disable --now '${UNIT}@*'\``];
  }

  private addFiles({ network, folder }: ControlPlaneFirewallProps, parts: FirewallParts): void {
    for (const role of ROLES) {
      const name = instanceOf(role);
      new NodeFile(this, name, {
        path: `${FOLDER}/${name}.nft`,
        text: nftablesRuleset({
          ...{ role, network, nodePorts: NODE_PORTS },
          ports: parts.ports(role),
          ranges: parts.ranges,
        }),
        nodes: role === 'worker' ? NodeRole.WORKER : NodeRole.CONTROL_PLANE,
        folder,
      });
    }
    new NodeFile(this, 'unit', {
      ...{ path: `/etc/systemd/system/${UNIT}@.service`, text: UNIT_TEXT, mode: '0644' },
      ...{ nodes: NodeRole.EVERY, folder },
    });
  }

  private addCilium(parts: FirewallParts): void {
    for (const role of ROLES)
      this.object(instanceOf(role), 'cilium.io/v2', 'CiliumClusterwideNetworkPolicy', ciliumFirewall(role, parts));
  }

  private addCalico(parts: FirewallParts): void {
    const add = (id: string, kind: string, spec: object, name?: string) =>
      this.object(id, 'projectcalico.org/v3', kind, spec, name);
    const first = [
      ...ROLES.map((role) => add(instanceOf(role), 'GlobalNetworkPolicy', calicoFirewall(role, parts))),
      add('node-ports', 'GlobalNetworkPolicy', calicoNodePorts(parts)),
      add('failsafe', 'FelixConfiguration', calicoFailsafe(parts), 'default'),
    ];
    const endpoints = add('host-endpoints', 'KubeControllersConfiguration', HOST_ENDPOINTS, 'default');
    for (const object of first) endpoints.addDependency(object);
  }

  private object(id: string, apiVersion: string, kind: string, spec: object, name = `k8s-hardening-${id}`): ApiObject {
    const object = new ApiObject(this, id, { apiVersion, kind, metadata: { name }, spec });
    removeNamespace(object);
    return object;
  }
}

function instanceOf(role: string): string {
  return role.replace(' ', '-');
}

function isInChart(scope: IConstruct): boolean {
  return scope.node.scopes.some((each) => Chart.isChart(each));
}

/** It starts before the network, as there is no moment without it, and before kubelets. */
const UNIT_TEXT = `[Unit]
Description=Firewall of a Kubernetes node (%i)
DefaultDependencies=no
Wants=network-pre.target
Before=network-pre.target kubelet.service shutdown.target
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f ${FOLDER}/%i.nft
ExecReload=/usr/sbin/nft -f ${FOLDER}/%i.nft
ExecStop=/usr/sbin/nft delete table ${TABLE}

[Install]
WantedBy=sysinit.target
`;
