import type * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import type { Profile } from '../engine/profile';
import { describeUnknown } from '../engine/suggestion';
import { minorVersion } from '../kubernetes/kubernetes-version';

/** Pods of the cluster that others must reach, or be reached by. */
export interface ClusterPods {
  /** Namespace that they run in. */
  readonly namespaceName: string;
  /** Labels that they all have. */
  readonly labels: { [key: string]: string };
}

/** What is true of the cluster that an app runs in. */
export interface ClusterFacts {
  /**
   * The pods of the name service.
   *
   * @default - `k8s-app: kube-dns` in `kube-system`, as in every conformant cluster
   */
  readonly dns?: ClusterPods;
  /**
   * The pods of the ingress controller that `Peer.ingressController()` means.
   *
   * @default - those of ingress-nginx
   */
  readonly ingressController?: ClusterPods;
}

/** What an organisation decides once for all workloads of this library. */
export interface DefaultsProps {
  /**
   * Registry of images that name none, as `registry.acme.example` or `registry.acme.example/team`.
   *
   * @default - images stay as they are written
   */
  readonly registry?: string;
  /**
   * The rules that workloads are mended and judged by.
   *
   * @default - the NSA/CISA guidance, as far as one workload can answer for it
   */
  readonly profile?: Profile;
  /**
   * Kubernetes version that workloads are for, as `1.30`.
   *
   * @default - the newest that the rules know
   */
  readonly kubernetesVersion?: string;
  /**
   * Labels of all workloads and their pods. Selectors stay as they are.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Amounts of CPU and memory, by name, which `resourceClass` of a workload chooses from.
   *
   * @default - none
   */
  readonly resourceClasses?: { [name: string]: kplus.ContainerResources };
  /**
   * Name of the resource class of workloads that choose none.
   *
   * @default - the amounts of cdk8s-plus
   */
  readonly resourceClass?: string;
  /**
   * What is true of the cluster.
   *
   * @default - what is true of every conformant cluster, with ingress-nginx
   */
  readonly cluster?: ClusterFacts;
}

const DEFAULTS = Symbol.for('cdk8s-hardened.defaults');
const REGISTRY = /^(?:localhost|[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)(?::\d+)?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;

/**
 * What an organisation decides once: registry, rules, Kubernetes version, labels, resource classes, facts about the
 * cluster. It is said on an app, a chart or a construct and holds for everything below it; what is said nearer counts,
 * one thing at a time (labels, classes and facts one by one). Say it before the workloads are made.
 *
 * A platform team publishes its props as a constant of its own package.
 *
 * @example
 * import { App, Chart, Size } from 'cdk8s';
 * import { Cpu } from 'cdk8s-plus-28';
 * import { Defaults, SecureDeployment } from 'cdk8s-hardened';
 *
 * const app = new App();
 * Defaults.of(app).set({
 *   registry: 'registry.acme.example',
 *   kubernetesVersion: '1.33',
 *   labels: { 'acme.example/owner': 'shop' },
 *   resourceClasses: {
 *     small: {
 *       cpu: { request: Cpu.millis(100), limit: Cpu.millis(500) },
 *       memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
 *     },
 *   },
 *   resourceClass: 'small',
 * });
 * const chart = new Chart(app, 'shop', { namespace: 'shop' });
 * new SecureDeployment(chart, 'web', { containers: [{ image: 'web:1.4.2', portNumber: 8080 }] });
 */
export class Defaults {
  /** The defaults of a scope. */
  public static of(scope: IConstruct): Defaults {
    return new Defaults(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** Says what holds in the scope from now on, beside what was said before. Throws where a value is not one. */
  public set(props: DefaultsProps): void {
    const said = mergeDefaults(own(this.scope), props);
    const problem = problemOf(mergeDefaults(this.all(), props));
    if (problem) throw new Error(`defaults of "${this.scope.node.path || 'the app'}": ${problem}`);
    Object.defineProperty(this.scope, DEFAULTS, { value: said, configurable: true });
  }

  /** All that holds in the scope, the nearest before the others. */
  public all(): DefaultsProps {
    return this.scope.node.scopes.map(own).reduce(mergeDefaults, {});
  }
}

function own(scope: IConstruct): DefaultsProps {
  return (scope as any)[DEFAULTS] ?? {};
}

function mergeDefaults(base: DefaultsProps, nearer: DefaultsProps): DefaultsProps {
  const given = Object.fromEntries(Object.entries(nearer).filter(([, value]) => value !== undefined));
  return {
    ...base,
    ...given,
    labels: { ...base.labels, ...nearer.labels },
    resourceClasses: { ...base.resourceClasses, ...nearer.resourceClasses },
    cluster: { ...base.cluster, ...nearer.cluster },
  };
}

function problemOf({ registry, kubernetesVersion, resourceClass, resourceClasses = {}, cluster }: DefaultsProps) {
  if (registry !== undefined && !REGISTRY.test(registry))
    return `registry "${registry}" is none; give a host, as registry.acme.example`;
  if (kubernetesVersion !== undefined) minorVersion(kubernetesVersion);
  for (const [name, pods] of Object.entries(cluster ?? {}))
    if (Object.keys(pods.labels ?? {}).length === 0) return `cluster.${name} has no label; give one`;
  return resourceClass === undefined ? undefined : classProblem(resourceClass, resourceClasses);
}

/** Why there is no resource class of a name. */
export function classProblem(name: string, classes: { readonly [name: string]: unknown }): string | undefined {
  return Object.hasOwn(classes, name) ? undefined : describeUnknown('resource class', name, Object.keys(classes));
}

/** An image with the registry that it does not name. */
export function fromRegistry(image: string, registry: string | undefined): string {
  const [first = '', ...rest] = image.split('/');
  const namesHost = rest.length > 0 && (first === 'localhost' || /[.:A-Z]/.test(first));
  return registry === undefined || namesHost ? image : `${registry}/${image}`;
}
