import { ApiObject, Lazy } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { ciliumSpec, distinct } from './cilium-policy';
import { apiServerOf, isCilium } from './cluster-peers';
import {
  type ConnectionRule,
  type Direction,
  type EntranceKind,
  isPlain,
  type OpenedRule,
  type RuleSides,
} from './connection-rule';
import { DnsAccess, dnsPlaces, dnsRule } from './dns-rule';
import { type Grant, grantOf, policiesForPeers } from './grant';
import { selectorOf } from './policy-peers';

const CILIUM_POLICY = 'CiliumNetworkPolicy';

/** The connections that a workload declares, and the policies that they become. */
export class DeclaredConnections {
  private readonly ingress: ConnectionRule[] = [];
  private readonly egress: ConnectionRule[] = [];
  /** The ports that Ingresses, routes and Services of the app lead to, as the last synth found them. */
  public entrances: { readonly [kind in EntranceKind]?: readonly any[] } = {};

  public constructor(
    private readonly workload: kplus.AbstractPod,
    public readonly dns: DnsAccess,
  ) {
    if (!isCilium(workload)) return;
    // A grant of the account, or a binding by an aspect, may come later: whether it needs the way to the API server shows in
    // each synth, after the visits of all aspects.
    workload.node.addValidation({
      validate: () => {
        if (this.toCiliumSpec()) this.makeCiliumPolicy();
        return [];
      },
    });
  }

  public add(direction: Direction, rule: ConnectionRule): void {
    (direction === 'Ingress' ? this.ingress : this.egress).push(rule);
    if (!isPlain(rule)) this.makeCiliumPolicy();
  }

  /** What is declared, each connection once: those to peers first. */
  public get grants(): Grant[] {
    const all = this.each().map(({ direction, rule }) => grantOf(this.workload, direction, rule));
    return distinct(all);
  }

  /** Returns the other sides of what is declared with pods of others, as YAML. */
  public policiesForPeers(): string {
    const foreign = this.each().filter(({ rule }) => rule.isForeign);
    return policiesForPeers(this.workload, foreign);
  }

  /** Returns the spec of the workload's NetworkPolicy. */
  public toPolicySpec(): any {
    const { selector, ingress, egress } = this.all();
    const from = distinct(ingress.filter(isPlain).map(({ peers, ports }) => ({ from: peers, ports })));
    const to = distinct(egress.filter(isPlain).map(({ peers, ports }) => ({ to: peers, ports })));
    const usesDns = this.dns === DnsAccess.ALWAYS || (this.dns === DnsAccess.AUTO && egress.length > 0);
    // Beside the DNS rule of the other policy, this one would let requests pass by Cilium's DNS proxy.
    if (usesDns && !leadsToNames(egress)) to.push(dnsRule(this.workload));
    return {
      podSelector: selector,
      policyTypes: ['Ingress', 'Egress'],
      ...(from.length > 0 ? { ingress: from } : {}),
      ...(to.length > 0 ? { egress: to } : {}),
    };
  }

  /** Returns the spec of the workload's CiliumNetworkPolicy; undefined if its NetworkPolicy holds everything. */
  public toCiliumSpec(): any {
    const all = this.all();
    return ciliumSpec(all, leadsToNames(all.egress) ? dnsPlaces(this.workload) : undefined);
  }

  /** Whether the workload may connect to addresses beyond its node, or to the API server. */
  public get reachesAddresses(): boolean {
    return this.all().egress.some(({ peers, entities }) => isApiServer(entities) || peers.some(leadsBeyondNode));
  }

  /** Whether the workload declares connections to hosts by name, or to addresses beyond its node. */
  public get reachesHosts(): boolean {
    return this.egress.some(({ names, peers }) => names !== undefined || peers.some(leadsBeyondNode));
  }

  /** Whether there is a spec of a CiliumNetworkPolicy, and no such object. */
  public get lacksCiliumPolicy(): boolean {
    if (!isCilium(this.workload) || this.workload.node.tryFindChild(CILIUM_POLICY)) return false;
    return this.toCiliumSpec() !== undefined;
  }

  private each(): { readonly direction: Direction; readonly rule: ConnectionRule }[] {
    return [
      ...this.egress.map((rule) => ({ direction: 'Egress' as const, rule })),
      ...this.ingress.map((rule) => ({ direction: 'Ingress' as const, rule: withPorts(rule, this.entrances) })),
    ];
  }

  /** The rules with the ports of entrances, as far as these are known, and with the way that a grant brings. */
  private all(): RuleSides {
    const { account } = this.workload as { account?: { readonly needsToken: boolean } };
    const server = account?.needsToken ? apiServerOf(this.workload) : undefined;
    return {
      selector: selectorOf(this.workload.toPodSelectorConfig().labelSelector),
      ingress: this.ingress.map((rule) => withPorts(rule, this.entrances)),
      egress: server ? [...this.egress, server] : this.egress,
    };
  }

  private makeCiliumPolicy(): void {
    const { node, metadata } = this.workload;
    if (node.tryFindChild(CILIUM_POLICY)) return;
    new ApiObject(this.workload, CILIUM_POLICY, {
      apiVersion: 'cilium.io/v2',
      kind: CILIUM_POLICY,
      metadata: { namespace: metadata.namespace },
      spec: Lazy.any({ produce: () => this.toCiliumSpec() }),
    });
  }
}

/** The entity of the node alone is not the API server. */
function isApiServer(entities: readonly string[] | undefined): boolean {
  return entities?.some((entity) => entity !== 'host') ?? false;
}

/** Agents on the node answer at link-local addresses. */
function leadsBeyondNode({ ipBlock }: any): boolean {
  return ipBlock !== undefined && !/^(169\.254\.|fd00:ec2:)/.test(ipBlock.cidr);
}

function withPorts(rule: ConnectionRule, entrances: DeclaredConnections['entrances']): ConnectionRule {
  return { ...rule, ports: (rule.entrance && entrances[rule.entrance]) ?? rule.ports };
}

function leadsToNames(egress: readonly OpenedRule[]): boolean {
  return egress.some(({ names }) => names !== undefined);
}
