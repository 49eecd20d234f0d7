import { readFileSync } from 'node:fs';
import { Checker } from '../../src/engine/checker';
import type { DefinedRule } from '../../src/engine/define-rule';
import type { Finding } from '../../src/engine/finding';
import { Profile } from '../../src/engine/profile';
import { HardenMode, type HardenResult, harden } from '../../src/harden/harden';
import { Manifest } from '../../src/model/manifest';
import { ManifestSet } from '../../src/model/manifest-set';
import { CATALOG } from '../../src/rules/catalog';
import { ruleFile } from '../../tools/rule-folders';
import { deepFreeze, objectsOf, POD_KINDS, type World, world } from './world';

export const TODAY = '2026-11-24';

/** One change to the objects that pass. */
export interface Case {
  /** What is different. Each case differs from a passing world in this alone. */
  readonly change: (world: World) => void;
  /** What is different in the object that carries the pod, beside the pod. */
  readonly workload?: (workload: any) => void;
  /** The kinds around the pod that the case is about; default: those of the whole test. */
  readonly kinds?: readonly string[];
  /** Kubernetes version; default: the newest. */
  readonly version?: string;
  /** Start from the Windows pod. */
  readonly windows?: boolean;
  /** Other rules that this one change violates by its nature; none else may speak. */
  readonly also?: readonly string[];
}

export interface InvalidCase extends Case {
  /**
   * Where the findings are, all of them: a JSON Pointer below the pod's spec (`/containers/0/…`) or beside it
   * (`../metadata/…`), or, for another object, its kind and a pointer from its root (`Namespace /metadata/name`).
   */
  readonly at: readonly string[];
  /** The severity, where it is not the rule's; where it depends on the kind around the pod, a function of that. */
  readonly severity?: string | ((kind: string) => string);
  /** Whether a fix must mend it, in which mode at the least; default: the rule's findings say. */
  readonly mendedBy?: 'fill' | 'force' | 'none';
}

export interface Cases {
  readonly valid: { readonly [name: string]: Case | Case['change'] };
  readonly invalid: { readonly [name: string]: InvalidCase };
  /** Rules that are not in `nsa` are judged beside it. */
  readonly plus?: readonly DefinedRule[];
  /** Options of the rule, where a case needs other than the defaults. */
  readonly options?: { readonly [name: string]: any };
  /** The kinds around the pod, for a rule that makes sense for some alone; default: all that it can tell apart. */
  readonly kinds?: readonly string[];
}

/**
 * Rules that most others have cases of, beside those that compare the files of a whole cluster: one speaks of each pod that has an ephemeral container, one repeats what the rules
 * for Pod Security say, one adds up all pods of a namespace.
 */
const APART = ['ephemeral-container-in-manifest', 'workload-violates-namespace-pss', 'resource-quota-exceeded'];

