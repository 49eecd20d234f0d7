import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { Checker } from '../src/engine/checker';
import type { Finding } from '../src/engine/finding';
import { Profile } from '../src/engine/profile';
import type { Report } from '../src/engine/report';
import { Severity } from '../src/engine/severity';
import type { Waiver } from '../src/engine/waivers/waiver';
import { HardenMode, type HardenResult, harden } from '../src/harden/harden';
import { groupBy } from '../src/json/group-by';
import { valueAt } from '../src/json/pointer';
import { atLeast } from '../src/kubernetes/kubernetes-version';
import { type ContainerView, Manifest } from '../src/model/manifest';
import { ManifestSet } from '../src/model/manifest-set';
import { readObjects } from '../src/model/read-objects';
import { PROFILE_NAMES, Profiles } from '../src/profiles/profiles';
import { differenceOf } from '../src/report/diff/difference';
import { CATALOG } from '../src/rules/catalog';
import {
  jsonValue,
  malformed,
  malformedOther,
  type Pod,
  pod,
  podKind,
  shuffled,
  version,
  workload,
  wrap,
} from './support/arbitrary';
import { shareOf } from './support/share';
import { deepFreeze, POD_KINDS, world } from './support/world';

const SEED = Number(process.env.PROPERTY_SEED ?? Date.now() % 2 ** 31);
const TODAY = '2026-11-24';
const USER = '/securityContext/runAsUser';
/** Without the rules of availability, which differ by the kind around the pod. */
const EVERYTHING = new Profile('everything', {
  rules: CATALOG.filter(({ meta }) => !meta.profiles.includes('availability')),
});
const { spec: _, podMetadata: __, others: ___, ...SHOP } = world();
/** Objects beside the pod: a namespace with its policies, accounts and roles. */
const NEIGHBOURS = Object.values(SHOP).map((json) => Manifest.fromJson(deepFreeze(json)));

process.stdout.write(`properties: PROPERTY_SEED=${SEED}\n`);

let pods = 0;

/** Checks a claim about many pods. Each is frozen to its leaves: who writes to it, throws. */
function forPods<T>(count: number, arbitrary: fc.Arbitrary<T>, claim: (value: T) => void): void {
  const counted = (value: T) => {
    pods += 1;
    try {
      claim(deepFreeze(value));
    } catch (error) {
      const name = (_key: string, each: unknown) => (each instanceof Profile ? each.name : each);
      throw new Error(`${(error as Error).message}\nwith ${JSON.stringify(value, name)}`, { cause: error });
    }
  };
  fc.assert(fc.property(arbitrary, counted), { numRuns: shareOf(count), seed: SEED });
}

interface Judge {
  readonly profile?: Profile;
  readonly kubernetesVersion?: string;
  readonly waivers?: Waiver[];
}

function judge(objects: readonly (any | Manifest)[], { profile = EVERYTHING, ...rest }: Judge = {}): Report {
  const manifests = objects.map((each) => (each instanceof Manifest ? each : Manifest.fromJson(each)));
  return new Checker({ profile, today: TODAY, ...rest }).check(ManifestSet.fromManifests(manifests));
}

function inPod(each: Pod): any {
  return wrap('Pod', each);
}

/** What a finding says, apart from the object that it is in. */
function gist({ rule, severity, message, pointer, container, fix }: Finding) {
  return { rule, severity, message, pointer, container, fix };
}

/** `toEqual`, which is slow, only where it has something to say. */
function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}

const rulesOf = (report: Report) => new Set(report._each.findings.map(({ rule }) => rule));

