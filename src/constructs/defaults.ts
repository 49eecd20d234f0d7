import type * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { describeUnknown } from '../engine/suggestion';
import type { ClusterFacts } from './cluster-facts';
import { clusterProblem } from './cluster-problem';

/** Settings for all workloads of this library. */
export interface DefaultsProps {
  /**
   * Registry of images without a registry, such as `registry.acme.example` or `registry.acme.example/team`.
   *
   * @default - images are not changed
   */
  readonly registry?: string;
  /**
   * Labels of all workloads and their pods. Selectors are not changed.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Amounts of CPU and memory, by name; `resourceClass` of a workload selects one.
   *
   * @default - none
   */
  readonly resourceClasses?: { [name: string]: kplus.ContainerResources };
  /**
   * Name of the resource class of workloads that do not select one.
   *
   * @default - none, the amounts of cdk8s-plus apply
   */
  readonly resourceClass?: string;
  /**
   * Facts about the cluster.
   *
   * @default - those of every conformant cluster, with ingress-nginx
   */
  readonly cluster?: ClusterFacts;
}

const DEFAULTS = Symbol.for('cdk8s-hardened.defaults');
const REGISTRY = /^(?:localhost|[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+)(?::\d+)?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;

/**
 * Sets values for all workloads of an organisation: registry, labels, resource classes, facts about the cluster. They
 * are set on an app, a chart or a construct, and apply to everything below it; the
 * nearest value is used (for labels, classes and facts, each key separately). Set them before the workloads are
 * created.
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
  /**
   * Returns the defaults of a scope.
   *
   * @param scope an app, a chart or a construct
   */
  public static of(scope: IConstruct): Defaults {
    return new Defaults(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Sets values for the scope, in addition to those that are already set. Throws if a value is invalid.
   *
   * @param props the values
   */
  public set(props: DefaultsProps): void {
    const said = mergeDefaults(own(this.scope), props);
    const problem = problemOf(mergeDefaults(this.all(), props));
    if (problem) throw new Error(`defaults of "${this.scope.node.path || 'the app'}": ${problem}`);
    Object.defineProperty(this.scope, DEFAULTS, { value: said, configurable: true });
  }

  /** Returns all values that apply to the scope. */
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

function problemOf({ registry, resourceClass, resourceClasses = {}, cluster }: DefaultsProps) {
  if (registry !== undefined && !REGISTRY.test(registry))
    return `registry "${registry}" is not a registry; give a host such as registry.acme.example`;
  const wrong = clusterProblem(cluster ?? {});
  if (wrong) return `cluster.${wrong}`;
  return resourceClass === undefined ? undefined : classProblem(resourceClass, resourceClasses);
}

/** Returns the message for an unknown resource class. */
export function classProblem(name: string, classes: { readonly [name: string]: unknown }): string | undefined {
  return Object.hasOwn(classes, name) ? undefined : describeUnknown('resource class', name, Object.keys(classes));
}

/** Adds the registry to an image without one. */
export function fromRegistry(image: string, registry: string | undefined): string {
  const [first = '', ...rest] = image.split('/');
  const namesHost = rest.length > 0 && (first === 'localhost' || /[.:A-Z]/.test(first));
  return registry === undefined || namesHost ? image : `${registry}/${image}`;
}