/** Tests one rule in the company of the whole profile `nsa`, and by itself in all nine kinds that carry a pod. */
export function testRule(defined: DefinedRule, { valid, invalid, plus = [], options = {}, ...cases }: Cases): void {
  const rule = defined.withOptions(options);
  const isOfFiles = ['nodes', 'upgrades'].includes(defined.meta.category ?? '');
  const ofFiles = isOfFiles ? ['nodes', 'control-plane'] : ['nodes'];
  const isApart = ({ meta }: DefinedRule) => APART.includes(meta.id) || ofFiles.includes(meta.category ?? '');
  const nsa = CATALOG.filter((each) => each.meta.profiles.includes('nsa') && !isApart(each));
  const profile = new Profile('test', {
    rules: [...new Set([...nsa.filter((each) => each !== defined), rule, ...plus])],
  });
  const alone = new Profile('alone', { rules: [...new Set([rule, ...plus.filter((each) => each !== defined)])] });
  const { id } = rule.meta;
  // What others say of a change does not hang on the kind around the pod: the first is judged in company.
  const profileFor = (kind: string, each: Case) => (kind === kindsOf(each)[0] ? profile : alone);
  const kindsOf = ({ kinds = cases.kinds ?? kindsFor(rule) }: Case) => kinds;

  describe(id, () => {
    test('has cases on both sides, each another', () => {
      const all = [...Object.entries(valid), ...Object.entries(invalid)];
      expect(Object.keys(valid).length).toBeGreaterThan(0);
      expect(Object.keys(invalid).length).toBeGreaterThan(0);
      const worlds = all.map(([, each]) => {
        const one = asCase(each);
        return JSON.stringify([one.version, one.kinds, changed(one, kindsOf(one)[0] as string)]);
      });
      expect(all.filter((_, index) => worlds.indexOf(worlds[index] as string) !== index).map(([name]) => name)).toEqual(
        [],
      );
    });

    test('has a page of its own', () => {
      const page = readFileSync(ruleFile(id, 'rule.md'), 'utf8');
      expect(page.split('\n')[0]).toBe(`# ${id}`);
      const sections = page.split(/^## /m).slice(1);
      const headings = sections.map((section) => section.split('\n')[0]);
      expect(headings).toEqual(['Why', 'When to waive', 'What goes wrong when you switch it on']);
      for (const section of sections) expect(section.split('\n').slice(1).join('').length).toBeGreaterThan(80);
    });

    describe.each(Object.entries(valid))('passes: %s', (_, each) => {
      const one = asCase(each);
      test.each(kindsOf(one))('in a %s', (kind) => {
        const judged = profileFor(kind, one);
        const findings = judge(judged, read(changed(one, kind)), one.version);
        expect(findings.filter((finding) => finding.rule === id).map(summary)).toEqual([]);
        const others = new Set(findings.map((finding) => finding.rule));
        if (judged === profile) expect([...others].sort()).toEqual([...(one.also ?? [])].sort());
      });
    });

    describe.each(Object.entries(invalid))('refuses: %s', (_, each) => {
      const { version, at, also = [], severity = rule.meta.severity, mendedBy } = each;
      test.each(kindsOf(each))('in a %s', (kind) => {
        const manifests = read(changed(each, kind));
        const judged = profileFor(kind, each);
        const findings = judge(judged, manifests, version);
        const own = findings.filter((finding) => finding.rule === id);
        const { specPath } = POD_KINDS[kind] as { specPath: string };
        const podPath = specPath.slice(0, -'/spec'.length);
        const expected = at
          .map((place) => place.replace(/^\.\.(?=\/)/, `${kind} ${podPath}`).replace(/^(?=\/)/, `${kind} ${specPath}`))
          .sort();
        expect(own.map((finding) => `${finding.objectRef.kind} ${finding.pointer}`).sort()).toEqual(expected);
        const others = new Set(findings.map((finding) => finding.rule));
        others.delete(id);
        if (judged === profile) expect([...others].sort()).toEqual([...also].sort());
        for (const finding of own) {
          expect(finding.severity).toBe(typeof severity === 'function' ? severity(kind) : severity);
          expect(finding.message).toMatch(
            /^[a-z][^;]*; (set|remove|use|add|give|pin|drop|make|name|bind|list|ask|write) .*[^.]$/,
          );
        }
        const hasNoFix = findings.every(({ fix }) => fix.length === 0);
        const mended = hasNoFix ? 'none' : lowestMode(judged, manifests, version, id);
        for (const finding of own) if (finding.fix.length > 0) expect(mended).not.toBe('none');
        if (judged !== profile) return; // the fix of another rule may be what mends
        if (mendedBy) expect(mended).toBe(mendedBy);
        else expect(mended).toBe(own.some((finding) => finding.fix.length > 0) ? mended : 'none');
      });
    });
  });
}

/** A rule that is not shown pods sees them through the model alone, which has tests for all nine kinds. */
export function kindsFor({ visitor }: DefinedRule): string[] {
  return visitor.podTemplate || visitor.container ? Object.keys(POD_KINDS) : ['Pod', 'CronJob'];
}

function asCase(each: Case | Case['change']): Case {
  return typeof each === 'function' ? { change: each } : each;
}

/** The objects of a case, the pod in one of the kinds that carry it. */
export function changed({ change, windows, workload }: Case, kind: string): any[] {
  const fresh = world(windows);
  change(fresh);
  const objects = objectsOf(fresh, kind);
  // A copy: what the kinds share must not carry a change from one case to the next.
  const at = objects.findIndex((object) => object.kind === kind && object.metadata.name === 'web');
  objects[at] = structuredClone(objects[at]);
  workload?.(objects[at]);
  return objects;
}

/** Objects as rules see them, frozen: who writes to them, throws. */
function read(objects: readonly any[]): Manifest[] {
  return objects.map((json) => Manifest.fromJson(deepFreeze(structuredClone(json))));
}

function judge(profile: Profile, manifests: readonly Manifest[], kubernetesVersion?: string): Finding[] {
  const set = ManifestSet.fromManifests([...manifests]);
  const report = new Checker({ profile, today: TODAY, kubernetesVersion }).check(set);
  // Objects are as small as they can be, and changed where a rule looks: the API server may refuse them, which is told beside.
  expect(report.errors.filter(({ rule }) => rule !== undefined)).toEqual([]);
  expect(report._each.findings.filter(({ manifest }) => manifest === undefined)).toEqual([]);
  return report._each.findings;
}

function summary(finding: Finding): string {
  return `${finding.rule} ${finding.objectRef.kind} ${finding.pointer}`;
}

/** The mildest mode in which mending ends a rule's findings; mending twice must change nothing more. */
function lowestMode(
  profile: Profile,
  manifests: readonly Manifest[],
  kubernetesVersion: string | undefined,
  id: string,
): string {
  for (const mode of [HardenMode.FILL, HardenMode.FORCE]) {
    const mend = (input: readonly Manifest[]) => {
      const outcome = harden(input, input, { profile, mode, today: TODAY, kubernetesVersion });
      return input.map((manifest) => (outcome.get(manifest) as HardenResult).manifest);
    };
    const once = mend(manifests);
    if (once.every((manifest, index) => manifest === manifests[index])) continue;
    expect(mend(once).map(({ json }) => json)).toEqual(once.map(({ json }) => json));
    if (judge(profile, once, kubernetesVersion).every((finding) => finding.rule !== id)) return mode;
  }
  return 'none';
}
