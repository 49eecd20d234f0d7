import { Checker } from '../engine/checker';
import type { Finding } from '../engine/finding';
import type { Profile } from '../engine/profile';
import type { Waiver } from '../engine/waivers/waiver';
import type { Answers } from '../engine/walking/answers';
import { groupBy } from '../json/group-by';
import type { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import type { WorkloadRequirements } from '../profiles/workload-requirements';
import { escapeUnprintable } from '../report/escape';
import { applyDeferredRequirements, applyRequirements } from './apply-requirements';
import { fills, guardFixes, isGuarded, mend, type UnreadPart, type WithheldFix } from './guarded-fixes';
import { keepWaived } from './keep-waived';
import { levelFix, setsLevel } from './namespace-levels';
import { orderFixes } from './order-fixes';

/** How far fixes go. */
export enum HardenMode {
  /** Sets what is unset. An explicitly weaker value is kept, and remains a finding. */
  FILL = 'fill',
  /** Also replaces or removes explicitly weaker values. */
  FORCE = 'force',
}

/** Options of `harden`. */
export interface HardenOptions {
  readonly profile: Profile;
  readonly mode: HardenMode;
  readonly today: string;
  readonly kubernetesVersion?: string;
  readonly customResourceDefinitions?: any[];
  /** Waived findings are not fixed, neither directly nor by the fix of another finding. */
  readonly waivers?: Waiver[];
  /** Requirements of workloads, which are applied before the fixes. */
  readonly needs?: readonly WorkloadRequirements[];
  /** What may be missing in the set, as a part of the input could not be read; default: nothing. */
  readonly unread?: UnreadPart;
  /** Whether fixes are applied that stop a container, as for a construct that refuses weaker values; default: false. */
  readonly unguarded?: boolean;
  /** What rules said about these objects, and where it is remembered; default: all rules are asked. */
  readonly answers?: Answers;
  /** Whether the fixes of a rule are applied to an object, as it was given; default: all are. */
  readonly accepts?: (rule: string, original: Manifest) => boolean;
}

/** An object after its fixes. */
export interface HardenResult {
  readonly manifest: Manifest;
  /** The findings whose fixes were applied, in order, each with the patches that were applied. */
  readonly applied: readonly Finding[];
  /** Fixes that were not applied, as they would break what runs. */
  readonly withheld: readonly WithheldFix[];
}

/**
 * Each round applies fixes to the result of the round before. More rounds than this mean that rules undo each other.
 */
const MAX_ROUNDS = 10;

/**
 * Applies a profile's fixes to some objects of a set until no fix is left, but for those that would certainly break what
 * runs. The given objects are not modified. Objects that cannot be checked are returned unchanged: a check of the result
 * reports them.
 *
 * @param all all objects, as context for the rules
 * @param some the objects to fix
 */
export function harden(
  all: readonly Manifest[],
  some: readonly Manifest[],
  options: HardenOptions,
): Map<Manifest, HardenResult> {
  const run = new Run(all, options);
  const outcome = run.start(some);
  run.settle([...outcome.values()]);
  // The level that the pods of a namespace pass is known when they are fixed.
  if (!options.unguarded)
    run.settle(
      [...outcome.values()].filter(({ manifest }) => manifest.groupKind === 'Namespace'),
      true,
    );
  return outcome;
}

/** What has become of an object so far. */
interface Progress {
  readonly original: Manifest;
  manifest: Manifest;
  readonly applied: Finding[];
  withheld: WithheldFix[];
}

/** The fixes that are applied. */
interface Guarded {
  readonly kept: readonly Finding[];
  readonly outlook?: Manifest;
}

class Run {
  private readonly checker: Checker;
  private readonly world: Map<Manifest, Manifest>;

  public constructor(
    all: readonly Manifest[],
    private readonly options: HardenOptions,
  ) {
    this.checker = new Checker(options);
    this.world = new Map(all.map((manifest) => [manifest, manifest]));
  }

  public start(some: readonly Manifest[]): Map<Manifest, Progress> {
    const outcome = new Map<Manifest, Progress>();
    for (const original of some) {
      const manifest = applyRequirements(original, this.options.needs ?? []);
      outcome.set(original, { original, manifest, applied: [], withheld: [] });
      if (manifest !== original) this.world.set(original, manifest);
    }
    return outcome;
  }

  /** Fixes objects round by round. */
  public settle(objects: readonly Progress[], isLast = false): void {
    let open = new Map(objects.map((progress) => [progress.manifest, progress]));
    for (let round = 0; open.size > 0; round += 1) {
      const all = ManifestSet.fromManifests([...this.world.values()]);
      const { _each: each, kubernetesVersion } = this.checker._checkSome(
        all,
        [...open.keys()],
        undefined,
        this.options.answers,
      );
      const spare = keepWaived(each.waived);
      const fixable = each.findings.filter((finding) => finding.fix.length > 0);
      const next = new Map<Manifest, Progress>();
      for (const progress of open.values()) progress.withheld = [];
      for (const [manifest, group] of groupBy(fixable, (finding) => finding.manifest)) {
        const progress = manifest && open.get(manifest);
        if (!progress) continue;
        const allowed = group
          .filter(({ rule }) => this.options.accepts?.(rule, progress.original) ?? true)
          .flatMap((finding) => spare(finding, manifest) ?? [])
          .flatMap((finding) => this.levelled(finding, progress, all, { version: kubernetesVersion, isLast }))
          .filter(({ fix }) => this.isForced || fix.every((patch) => fills(manifest, patch)));
        const { kept, outlook } = this.guarded(allowed, progress);
        const wanted = orderFixes(kept, manifest);
        if (wanted.length === 0) continue;
        if (round === MAX_ROUNDS) throw new Error(conflictMessage(manifest, [...progress.applied, ...wanted]));
        const mended = outlook ?? this.mended(manifest, wanted);
        progress.applied.push(...wanted);
        progress.manifest = mended;
        this.world.set(progress.original, mended);
        next.set(mended, progress);
      }
      open = next;
    }
  }

  private get isForced(): boolean {
    return this.options.mode === HardenMode.FORCE;
  }

  private mended(manifest: Manifest, findings: readonly Finding[]): Manifest {
    return applyDeferredRequirements(manifest, mend(manifest, findings), this.options.needs ?? []);
  }

  /** Returns a finding with the level that pods pass, when these are fixed; nothing if there is none. */
  private levelled(
    finding: Finding,
    { manifest, withheld }: Progress,
    all: ManifestSet,
    { version, isLast }: { readonly version: string; readonly isLast: boolean },
  ): Finding[] {
    const { unguarded, unread } = this.options;
    if (unguarded || !setsLevel(finding)) return [finding];
    if (!isLast) return [];
    const { fix, reason } = levelFix(finding, manifest, all, { version, unread: unread?.pods ?? false });
    if (reason !== undefined) withheld.push({ finding, reason });
    return fix ? [{ ...finding, fix }] : [];
  }

  /**
   * Leaves out the fixes that would stop a container. A fix of a pod that would stop another container becomes its container's.
   * Where all are kept as they are, `outlook` is the object with them.
   */
  private guarded(findings: readonly Finding[], { manifest, withheld }: Progress): Guarded {
    const { unguarded, unread } = this.options;
    if (unguarded || !findings.some(isGuarded)) return { kept: findings };
    const outlook = this.mended(manifest, orderFixes(findings, manifest));
    const guarded = guardFixes(findings, manifest, outlook, { isForced: this.isForced, unread });
    withheld.push(...guarded.withheld);
    const kept = [...guarded.kept.values()];
    const isUnchanged = kept.length === findings.length && kept.every((finding, index) => finding === findings[index]);
    return { kept, outlook: isUnchanged ? outlook : undefined };
  }
}

/** Names the rules that undo each other: those whose fix was applied more than once in one place. */
function conflictMessage(manifest: Manifest, findings: readonly Finding[]): string {
  const { kind, name } = manifest.objectRef;
  const places = findings.map(({ rule, pointer }) => `${rule} ${pointer}`);
  const fighting = findings.filter((_, index) => places.indexOf(places[index] as string) !== index);
  const rules = [...new Set(fighting.map((finding) => finding.rule))].sort().join(', ');
  const what = `${kind} "${name}" is not stable after ${MAX_ROUNDS} rounds; the fixes of these rules undo each other: ${rules}`;
  return escapeUnprintable(what);
}
