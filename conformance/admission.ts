/** Policies for the judge: one for each rule, so that each verdict can be told, and what the checks say of the same objects. */
import { admissionPolicies } from '../src/admission/admission-policies';
import { AdmissionStage } from '../src/admission/stage';
import type { DefinedRule } from '../src/engine/define-rule';
import { Profile } from '../src/engine/profile';
import { PodSecurityLevel } from '../src/engine/rule';
import { groupOf, typeOf } from '../src/kubernetes/workload-kinds';
import { apiOf, preventsReading, problemsOf } from '../src/model/api';
import { Manifest } from '../src/model/manifest';
import { ManifestSet } from '../src/model/manifest-set';
import { ADMISSIONS } from '../src/rules/admission-catalog';
import { CATALOG } from '../src/rules/catalog';
import { POD_KINDS } from '../test/support/world';
import type { Judge } from './judge';

const USER = 'jane';
const AT_ONCE = 400;
const POD_TYPES = Object.values(POD_KINDS).map(({ wrap }) => typeIn(wrap({}, {})));

/** One rule as policies, all with the name of the rule. */
export interface RulePolicies {
  readonly rule: DefinedRule;
  readonly version: string;
  readonly policies: readonly any[];
  readonly bindings: readonly any[];
}

/** What the API server says of an object before it asks policies. */
export interface Sent {
  readonly object: any;
  readonly isAccepted: boolean;
}

export interface Difference {
  readonly rule: string;
  /** Who refuses. */
  readonly by: 'check' | 'admission';
  readonly object: any;
}

export interface Compared {
  verdicts: number;
  /** Verdicts in which both refuse. */
  refused: number;
  readonly differences: Difference[];
  /** Rules that refused something. */
  readonly seen: Set<string>;
}

export function admittedRules(): DefinedRule[] {
  return CATALOG.filter(({ meta }) => {
    const admission = ADMISSIONS[meta.id];
    return admission !== undefined && !('notAtAdmission' in admission);
  });
}

/** The policies of one rule; each warns, so that all of them are heard. */
export function policiesOf(rule: DefinedRule, version: string): RulePolicies {
  const profile = new Profile('one', { rules: [rule] });
  const { objects } = admissionPolicies({
    policy: { profile },
    kubernetesVersion: version,
    stage: AdmissionStage.WARN,
    spared: [],
  });
  const named = objects.map((object) => {
    const copy = structuredClone(object);
    copy.metadata.name = copy.metadata.name.replace('hardening-', `${rule.meta.id}.`);
    if (copy.spec.policyName) copy.spec.policyName = copy.spec.policyName.replace('hardening-', `${rule.meta.id}.`);
    return copy;
  });
  const isPolicy = ({ kind }: any) => kind === 'ValidatingAdmissionPolicy';
  return { rule, version, policies: named.filter(isPolicy), bindings: named.filter((each) => !isPolicy(each)) };
}

/** Objects that the API server can read, each once. */
export async function readable(judge: Judge, objects: Iterable<any>): Promise<Sent[]> {
  const texts = new Set([...objects].map((object) => JSON.stringify(object)));
  const known = [...texts].map((text) => JSON.parse(text)).filter((object) => object?.kind !== undefined);
  const sent: Sent[] = [];
  for (let start = 0; start < known.length; start += AT_ONCE) {
    const some = known.slice(start, start + AT_ONCE);
    const verdicts = await Promise.all(some.map((object) => judge.ask('validate', { object }).catch(() => undefined)));
    verdicts.forEach((verdict, index) => {
      if (verdict && !verdict.unknownKind) sent.push({ object: some[index], isAccepted: verdict.accepted });
    });
  }
  return sent;
}

/** Compares policies with checks, on the objects as they are admitted. */
export async function compare(judge: Judge, rules: readonly RulePolicies[], all: readonly Sent[], into: Compared) {
  const policies = rules.flatMap((each) => each.policies);
  const bindings = rules.flatMap((each) => each.bindings);
  if (policies.length === 0) return;
  for (let start = 0; start < all.length; start += AT_ONCE) {
    let some = all.slice(start, start + AT_ONCE);
    let answer: Awaited<ReturnType<typeof ask>> | undefined;
    while (!answer && some.length > 0) {
      answer = await ask(some).catch((error: Error) => {
        const [, unread] = /requests\[(\d+)\]/.exec(error.message) ?? [];
        if (unread === undefined) throw error;
        some = some.filter((_, index) => index !== Number(unread)); // an unknown field, which is no matter of policies
        return undefined;
      });
    }
    answer?.decisions.forEach((decision, index) => {
      const { object: given, isAccepted } = some[index] as Sent;
      const object = { apiVersion: given.apiVersion, kind: given.kind, ...decision.object };
      tally(rules, object, isAccepted, warned(decision.warnings ?? [], given), into);
    });
  }

  function ask(some: readonly Sent[]) {
    const requests = some.map(({ object }) => ({ object, user: USER }));
    return judge.ask('cel', { policies, bindings, requests, show: true });
  }
}

/** The rules whose policies warn; a policy that cannot be evaluated is an error of ours. */
function warned(warnings: readonly string[], object: any): Set<string> {
  const ids = warnings.map((warning) => {
    const [, policy = '', message = ''] =
      /^Validation failed for ValidatingAdmissionPolicy '([^']+)' with binding '[^']+': (.*)$/s.exec(warning) ?? [];
    const id = policy.split('.')[0] as string;
    if (!message.startsWith(`${id}: `)) throw new Error(`${warning}\n${JSON.stringify(object)}`);
    return id;
  });
  return new Set(ids);
}

function tally(rules: readonly RulePolicies[], object: any, isAccepted: boolean, refused: Set<string>, into: Compared) {
  const manifest = Manifest.fromJson(object);
  const all = ManifestSet.fromManifests([manifest]);
  if (problemsOf(manifest, apiOf(all, 'latest')).some(preventsReading)) return;
  for (const { rule, version } of rules) {
    const { id } = rule.meta;
    if (!judges(id, object)) continue;
    const found = rule.check(all, { kubernetesVersion: version, podSecurityLevel: PodSecurityLevel.RESTRICTED });
    into.verdicts += 1;
    const byCheck = found.length > 0;
    if (byCheck && refused.has(id)) {
      into.refused += 1;
      into.seen.add(id);
    }
    // What the server refuses before is no matter of policies.
    if (byCheck !== refused.has(id) && isAccepted)
      into.differences.push({ rule: id, by: byCheck ? 'check' : 'admission', object });
  }
}

/** Whether the policies of a rule are for an object. */
function judges(id: string, object: any): boolean {
  const admission = ADMISSIONS[id];
  if (!admission || 'notAtAdmission' in admission) return false;
  const type = typeIn(object);
  const also = 'also' in admission ? (admission.also?.types ?? []) : [];
  const own = 'types' in admission ? admission.types : admission.podsOnly ? ['Pod'] : POD_TYPES;
  return [...own, ...also].includes(type);
}

function typeIn({ apiVersion, kind }: any): string {
  return typeOf(groupOf(apiVersion), kind);
}
