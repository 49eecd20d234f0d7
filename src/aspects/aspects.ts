import type { IConstruct } from 'constructs';
import { refuseSharedAddress } from '../engine/host-language';
import { watch } from './synth';
import type { SynthAspect } from './synth-aspect';
import { addApplication, applicationsOf, type IAspect } from './visits';

/** Defines the usual priorities of aspects; lower priorities run first, over the whole tree. */
export class AspectPriority {
  /** Priority of aspects that change or add constructs. */
  public static readonly MUTATING = 200;
  /** Default priority. */
  public static readonly DEFAULT = 500;
  /** Priority of aspects that only read constructs. */
  public static readonly READONLY = 1000;

  private constructor() {}
}

/** Options for adding an aspect. */
export interface AspectOptions {
  /**
   * Priority of the aspect; lower priorities run first, over the whole tree.
   *
   * @default - 500, and 200 for `PinImages`. `PinImages`, `Harden` and `HardeningChecks` act on the rendered manifests,
   *   after all visits: the first two by priority, then `HardeningChecks`
   */
  readonly priority?: number;
}

/**
 * Manages the aspects of a construct, like `Aspects` of the AWS CDK: an aspect that is added to a scope applies to
 * every construct in it, including those created later. It acts in `app.synth()`, `app.synthYaml()`, `chart.toJson()`,
 * `Testing.synth()` and `cdk8s synth`, once per synth.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/aspects.html
 * @example
 * import { App } from 'cdk8s';
 * import { Aspects, HardeningChecks } from 'cdk8s-hardened';
 *
 * const app = new App();
 * Aspects.of(app).add(new HardeningChecks());
 */
export class Aspects {
  /**
   * Returns the aspects of a construct.
   *
   * @param scope the construct
   */
  public static of(scope: IConstruct): Aspects {
    return new Aspects(scope);
  }

  private readonly scope: IConstruct;

  private constructor(scope: IConstruct) {
    this.scope = scope;
  }

  /**
   * Adds an aspect to the scope. Adding the same one twice has no effect. Throws if it has no `visit`, and from Go if it has
   * no address of its own, as types without fields have none.
   *
   * @param aspect the aspect
   * @param options priority of the aspect
   */
  public add(aspect: IAspect, options: AspectOptions = {}): void {
    const use = `an aspect of "${this.scope.node.path}"`;
    refuseSharedAddress(aspect, use);
    if (typeof aspect?.visit !== 'function')
      throw new Error(`${use} has no method "visit"; write one that takes a construct`);
    if (this.all.includes(aspect)) return;
    const priority = options.priority ?? (aspect as SynthAspect)._priority ?? AspectPriority.DEFAULT;
    addApplication({ scope: this.scope, aspect, priority });
    watch(this.scope.node.root);
  }

  /** The aspects that were added to this scope itself. */
  public get all(): IAspect[] {
    return applicationsOf(this.scope).map(({ aspect }) => aspect);
  }
}
