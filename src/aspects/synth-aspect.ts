import type { EvaluationError } from '../engine/report-parts';
import type { SingleWaiver } from '../engine/waivers/waiver';
import type { Answers } from '../engine/walking/answers';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import type { Manifest } from '../model/manifest';
import type { ManifestSet } from '../model/manifest-set';
import type { AppPolicy, StatedPolicy } from './hardening-policy';
import type { Verdict } from './refusal/refusal';
import type { Concerns } from './scope-of-waivers';
import type { IdleAspect } from './visits';

/** An aspect that acts on the rendered manifests. */
export interface SynthAspect extends IdleAspect {
  /** Default priority of the aspect. Default: `AspectPriority.DEFAULT`. */
  readonly _priority?: number;
  readonly _workloadKinds?: WorkloadKind[];
  /** Waivers of the aspect; every other aspect applies them too. */
  readonly _waivers?: readonly SingleWaiver[];
  /** The policy that its author gives it; undefined for aspects without one. */
  readonly _policy?: StatedPolicy;
  /** Returns replacements for some objects of its scopes. */
  _mend?(question: MendQuestion): ReadonlyMap<Manifest, Manifest>;
  /** Checks some objects; those that could not be read are part of the result. */
  _judge?(question: JudgeQuestion): Verdict;
}

/** What an aspect may change, and by what policy. */
export interface MendQuestion {
  /** All objects of the app, as context. */
  readonly all: () => readonly Manifest[];
  /** The objects in the scopes of the aspect. */
  readonly some: readonly Manifest[];
  /** The waivers of the policy and of all aspects. */
  readonly waivers: readonly SingleWaiver[];
  readonly app: AppPolicy;
  /** What rules said about the objects in this synth. */
  readonly answers?: Answers;
}

/** What an aspect checks, and by what policy. */
export interface JudgeQuestion extends Omit<MendQuestion, 'all'> {
  readonly all: ManifestSet;
  /** Objects in its scopes that could not be read. */
  readonly problems: readonly EvaluationError[];
  readonly concerns: Concerns;
}
