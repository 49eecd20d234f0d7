import { Checker } from '../engine/checker';
import type { Finding } from '../engine/finding';
import { Profile } from '../engine/profile';
import type { IRule } from '../engine/rule';
import { HardenMode, harden } from '../harden/harden';
import type { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import { readObjects } from '../model/read-objects';

/** Options of a `RuleTester`. */
export interface RuleTesterProps {
  /**
   * Kubernetes version that the objects are for, as `1.30`, or `latest`.
   *
   * @default - the newest that the rules know
   */
  readonly kubernetesVersion?: string;
}

/**
 * Tests a custom rule in any test framework: each method throws if the rule does not behave as expected. The rule is
 * called as the checker calls it, on frozen objects.
 *
 * @example
 * import { Profiles, RuleTester } from 'cdk8s-hardened';
 *
 * const tester = new RuleTester(Profiles.rule('host-pid'));
 * const metadata = { name: 'web' };
 * const quiet = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'web' }] } };
 * const curious = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { hostPID: true, containers: [{ name: 'web' }] } };
 * tester.passes([quiet]);
 * tester.finds([curious], ['Pod /spec/hostPID']);
 * // [quiet]
 * tester.mends([curious]);
 */
export class RuleTester {
  private readonly rule: IRule;
  private readonly settings: { profile: Profile; today: string; kubernetesVersion?: string };

  /**
   * Throws if the Kubernetes version is unknown.
   *
   * @param rule the rule to test
   * @param props options
   */
  public constructor(rule: IRule, props: RuleTesterProps = {}) {
    this.rule = rule;
    this.settings = { profile: new Profile('test', { rules: [rule] }), today: '2000-01-01', ...props };
    new Checker(this.settings);
  }

  /**
   * Throws if the rule finds anything in some objects.
   *
   * @param objects all objects, as plain JSON, checked together
   */
  public passes(objects: any[]): void {
    this.finds(objects, []);
  }

  /**
   * Throws if the rule finds something else than expected.
   *
   * @param objects all objects, as plain JSON, checked together
   * @param places kind and JSON Pointer of each expected finding, such as `Pod /spec/hostPID`, in any order
   */
  public finds(objects: any[], places: string[]): void {
    const found = this.judge(manifestsOf(objects)).map(placeOf).sort();
    const wanted = [...places].sort();
    if (JSON.stringify(found) === JSON.stringify(wanted)) return;
    throw new Error(`rule "${this.rule.meta.id}" finds ${list(found)}; it should find ${list(wanted)}`);
  }

  /**
   * Returns the objects after the rule's fixes. Throws if the rule finds nothing, if it still finds something
   * afterwards, or if a second run changes something.
   *
   * @param objects all objects, as plain JSON, checked together
   */
  public mends(objects: any[]): any[] {
    const before = manifestsOf(objects);
    if (this.judge(before).length === 0) throw new Error(`rule "${this.rule.meta.id}" finds nothing to fix`);
    const mended = this.mend(before);
    const left = this.judge(manifestsOf(mended)).map(placeOf);
    if (left.length > 0)
      throw new Error(
        `rule "${this.rule.meta.id}" still finds ${list(left)} after its fix was applied; correct the fix`,
      );
    if (JSON.stringify(this.mend(manifestsOf(mended))) !== JSON.stringify(mended))
      throw new Error(
        `rule "${this.rule.meta.id}" changes an object that it has already fixed; make the fix idempotent`,
      );
    return mended;
  }

  private mend(manifests: Manifest[]): any[] {
    const outcome = harden(manifests, manifests, { ...this.settings, mode: HardenMode.FORCE, unguarded: true });
    return [...outcome.values()].map(({ manifest }) => manifest.json);
  }

  private judge(manifests: Manifest[]): Finding[] {
    const { findings, errors } = new Checker(this.settings).check(ManifestSet.fromManifests(manifests));
    const error = errors.find(({ isRefusal }) => !isRefusal);
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
