import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Aspects } from '../../aspects/aspects';
import { recordCreation } from '../../aspects/creation-site';
import { PodSecurityLevel } from '../../engine/rule';
import { minorVersion, NEWEST_VERSION } from '../../kubernetes/kubernetes-version';
import { dnsRule } from '../network/dns-rule';
import { namespaceChecks } from './namespace-checks';
import { limitsOf, type NamespaceLimits, type NamespaceQuota, quotaOf } from './namespace-limits';

/** How an isolated namespace is made. */
export interface IsolatedNamespaceProps extends kplus.NamespaceProps {
  /**
   * Name.
   *
   * @default - the namespace of the chart
   */
  readonly name?: string;
  /**
   * The level of the Pod Security Standards that the cluster enforces, audits and warns of.
   *
   * @default PodSecurityLevel.RESTRICTED
   */
  readonly podSecurityLevel?: PodSecurityLevel;
  /**
   * The version of the standards, as `1.30`. It is pinned, so that an upgrade of the cluster refuses nothing that ran before.
   *
   * @default - the newest that this library knows
   */
  readonly podSecurityVersion?: string;
  /**
   * Whether every pod of the namespace may ask the cluster's name service. Secure workloads that connect to something have
   * their own way to it; this is for workloads of other kinds.
   *
   * @default false
   */
  readonly allowDns?: boolean;
  /**
   * What a container gets where it asks for nothing.
   *
   * @default - see the fields
   */
  readonly limits?: NamespaceLimits;
  /**
   * What all pods may use together.
   *
   * @default - see the fields
   */
  readonly quota?: NamespaceQuota;
}

/**
 * A namespace that is closed until something is opened: Pod Security labels with a pinned version, all traffic denied in
 * both directions (the cloud's metadata service included), a LimitRange, a ResourceQuota, and a `default` account that
 * gives its token to nobody.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/
 *
 * @example
 * import { App, Chart, Size } from 'cdk8s';
 * import { IsolatedNamespace } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * new IsolatedNamespace(chart, 'namespace', { quota: { memoryLimits: Size.gibibytes(64) } });
 */
export class IsolatedNamespace extends kplus.Namespace {
  /** The level that the cluster enforces. */
  public readonly podSecurityLevel: PodSecurityLevel;
  /** The version of the standards that is enforced, as `v1.30`. */
  public readonly podSecurityVersion: string;

  /** Throws where it has no name, where the version is not known, or where a request is above its limit. */
  public constructor(scope: Construct, id: string, props: IsolatedNamespaceProps = {}) {
    const path = [scope.node.path, id].filter(Boolean).join('/');
    const name = props.name ?? props.metadata?.name ?? Chart.of(scope).namespace;
    if (!name) throw new Error(`"${path}" has no name; give one, or give the chart a namespace`);
    const level = props.podSecurityLevel ?? PodSecurityLevel.RESTRICTED;
    const version = `v1.${minorVersion(props.podSecurityVersion ?? NEWEST_VERSION)}`;
    refuseLabels(path, props.metadata?.labels ?? {});
    super(scope, id, {
      metadata: {
        ...props.metadata,
        name,
        labels: { ...props.metadata?.labels, ...podSecurityLabels(level, version) },
      },
    });
    recordCreation(this);
    this.podSecurityLevel = level;
    this.podSecurityVersion = version;
    // cdk8s writes the chart's namespace on every object; a Namespace stands in none.
    if (this.apiObject.metadata.namespace !== undefined)
      this.apiObject.addJsonPatch(JsonPatch.remove('/metadata/namespace'));

    this.add('DefaultDeny', 'networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', {
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    if (props.allowDns)
      this.add('AllowDns', 'networking.k8s.io/v1', 'NetworkPolicy', 'allow-dns', {
        spec: { podSelector: {}, policyTypes: ['Egress'], egress: [dnsRule(this)] },
      });
    this.add('LimitRange', 'v1', 'LimitRange', 'limits', { spec: { limits: [limitsOf(path, props.limits ?? {})] } });
    this.add('ResourceQuota', 'v1', 'ResourceQuota', 'quota', { spec: { hard: quotaOf(path, props.quota ?? {}) } });
    this.add('DefaultAccount', 'v1', 'ServiceAccount', 'default', { automountServiceAccountToken: false });
    Aspects.of(this).add(namespaceChecks(this, level));
  }

  private add(id: string, apiVersion: string, kind: string, name: string, content: { [field: string]: any }): void {
    const object = new ApiObject(this, id, { apiVersion, kind, metadata: { name, namespace: this.name }, ...content });
    object.addDependency(this.apiObject);
  }
}

/** The labels of Pod Security have props of their own: a label that says otherwise is no wish to be overwritten silently. */
function refuseLabels(path: string, labels: { [key: string]: string }): void {
  const label = Object.keys(labels).find((key) => key.startsWith('pod-security.kubernetes.io/'));
  if (label === undefined) return;
  throw new Error(`"${path}" has the label "${label}"; use podSecurityLevel and podSecurityVersion`);
}

function podSecurityLabels(level: PodSecurityLevel, version: string): { [key: string]: string } {
  return Object.fromEntries(
    ['enforce', 'audit', 'warn'].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, version],
    ]),
  );
}