describe('judging', () => {
  test('finds the same in every kind that carries a pod, where that kind keeps it', () => {
    forPods(700, fc.tuple(pod(), version(), podKind()), ([each, kubernetesVersion, kind]) => {
      const path = (POD_KINDS[kind] as { specPath: string }).specPath.replace(/\/spec$/, '');
      const here = (pointer: string) => `${path}${pointer}`;
      const found = (json: any) => judge([json, ...NEIGHBOURS], { kubernetesVersion });
      const of = (report: Report, name: string) =>
        // unknown-field names places in the object, and a kind is read by the nearest version that has it.
        report._each.findings.filter(({ objectRef, rule }) => objectRef.kind === name && rule !== 'unknown-field');
      const expected = of(found(inPod(each)), 'Pod').map((finding) => ({
        ...gist(finding),
        pointer: here(finding.pointer),
        fix: finding.fix.map((patch) => ({ ...patch, path: here(patch.path) })),
      }));
      const asPod = (finding: Finding) => ({
        ...gist(finding),
        message: finding.message.replace(`pods of ${kind} `, 'pods of Pod '),
      });
      expectSame(of(found(wrap(kind, each)), kind).map(asPod), expected);
    });
  });

  test('does not look at the order of keys', () => {
    forPods(700, fc.tuple(workload(), version(), fc.nat()), ([json, kubernetesVersion, seed]) => {
      const findings = (object: any) => judge([object], { kubernetesVersion }).findings.map(gist);
      expectSame(findings(shuffled(json, seed)), findings(json));
    });
  });

  test('twice gives the same report, in the same order', () => {
    forPods(500, fc.tuple(fc.array(workload(), { maxLength: 3 }), version()), ([objects, kubernetesVersion]) => {
      const checker = new Checker({ profile: EVERYTHING, today: TODAY, kubernetesVersion });
      const manifests = [...objects.map((json) => Manifest.fromJson(json)), ...NEIGHBOURS];
      const report = checker.check(ManifestSet.fromManifests(manifests));
      const again = checker.check(ManifestSet.fromManifests(manifests));
      expectSame({ ...again, findings: again.findings.map(gist) }, { ...report, findings: report.findings.map(gist) });
      const backwards = checker.check(ManifestSet.fromManifests([...manifests].reverse()));
      const key = (finding: Finding) => JSON.stringify([finding.objectRef, gist(finding)]);
      expectSame(backwards.findings.map(key).sort(), report.findings.map(key).sort());
    });
  });

  test('orders objects by namespace, kind and name, and the findings of each by place and rule', () => {
    forPods(300, fc.array(workload(), { minLength: 1, maxLength: 3 }), (objects) => {
      const groups = groupBy(judge(objects)._each.findings, ({ objectRef }) => objectRef);
      const names = [...groups.keys()].map(({ namespaceName = '', kind, name }) =>
        [namespaceName, kind, name].join('\u0000'),
      );
      expectSame(names, [...names].sort());
      for (const group of groups.values()) {
        const places = group.map(({ pointer, rule }) => [pointer, rule].join('\u0000'));
        expectSame(places, [...places].sort());
      }
    });
  });

  test('keeps the findings of one object together', () => {
    forPods(200, fc.array(workload(), { minLength: 2, maxLength: 3 }), (objects) => {
      const { findings } = judge(objects);
      expectSame([...groupBy(findings, ({ objectRef }) => objectRef).values()].flat(), findings);
    });
  });
});

describe('whatever the JSON', () => {
  const crashes = (report: Report) => report.errors.filter(({ rule }) => rule !== undefined);

  test('no rule crashes, and a container that can be read as privileged is never passed over', () => {
    forPods(1200, fc.tuple(malformed(), fc.array(malformedOther(), { maxLength: 2 }), version()), (input) => {
      const [json, others, kubernetesVersion] = input;
      const read = [json, ...others].flatMap((object) => readObjects(object));
      const manifests = read.flatMap(({ manifest }) => manifest ?? []);
      const report = judge(manifests, { kubernetesVersion });
      expect(crashes(report)).toEqual([]);
      if (typeof json.kind !== 'string' || !Object.hasOwn(POD_KINDS, json.kind)) return;
      const { specPath } = POD_KINDS[json.kind] as { specPath: string };
      const containers = ['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) => {
        const found = valueAt(json, `${specPath}/${list}`);
        return Array.isArray(found) ? found : [];
      });
      if (!containers.some((container) => container?.securityContext?.privileged === true)) return;
      const problems = read.filter(({ problem }) => problem !== undefined);
      expect(problems.length > 0 || report.errors.length > 0 || rulesOf(report).has('privileged-container')).toBe(true);
    });
  });

  test('what is no object at all is a problem, and no exception', () => {
    fc.assert(
      fc.property(jsonValue(), jsonValue(), jsonValue(), (apiVersion, kind, rest) => {
        for (const json of [rest, { apiVersion, kind, ...rest }, { apiVersion: 'v1', kind: 'List', items: rest }]) {
          for (const { manifest, problem } of readObjects(json)) {
            expect(manifest === undefined).toBe(problem !== undefined);
            if (manifest) expect(crashes(judge([manifest]))).toEqual([]);
          }
        }
      }),
      { numRuns: shareOf(1000), seed: SEED },
    );
  });
});

