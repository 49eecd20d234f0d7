import type { Manifest } from '../../model/manifest';
import type { ManifestSet } from '../../model/manifest-set';
import type { RuleContext } from '../rule';
import type { ReportDescriptor, Visitor } from '../visitor';

/** What a rule reports about one thing of an object: the object, a pod or a container. */
export interface Answer {
  /** Position of the thing among those of the object. */
  readonly thing: number;
  readonly report: ReportDescriptor;
  readonly container: string | undefined;
}

/** How long an answer holds: as long as the object is the same, or as long as the set is too. */
export const OF_OBJECT = 1;
export const OF_SET = 2;

/** What is known of one object. */
export interface Known {
  /** `OF_OBJECT` or `OF_SET` for each rule that need not be asked again, at its number; 0 for one that must be. */
  asked: Uint8Array;
  /** What these rules reported, by their numbers. */
  readonly answers: Map<number, Answer[]>;
  /** The set that the object was in. */
  set: ManifestSet;
}

/**
 * What rules said about objects, for a synth that asks several times: for fixes, for the constructs and for the app. A rule that
 * looked at nothing but the object says the same as long as it is the same object; a changed one is another `Manifest`. A rule
 * that looked at the set says the same about the object in the same set; in another set, other objects may have changed.
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

  /** What is known of an object in a set. Rules of which nothing is known must be asked. */
  public about(manifest: Manifest, set: ManifestSet): Known {
    const known = this.known.get(manifest) ?? { asked: new Uint8Array(this.count), answers: new Map(), set };
    this.known.set(manifest, known);
    if (known.set !== set) {
      known.asked.forEach((holds, rule) => {
        if (holds !== OF_SET) return;
        known.asked[rule] = 0;
        known.answers.delete(rule);
      });
      known.set = set;
    }
    if (known.asked.length < this.count) {
      const longer = new Uint8Array(this.count);
      longer.set(known.asked);
      known.asked = longer;
    }
    return known;
  }
}
