import { Checker } from '../engine/checker';
import type { Finding } from '../engine/finding';
import { Profile } from '../engine/profile';
import type { IRule } from '../engine/rule';
import { HardenMode, harden } from '../harden/harden';
import type { Manifest } from '../model/manifest';
import { ManifestSet, readObjects } from '../model/manifest-set';

/** How a rule is tested. */
export interface RuleTesterProps {
  /**
   * Kubernetes version that the objects are for, as `1.30`, or `latest`.
   *
   * @default - the newest that the rules know
   */
  readonly kubernetesVersion?: string;
}

/**
 * Tests a rule of your own, in any test framework: each method throws where the rule does otherwise than it should. The
 * rule is called as the checker calls it, on objects that it cannot change.
 *
 * @example
 * import { Profiles, RuleTester } from 'cdk8s-hardened';
 *
 * const tester = new RuleTester(Profiles.rule('host-pid'));
 * const spec = { containers: [{ name: 'web', image: 'ghcr.io/acme/web:1.4.2' }] };
 * const quiet = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
 * const curious = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { hostPID: true, containers: spec.containers } };
 * tester.passes([quiet]);
 * tester.finds([curious], ['Pod /spec/hostPID']);
 * tester.mends([curious]); // [quiet]
 */
export class RuleTester {
  private readonly rule: IRule;
  private readonly settings: { profile: Profile; today: string; kubernetesVersion?: string };

  /** Throws where the version is not one. */
  public constructor(rule: IRule, props: RuleTesterProps = {}) {
    this.rule = rule;
    this.settings = { profile: new Profile('test', { rules: [rule] }), today: '2000-01-01', ...props };
    new Checker(this.settings);
  }

  /** Throws where the rule finds something in some objects. */
  public passes(objects: any[]): void {
    this.finds(objects, []);
  }

  /**
   * Throws where the rule finds something else than it should.
   *
   * @param objects all objects, judged together
   * @param places kind and JSON Pointer of each finding, as in `Pod /spec/hostPID`, in any order
   */
  public finds(objects: any[], places: string[]): void {
    const found = this.judge(manifestsOf(objects)).map(placeOf).sort();
    const wanted = [...places].sort();
    if (JSON.stringify(found) === JSON.stringify(wanted)) return;
    throw new Error(`rule "${this.rule.meta.id}" finds ${list(found)}; it should find ${list(wanted)}`);
  }

  /**
   * The objects as the rule's fixes mend them. Throws where the rule finds nothing, where it still finds something
   * afterwards, or where mending again changes something.
   */
  public mends(objects: any[]): any[] {
    const before = manifestsOf(objects);
    if (this.judge(before).length === 0) throw new Error(`rule "${this.rule.meta.id}" finds nothing to mend`);
    const mended = this.mend(before);
    const left = this.judge(manifestsOf(mended)).map(placeOf);
    if (left.length > 0)
      throw new Error(`rule "${this.rule.meta.id}" still finds ${list(left)} after it was mended; correct its fix`);
    if (JSON.stringify(this.mend(manifestsOf(mended))) !== JSON.stringify(mended))
      throw new Error(`rule "${this.rule.meta.id}" changes what it has mended; let its fix change nothing then`);
    return mended;
  }

  private mend(manifests: Manifest[]): any[] {
    const outcome = harden(manifests, manifests, { ...this.settings, mode: HardenMode.FORCE });
    return [...outcome.values()].map(({ manifest }) => manifest.json);
  }

  private judge(manifests: Manifest[]): Finding[] {
    const { findings, errors } = new Checker(this.settings).check(ManifestSet.fromManifests(manifests));
    const [error] = errors;
    if (error) throw new Error(error.message);
    const stranger = findings.find(({ rule }) => rule !== this.rule.meta.id);
    if (stranger)
      throw new Error(`rule "${this.rule.meta.id}" reports a finding of "${stranger.rule}"; name the rule itself`);
    return findings;
  }
}

function manifestsOf(objects: readonly any[]): Manifest[] {
  return objects.flatMap((object) =>
    readObjects(freeze(structuredClone(object))).map(({ manifest, pointer, problem }) => {
      if (!manifest) throw new Error(`object ${pointer} ${problem}`);
      return manifest;
    }),
  );
}

function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

function placeOf({ objectRef, pointer }: Finding): string {
  return `${objectRef.kind} ${pointer}`;
}

function list(places: readonly string[]): string {
  return places.length === 0 ? 'nothing' : places.join(', ');
}