describe('mending', () => {
  const modes = fc.constantFrom(HardenMode.FILL, HardenMode.FORCE);
  const profiles = fc.constantFrom(...PROFILE_NAMES.map((name) => Profiles.fromName(name)), EVERYTHING);

  function mend(json: any, mode: HardenMode, judged: Judge): HardenResult {
    const manifest = Manifest.fromJson(json);
    const { profile = EVERYTHING, kubernetesVersion } = judged;
    const options = { profile, mode, kubernetesVersion, today: TODAY };
    return harden([manifest, ...NEIGHBOURS], [manifest], options).get(manifest) as HardenResult;
  }

  test('leaves nothing that its mode could mend, and changes nothing the second time', () => {
    forPods(900, fc.tuple(workload(), modes, profiles, version()), ([json, mode, profile, kubernetesVersion]) => {
      const { manifest, withheld } = mend(json, mode, { profile, kubernetesVersion });
      const mended = manifest.json;
      const unsafe = withheld.map(({ finding }) => `${finding.rule} ${finding.pointer}`);
      const left = judge([mended, ...NEIGHBOURS], { profile, kubernetesVersion }).findings.filter(
        ({ rule, pointer, fix, objectRef }) =>
          objectRef.kind === mended.kind &&
          fix.length > 0 &&
          !unsafe.includes(`${rule} ${pointer}`) &&
          (mode === HardenMode.FORCE || fix.every(({ op, path }) => sets(mended, op, path))),
      );
      expect(left).toEqual([]);
      expect(mend(deepFreeze(mended), mode, { profile, kubernetesVersion }).manifest.json).toEqual(mended);
    });
  });

  test('does not look at the order of rules', () => {
    const orders = fc.shuffledSubarray([...CATALOG], { minLength: CATALOG.length });
    forPods(600, fc.tuple(workload(), modes, orders, version()), ([json, mode, order, kubernetesVersion]) => {
      const shuffledRules = new Profile('everything', { rules: [...order] });
      expect(mend(json, mode, { profile: shuffledRules, kubernetesVersion }).manifest.json).toEqual(
        mend(json, mode, { kubernetesVersion }).manifest.json,
      );
    });
  });

  test('gives the same pod in every kind that carries one', () => {
    forPods(500, fc.tuple(pod(), modes, podKind(), version()), ([each, mode, kind, kubernetesVersion]) => {
      const { specPath } = POD_KINDS[kind] as { specPath: string };
      const asks = (json: any, path: string) => ({ ...valueAt(json, path), restartPolicy: undefined }); // a Job must have one
      const spec = asks(mend(inPod(each), mode, { kubernetesVersion }).manifest.json, '/spec');
      expect(asks(mend(wrap(kind, each), mode, { kubernetesVersion }).manifest.json, specPath)).toEqual(spec);
    });
  });

  test('changes no field that no applied fix names, and puts there what a fix says', () => {
    forPods(900, fc.tuple(workload(), modes, profiles, version()), ([json, mode, profile, kubernetesVersion]) => {
      const { manifest, applied } = mend(json, mode, { profile, kubernetesVersion });
      const patches = applied.flatMap(({ fix }) => fix);
      const unexplained = changes(json, manifest.json).filter(
        ({ pointer, after }) => !patches.some((patch) => explains(patch, pointer, after)),
      );
      expect(unexplained).toEqual([]);
    });
  });

  test('by filling changes nothing that was set', () => {
    forPods(900, fc.tuple(workload(), profiles, version()), ([json, profile, kubernetesVersion]) => {
      expect(overwritten(json, mend(json, HardenMode.FILL, { profile, kubernetesVersion }).manifest.json)).toEqual([]);
    });
  });

  test('by filling makes no object weaker, and never has a container of user 0 refused', () => {
    const labels = fc.constantFrom(undefined, 'privileged', 'baseline', 'restricted');
    forPods(500, fc.tuple(workload(), labels, version()), ([json, level, kubernetesVersion]) => {
      const name = 'pod-security.kubernetes.io/enforce';
      const metadata = { name: json.metadata.namespace ?? 'shop', labels: level ? { [name]: level } : undefined };
      const before = [json, { apiVersion: 'v1', kind: 'Namespace', metadata }].map((each) => Manifest.fromJson(each));
      const options = { profile: EVERYTHING, mode: HardenMode.FILL, kubernetesVersion, today: TODAY };
      const outcome = harden(before, before, options);
      const after = before.map((manifest) => (outcome.get(manifest) as HardenResult).manifest);
      const side = (objects: Manifest[]) => ({
        report: judge(objects, { kubernetesVersion }),
        objects: objects.map(({ objectRef }) => objectRef),
      });
      const { objects } = differenceOf(side(before), side(after), Severity.INFO);
      expect(objects.filter(({ change }) => change === 'weaker').map(({ findings }) => findings)).toEqual([]);
      for (const [index, manifest] of after.entries())
        for (const [at, container] of (manifest.podTemplate?.containers ?? []).entries()) {
          const was = before[index]?.podTemplate?.containers[at];
          const isRefused = (each?: ContainerView) =>
            each?.effective('runAsUser') === 0 && each?.effective('runAsNonRoot') === true;
          expect(isRefused(container)).toBe(isRefused(was));
        }
    });
  });

  test('by force leaves no finding of restricted, but for what Windows has not, and user 0 before it had a control', () => {
    forPods(1200, fc.tuple(workload(), version()), ([json, kubernetesVersion]) => {
      const profile = Profiles.restricted();
      const { manifest } = mend(json, HardenMode.FORCE, { profile, kubernetesVersion });
      const left = judge([manifest], { profile, kubernetesVersion });
      const isOldWindows = manifest.podTemplate?.isWindows && !atLeast(kubernetesVersion, '1.25');
      const impossible = ['capabilities-not-dropped', 'privilege-escalation-allowed', 'seccomp-profile-missing'];
      const pod = manifest.podTemplate;
      const hasRoot = [
        pod?.value(USER),
        ...(pod?.containers ?? []).map((each) => each.effective('runAsUser')),
      ].includes(0);
      const isExpected = (rule: string) =>
        (isOldWindows && impossible.includes(rule)) ||
        (hasRoot && rule === 'run-as-non-root' && !atLeast(kubernetesVersion, '1.23'));
      expect([...rulesOf(left)].filter((rule) => !isExpected(rule))).toEqual([]);
      expect(left.errors.filter(({ isRefusal }) => !isRefusal)).toEqual([]);
    });
  });
});

