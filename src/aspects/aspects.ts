import type { IConstruct } from 'constructs';
import { type SynthAspect, watch } from './synth';
import { applicationsOf, type IAspect } from './visits';

/** Usual priorities; a lower one comes first, over the whole tree. */
export class AspectPriority {
  /** For aspects that change or add constructs. */
  public static readonly MUTATING = 200;
  /** For aspects that say nothing. */
  public static readonly DEFAULT = 500;
  /** For aspects that only look. */
  public static readonly READONLY = 1000;

  private constructor() {}
}

/** How an aspect is added. */
export interface AspectOptions {
  /**
   * When it comes; a lower number comes first, over the whole tree.
   *
   * @default - 500, and 200 for `PinImages`. `PinImages`, `Harden` and `HardeningChecks` act on what is rendered, after all
   * visits: the first two by priority, then `HardeningChecks`
   */
  readonly priority?: number;
}

/**
 * The aspects of a construct, as users of the AWS CDK know them: what is added to a scope holds for everything in it,
 * whenever it is created, and acts in `app.synth()`, `app.synthYaml()`, `chart.toJson()`, `Testing.synth()` and
 * `cdk8s synth` alike, once per synth.
 *
 * @example
 * import { App } from 'cdk8s';
 * import { Aspects, HardeningChecks } from 'cdk8s-hardened';
 *
 * const app = new App();
 * Aspects.of(app).add(new HardeningChecks());
 */
export class Aspects {
  /** The aspects of a construct. */
  public static of(scope: IConstruct): Aspects {
    return new Aspects(scope);
  }

  private readonly scope: IConstruct;

  private constructor(scope: IConstruct) {
    this.scope = scope;
  }

  /** Adds an aspect to the scope. Adding the same one twice changes nothing. */
  public add(aspect: IAspect, options: AspectOptions = {}): void {
    const applications = applicationsOf(this.scope);
    if (applications.some((application) => application.aspect === aspect)) return;
    const priority = options.priority ?? (aspect as SynthAspect)._priority ?? AspectPriority.DEFAULT;
    applications.push({ scope: this.scope, aspect, priority });
    watch(this.scope.node.root);
  }

  /** The aspects that were added to this very scope. */
  public get all(): IAspect[] {
    return applicationsOf(this.scope).map(({ aspect }) => aspect);
  }
}
