import type { Manifest } from '../../model/manifest';
import type { RuleContext } from '../rule';
import type { ReportDescriptor, Visitor } from '../visitor';

/** What a rule reports about one thing of an object: the object, a pod or a container. */
export interface Answer {
  /** Position of the thing among those of the object. */
  readonly thing: number;
  readonly report: ReportDescriptor;
  readonly container: string | undefined;
}

/** What is known of one object. */
export interface Known {
  /** 1 for each rule that need not be asked again, at its number. */
  asked: Uint8Array;
  /** What these rules reported, by their numbers. */
  readonly answers: Map<number, readonly Answer[]>;
}

/**
 * What rules said about objects, for a synth that asks several times: for fixes, for the constructs and for the app. A rule that
 * looked at nothing but the object says the same as long as it is the same object; a changed one is another `Manifest`. A rule
 * that looked at the set is asked again, as other objects may have changed.
 */
export class Answers {
  private readonly numbers = new Map<Visitor, Map<string, number>>();
  private readonly known = new WeakMap<Manifest, Known>();
  private count = 0;

  /** The number of a rule with its options, for a target. */
  public numberOf(visitor: Visitor, options: object, target: RuleContext): number {
    const variants = this.numbers.get(visitor) ?? new Map<string, number>();
    this.numbers.set(visitor, variants);
    const variant = JSON.stringify([options, target]);
    const number = variants.get(variant) ?? this.count++;
    variants.set(variant, number);
    return number;
  }

  /** What is known of an object; undefined where all rules must be asked. */
  public about(manifest: Manifest): Known | undefined {
    return this.known.get(manifest);
  }

  /** Remembers what rules said that looked at nothing but the object. */
  public remember(manifest: Manifest, rules: readonly number[], answers: ReadonlyMap<number, readonly Answer[]>): void {
    const known = this.known.get(manifest) ?? { asked: new Uint8Array(this.count), answers: new Map() };
    this.known.set(manifest, known);
    if (known.asked.length < this.count) {
      const longer = new Uint8Array(this.count);
      longer.set(known.asked);
      known.asked = longer;
    }
    for (const rule of rules) {
      known.asked[rule] = 1;
      const said = answers.get(rule);
      if (said) known.answers.set(rule, said);
    }
  }
}