describe('waivers', () => {
  /** A waiver of one of a report's findings. */
  function waiverOf({ rule, objectRef, container }: Finding): Waiver {
    const { kind, name, namespaceName } = objectRef;
    return { rule, kind, name, namespaceName, container, reason: 'stands in a test', expires: TODAY };
  }
  const findingsOf = (report: Report) =>
    [...report._each.findings, ...report._each.waived.map(({ finding }) => finding)].map(gist).sort(byText);
  const byText = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

  test('only move findings', () => {
    forPods(500, fc.tuple(workload(), fc.array(fc.nat(), { maxLength: 3 })), ([json, picks]) => {
      const before = judge([json]);
      if (before._each.findings.length === 0) return;
      const waivers = picks.map((pick) =>
        waiverOf(before._each.findings[pick % before._each.findings.length] as Finding),
      );
      const after = judge([json], { waivers });
      expectSame(findingsOf(after), findingsOf(before));
      expect(after.waived.length).toBeGreaterThanOrEqual(Math.min(1, waivers.length));
      const accepted = new Set(after._each.waived.map(({ finding }) => finding));
      for (const { finding, waiver } of after._each.waived) {
        if (finding.rule !== waiver.rule) {
          expect(finding.causedBy?.every((cause) => accepted.has(cause))).toBe(true);
          continue;
        }
        expect(finding.objectRef.name).toBe(waiver.name);
        if (waiver.container !== undefined) expect(finding.container).toBe(waiver.container);
      }
      expect(after.unusedWaivers).toEqual([]);
    });
  });

  test('of another rule, kind, name, namespace or container, or of the beginning of one, move none and are unused', () => {
    const strange = fc.constantFrom<(waiver: Waiver) => Waiver>(
      (waiver) => ({ ...waiver, rule: waiver.rule === 'host-pid' ? 'host-ipc' : 'host-pid', container: 'no-such' }),
      (waiver) => ({ ...waiver, kind: `${waiver.kind}s` }),
      (waiver) => ({ ...waiver, name: waiver.name?.slice(0, -1) }),
      (waiver) => ({ ...waiver, name: `${waiver.name}-2` }),
      (waiver) => ({ ...waiver, name: '*' }),
      (waiver) => ({ ...waiver, namespaceName: undefined }),
      (waiver) => ({ ...waiver, namespaceName: 'sho' }),
      (waiver) => ({ ...waiver, namespaceName: '*' }),
      (waiver) => ({ ...waiver, container: `${waiver.container ?? ''}x` }),
      (waiver) => ({ ...waiver, container: '*' }),
      (waiver) => ({ ...waiver, expires: '2026-11-23' }),
      (waiver) => ({ ...waiver, kind: undefined, name: undefined, namespaceName: undefined, construct: waiver.name }),
    );
    forPods(500, fc.tuple(workload(), fc.nat(), strange), ([json, pick, change]) => {
      const before = judge([json]);
      if (before._each.findings.length === 0) return;
      const waiver = change(waiverOf(before._each.findings[pick % before._each.findings.length] as Finding));
      const after = judge([json], { waivers: [waiver] });
      expectSame(after._each.findings.map(gist), before._each.findings.map(gist));
      expect(after.waived).toEqual([]);
      expect([...after.unusedWaivers.map((unused) => unused.waiver), ...after.expiredWaivers]).toEqual([waiver]);
    });
  });
});

