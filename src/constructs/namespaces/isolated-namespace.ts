import { ApiObject, Chart, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { PROTECTED_LABEL } from '../../admission/guards/admission-guard';
import { recordCreation } from '../../aspects/creation-site';
import { policyOver } from '../../aspects/hardening-policy';
import { PodSecurityLevel } from '../../engine/rule';
import { minorVersion, NEWEST_VERSION } from '../../kubernetes/kubernetes-version';
import { pathOf, removeNamespace } from '../construct-tree';
import { dnsRule } from '../network/dns-rule';
import { refuseWrongValues } from '../wrong-values';
import { judgeNamespace } from './namespace-checks';
import { registerNamespace, writeFirst } from './namespace-order';
import { limitsOf, type NamespaceLimits, type NamespaceQuota, quotaOf } from './namespace-resources';
import { type PodSecurityWaiver, podSecurityLabels, waiverAnnotation } from './pod-security';

/** Options of an `IsolatedNamespace`. */
export interface IsolatedNamespaceProps extends kplus.NamespaceProps {
  /**
   * Name of the namespace.
   *
   * @default - the namespace of the chart
   */
  readonly name?: string;
  /**
   * The level of the Pod Security Standards that the cluster enforces, audits and warns about. At `PRIVILEGED`, which needs a
   * `podSecurityWaiver`, it still audits `restricted`.
   *
   * @default PodSecurityLevel.RESTRICTED
   */
  readonly podSecurityLevel?: PodSecurityLevel;
  /**
   * Why the namespace enforces less than `restricted`, and how long. It becomes a waiver in an annotation of the Namespace.
   *
   * @default - none; required for `PodSecurityLevel.PRIVILEGED`
   */
  readonly podSecurityWaiver?: PodSecurityWaiver;
  /**
   * The version of the standards, such as `1.30`. It is pinned, so that an upgrade of the cluster does not refuse pods
   * that ran before.
   *
   * @default - the Kubernetes version of the app's policy, else the newest that this library knows
   */
  readonly podSecurityVersion?: string;
  /**
   * Whether every pod of the namespace can use the cluster DNS. Secure workloads with connections have their own DNS
   * rule; this option is for other workloads.
   *
   * @default false
   */
  readonly allowDns?: boolean;
  /**
   * Default resources of containers.
   *
   * @default - the default of each field
   */
  readonly limits?: NamespaceLimits;
  /**
   * Total resources of all pods.
   *
   * @default - the default of each field
   */
  readonly quota?: NamespaceQuota;
}

/**
 * Creates a namespace in which everything is denied by default: Pod Security labels with a pinned version, no traffic
 * in either direction (including the cloud metadata service), a LimitRange, a ResourceQuota, and a `default` account
 * whose token is not mounted. These have the label `cdk8s-hardened/protected`, so that a guard of `AdmissionPolicies` lets administrators
 * alone change and delete them.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/
 *
 * @example
 * import { App, Chart, Size } from 'cdk8s';
 * import { IsolatedNamespace } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * new IsolatedNamespace(chart, 'namespace', { quota: { memoryLimits: Size.gibibytes(64) } });
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import { IsolatedNamespace, PodSecurityLevel } from 'cdk8s-hardened';
 *
 * const chart = new Chart(new App(), 'agents', { namespace: 'node-agents' });
 * new IsolatedNamespace(chart, 'namespace', {
 *   podSecurityLevel: PodSecurityLevel.PRIVILEGED,
 *   podSecurityWaiver: { reason: 'the agent reads /proc of the node', expires: '2027-06-30' },
 * });
 */
export class IsolatedNamespace extends kplus.Namespace {
  /** The level that the cluster enforces. */
  public readonly podSecurityLevel: PodSecurityLevel;
  private readonly version: () => string;

  /**
   * Throws if it has no name, if the chart has another one for the namespace, if the version is unknown, if level `PRIVILEGED`
   * has no waiver, or if a request is above its limit.
   *
   * @param scope the parent construct
   * @param id id of the construct
   * @param props options
   */
  public constructor(scope: Construct, id: string, props: IsolatedNamespaceProps = {}) {
    const path = pathOf(scope, id);
    const name = props.name ?? props.metadata?.name ?? Chart.of(scope).namespace;
    if (!name) throw new Error(`"${path}" has no name; give one, or give the chart a namespace`);
    const level = props.podSecurityLevel ?? PodSecurityLevel.RESTRICTED;
    const version = () => {
      const { kubernetesVersion = NEWEST_VERSION } = policyOver(scope).followed;
      return `v1.${minorVersion(props.podSecurityVersion ?? kubernetesVersion)}`;
    };
    version(); // throws for a version that is not known
    refuseLabels(path, props.metadata?.labels ?? {});
    const annotation = waiverAnnotation(path, level, props.podSecurityWaiver);
    super(scope, id, {
      metadata: {
        ...props.metadata,
        name,
        labels: { ...props.metadata?.labels, ...podSecurityLabels(level, Lazy.any({ produce: version })) },
        annotations: { ...props.metadata?.annotations, ...annotation },
      },
    });
    registerNamespace(this, name);
    recordCreation(this);
    this.podSecurityLevel = level;
    this.version = version;
    removeNamespace(this.apiObject);
    refuseWrongValues(this.apiObject);

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
    judgeNamespace(this, { level, version: props.podSecurityVersion, isWaived: props.podSecurityWaiver !== undefined });
    writeFirst(this);
  }

  /** The version of the standards that is enforced, such as `v1.30`. */
  public get podSecurityVersion(): string {
    return this.version();
  }

  private add(id: string, apiVersion: string, kind: string, name: string, content: { [field: string]: any }): void {
    const labels = { [PROTECTED_LABEL]: 'true' };
    const metadata = { name, namespace: this.name, labels };
    const object = new ApiObject(this, id, { apiVersion, kind, metadata, ...content });
    object.addDependency(this.apiObject);
  }
}

/**
 * The Pod Security labels have their own props. A label with another value is an error, and not silently overwritten.
 */
function refuseLabels(path: string, labels: { [key: string]: string }): void {
  const label = Object.keys(labels).find((key) => key.startsWith('pod-security.kubernetes.io/'));
  if (label === undefined) return;
  throw new Error(`"${path}" has the label "${label}"; use podSecurityLevel and podSecurityVersion`);
}
