import type { IConstruct } from 'constructs';
import type { SingleWaiver } from '../engine/waivers/waiver';
import type { Answers } from '../engine/walking/answers';
import { type UsedWaiver, usedWaivers } from '../host/waiver-record';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import { ManifestSet } from '../model/manifest-set';
import { declareConnections } from './declared-connections';
import type { AppPolicy } from './hardening-policy';
import { reportIdleWaivers } from './idle-waivers';
import { type Refusal, refusalOf } from './refusal/refusal';
import type { Rendering } from './rendering';
import type { Concerns } from './scope-of-waivers';
import type { SynthAspect } from './synth-aspect';
import { applicationsIn } from './visits';
import { warn } from './warnings';

/** Whether an app is refused, and the waivers that accepted findings. */
interface Judged {
  readonly refusal?: Refusal;
  readonly used: readonly UsedWaiver[];
}

/** Asks every aspect that judges, and reports the waivers without effect. */
export function judge(
  rendering: Rendering,
  aspects: ReadonlyMap<SynthAspect, IConstruct[]>,
  concerns: Concerns,
  app: AppPolicy,
  answers?: Answers,
): Judged {
  const all = ManifestSet.fromManifests(rendering.manifests());
  declareConnections(rendering.root, all);
  const waivers = waiversOf(aspects.keys(), app);
  const verdicts = [...aspects].flatMap(([aspect, scopes]) => {
    if (!aspect._judge) return [];
    const [some, problems] = [rendering.manifests(scopes), rendering.problems(scopes)];
    return aspect._judge({ all, some, problems, waivers, concerns, app, answers });
  });
  for (const line of new Set(verdicts.flatMap(({ warnings = [] }) => warnings))) warn(line);
  const ofOthers = [...aspects.keys()].flatMap(({ _judge, _waivers }) => (_judge ? [] : (_waivers ?? [])));
  reportIdleWaivers(ofOthers, verdicts, concerns);
  const waived = verdicts.flatMap(({ report }) => report._each.waived);
  return { refusal: refusalOf(verdicts, process), used: usedWaivers(waived, waivers, all) };
}

/** Returns the aspects that act on rendered manifests, by priority, each with all scopes that it was added to. */
export function synthAspectsIn(constructs: readonly IConstruct[]): Map<SynthAspect, IConstruct[]> {
  const found = new Map<SynthAspect, IConstruct[]>();
  for (const { aspect, scope } of applicationsIn(constructs)) {
    const { _mend, _judge, _waivers } = aspect as SynthAspect;
    if (!_mend && !_judge && !_waivers) continue;
    const scopes = found.get(aspect);
    if (scopes) scopes.push(scope);
    else found.set(aspect, [scope]);
  }
  return found;
}

/** The custom kinds that a policy and aspects name. */
export function workloadKindsOf(aspects: ReadonlyMap<SynthAspect, unknown>, { set }: AppPolicy): WorkloadKind[] {
  return [...(set?.workloadKinds ?? []), ...[...aspects.keys()].flatMap(({ _workloadKinds }) => _workloadKinds ?? [])];
}

/** The waivers of a policy and of aspects. */
export function waiversOf(aspects: Iterable<SynthAspect>, { waivers }: AppPolicy): SingleWaiver[] {
  return [...waivers, ...[...aspects].flatMap(({ _waivers }) => _waivers ?? [])];
}