describe('profiles and versions', () => {
  const without = (some: readonly string[], others: readonly string[]) => some.filter((each) => !others.includes(each));
  const standard = (name: string, json: any, kubernetesVersion: string) =>
    judge([json], { profile: Profiles.fromName(name), kubernetesVersion });

  test('what nsa allows, the standards allow, and what restricted allows, baseline does', () => {
    forPods(900, fc.tuple(workload(), version()), ([json, kubernetesVersion]) => {
      const allows = (name: string) => standard(name, json, kubernetesVersion).findings.length === 0;
      const [baseline, restricted, nsa] = ['baseline', 'restricted', 'nsa'].map(allows);
      if (nsa) expect([baseline, restricted]).toEqual([true, true]);
      // On Windows restricted's own seccomp and capability checks, which stand in for those of baseline, ask for nothing.
      const isExempt = Manifest.fromJson(json).podTemplate?.isWindows && atLeast(kubernetesVersion, '1.25');
      if (restricted && !isExempt) expect(baseline).toBe(true);
    });
  });

  /** The versions in which the standards changed; between two of them, they must not. */
  const CHANGES = ['1.8', '1.19', '1.22', '1.23', '1.25', '1.27', '1.29', '1.31', '1.32', '1.34', '1.35', '1.37'];

  test('the standards change in the versions in which they were changed, and in no other', () => {
    const names = fc.constantFrom('baseline', 'restricted');
    forPods(700, fc.tuple(workload(), version(), names), ([json, kubernetesVersion, name]) => {
      const start = [...CHANGES].reverse().find((each) => atLeast(kubernetesVersion, each)) ?? '1.0';
      const places = (at: string) =>
        standard(name, json, at)._each.findings.map(({ rule, pointer }) => `${rule} ${pointer}`);
      expectSame(places(kubernetesVersion), places(start));
    });
  });

  test('what a list of the standards allows once, it allows ever after', () => {
    const growing = ['unsafe-sysctl', 'selinux-options'];
    forPods(500, fc.tuple(workload(), version(), version()), ([json, a, b]) => {
      const [older, newer] = atLeast(a, b) ? [b, a] : [a, b];
      const places = (at: string) =>
        judge([json], { kubernetesVersion: at })
          ._each.findings.filter(({ rule }) => growing.includes(rule))
          .map(({ rule, pointer }) => `${rule} ${pointer}`);
      expect(without(places(newer), places(older))).toEqual([]);
    });
  });

  test('what restricted asks of a Linux pod with the user namespace of its node, it asks ever after', () => {
    const exempt = ['unsafe-sysctl', 'selinux-options', 'seccomp-unconfined', 'capability-beyond-baseline'];
    forPods(500, fc.tuple(workload(), version(), version()), ([json, a, b]) => {
      const { podTemplate } = Manifest.fromJson(json);
      if (podTemplate?.isWindows || podTemplate?.hasUserNamespace) return;
      const [older, newer] = atLeast(a, b) ? [b, a] : [a, b];
      const places = (at: string) =>
        standard('restricted', json, at)
          ._each.findings.filter(({ rule }) => !exempt.includes(rule))
          .map(({ rule, pointer }) => `${rule} ${pointer}`);
      expect(without(places(older), places(newer))).toEqual([]);
    });
  });
});

