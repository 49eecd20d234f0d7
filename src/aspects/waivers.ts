import type { IConstruct } from 'constructs';
import { checkKeys } from '../engine/waivers/terms';
import { perRule, type SingleWaiver, type Waiver, type WaiverTerms } from '../engine/waivers/waiver';
import { Aspects } from './aspects';
import type { SynthAspect } from './synth-aspect';

/** Where a construct keeps its waivers. */
const WAIVERS = Symbol.for('cdk8s-hardened.waivers');

/**
 * The waivers of a construct: findings in the objects that this very construct makes may stand, not those in objects of
 * the constructs below it. They hold for every `HardeningChecks` and `Harden` of the app, and for what a Secure*
 * workload asks of itself. A waiver that waives nothing is reported.
 *
 * @example
 * import { App, Chart } from 'cdk8s';
 * import * as kplus from 'cdk8s-plus-28';
 * import { Aspects, HardeningChecks, Waivers } from 'cdk8s-hardened';
 *
 * const app = new App();
 * Aspects.of(app).add(new HardeningChecks());
 * const chart = new Chart(app, 'shop', { namespace: 'shop' });
 * const settings = new kplus.ConfigMap(chart, 'settings', { data: { DB_PASSWORD: 'example-only' } });
 * Waivers.of(settings).add({
 *   rule: 'secret-in-config-map',
 *   reason: 'the value of the public demo, printed in its manual',
 *   expires: '2027-06-30',
 * });
 */
export class Waivers {
  /**
   * The waivers of a construct.
   *
   * @param construct the construct that makes the object
   */
  public static of(construct: IConstruct): Waivers {
    return new Waivers(construct);
  }

  private readonly construct: IConstruct;

  private constructor(construct: IConstruct) {
    this.construct = construct;
  }

  /**
   * Lets findings stand. Throws for a key that is not known. At the synth, a waiver is an error where its rule is not known, its reason is too short or its day
   * is none.
   *
   * @param waivers the rules, with reasons and last days
   */
  public add(...waivers: WaiverTerms[]): void {
    const { path } = this.construct.node;
    for (const waiver of waivers) checkKeys(waiver);
    waiversOn(this.construct).push(...perRule(waivers.map((terms) => ({ ...terms, construct: path }))));
  }

  /** The waivers that were added to this very construct. */
  public get all(): Waiver[] {
    return [...waiversOn(this.construct)];
  }
}

/** The list of a construct; the aspect that carries it into the synth is made with it. */
function waiversOn(construct: IConstruct): SingleWaiver[] {
  if (!Object.hasOwn(construct, WAIVERS)) {
    const _waivers: SingleWaiver[] = [];
    Object.defineProperty(construct, WAIVERS, { value: _waivers });
    Aspects.of(construct).add({ visit: () => {}, _waivers } as SynthAspect);
  }
  return (construct as any)[WAIVERS];
}