test(`and all this was asked of ${shareOf(10_000)} pods, of 10,000 with PROPERTY_SHARE=1`, () => {
  expect(pods).toBeGreaterThanOrEqual(shareOf(10_000));
});

/** Whether a patch only sets what is unset. */
function sets(json: any, op: string, path: string): boolean {
  return op === 'add' && (valueAt(json, path) ?? undefined) === undefined;
}

interface Change {
  readonly pointer: string;
  readonly after: unknown;
}

const isBranch = (value: unknown): value is any => value !== null && typeof value === 'object';
const isEmpty = (value: unknown) => isBranch(value) && Object.keys(value).length === 0;
const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** The leaves in which two values differ; an empty list or object is a leaf. */
function changes(before: any, after: any, pointer = ''): Change[] {
  if (Object.is(before, after)) return [];
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after)) {
    const below = isBranch(after) ? Object.keys(after) : [];
    return [
      ...(below.length === 0 || (isBranch(before) && !isEmpty(before)) ? [{ pointer, after }] : []),
      ...below.flatMap((key) => changes(undefined, after[key], `${pointer}/${escaped(key)}`)),
    ];
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => changes(before[key], after[key], `${pointer}/${escaped(key)}`));
}

/** Whether a patch names a place, or one around it, and says what is there now. An empty parent explains only itself. */
function explains(
  { op, path, value }: { op: string; path: string; value?: any },
  pointer: string,
  after: unknown,
): boolean {
  const place = path.replace(/\/-$/, '/');
  const isAppended = path.endsWith('/-') && new RegExp(`^${escapeRegExp(place)}\\d+$`).test(pointer);
  if (isAppended) return Object.is(value, after);
  if (pointer !== path && !pointer.startsWith(`${path}/`)) return false;
  if (op === 'remove') return after === undefined;
  if (after === undefined) return !isEmpty(value) || pointer === path;
  const said = valueAt(value, pointer.slice(path.length));
  return isEmpty(after) ? isEmpty(said) : Object.is(said, after);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Where something that was set is not what it was; lists may have grown at their end. */
function overwritten(before: any, after: any, pointer = ''): string[] {
  if (before === null || before === undefined || Object.is(before, after)) return [];
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after)) return [pointer];
  return Object.keys(before).flatMap((key) => overwritten(before[key], after[key], `${pointer}/${escaped(key)}`));
}
