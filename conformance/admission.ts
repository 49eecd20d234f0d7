/** Policies for the judge: one for each rule, so that each verdict can be told, and what the checks say of the same objects. */
import { admissionPolicies } from '../src/admission/admission-policies';
import { AdmissionStage } from '../src/admission/stage';
import { Checker } from '../src/engine/checker';
import type { DefinedRule } from '../src/engine/define-rule';
import { Profile } from '../src/engine/profile';
import { groupOf, typeOf } from '../src/kubernetes/workload-kinds';
import { apiOf, preventsReading, problemsOf } from '../src/model/api';
import { Manifest } from '../src/model/manifest';
import { ManifestSet } from '../src/model/manifest-set';
import { ADMISSIONS } from '../src/rules/admission-catalog';
import { CATALOG } from '../src/rules/catalog';
import { partsOf } from '../src/rules/shared/admission/admission';
import { WARNING_POLICY } from '../src/rules/shared/warning-policy';
import { POD_KINDS } from '../test/support/world';
import type { Judge } from './judge';
import { TODAY } from './suite';

const USER = 'jane';
const AT_ONCE = 400;
/** Faults of objects that are refused before anything else. */
const UNREAD = ['Decode', 'Strict'];
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
    today: TODAY,
    kubernetesVersion: version,
    stage: AdmissionStage.WARN,
    spared: [],
    guards: [],
  });
  // Its own suite compares the policy for custom kinds.
  const ofFamilies = objects.filter(({ metadata }) => !metadata.name.startsWith(WARNING_POLICY));
  const named = ofFamilies.map((object) => {
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
      // Policies see nothing of what cannot be decoded.
      if (!verdict || verdict.unknownKind || verdict.errors.some(({ type }) => UNREAD.includes(type))) return;
      sent.push({ object: some[index], isAccepted: verdict.accepted });
    });
  }
  return sent;
}

/** Compares policies with checks, on the objects as they are admitted. */
export async function compare(judge: Judge, rules: readonly RulePolicies[], all: readonly Sent[], into: Compared) {
  const policies = rules.flatMap((each) => each.policies);
  const bindings = rules.flatMap((each) => each.bindings);
  if (policies.length === 0) return;
  const profile = new Profile('compared', { rules: rules.map(({ rule }) => rule) });
  const checker = new Checker({ profile, today: TODAY, kubernetesVersion: rules[0]?.version });
  for (let start = 0; start < all.length; start += AT_ONCE) {
    const some = all.slice(start, start + AT_ONCE);
    const requests = some.map(({ object }) => ({ object, user: USER }));
    const { decisions } = await judge.ask('cel', { policies, bindings, requests, show: true });
    decisions.forEach((decision, index) => {
      const { object: given, isAccepted } = some[index] as Sent;
      const object = { apiVersion: given.apiVersion, kind: given.kind, ...decision.object };
      tally(checker, rules, object, isAccepted, warned(decision.warnings ?? [], given), into);
    });
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

function tally(
  checker: Checker,
  rules: readonly RulePolicies[],
  object: any,
  isAccepted: boolean,
  byPolicy: Set<string>,
  into: Compared,
) {
  const manifest = Manifest.fromJson(object);
  const all = ManifestSet.fromManifests([manifest]);
  if (problemsOf(manifest, apiOf(all, 'latest')).some(preventsReading)) return;
  const byCheck = new Set(checker.check(all)._each.findings.map((finding) => finding.rule));
  for (const { meta } of rules.map(({ rule }) => rule)) {
    if (!judges(meta.id, object)) continue;
    const [checked, refused] = [byCheck.has(meta.id), byPolicy.has(meta.id)];
    into.verdicts += 1;
    if (checked && refused) {
      into.refused += 1;
      into.seen.add(meta.id);
    }
    // What the server refuses before is no matter of policies.
    if (checked !== refused && isAccepted)
      into.differences.push({ rule: meta.id, by: checked ? 'check' : 'admission', object });
  }
}

/** Whether the policies of a rule are for an object. */
export function judges(id: string, object: any): boolean {
  const admission = ADMISSIONS[id];
  if (!admission) return false;
  const type = typeIn(object);
  return partsOf(admission).some((part) =>
    ('types' in part ? part.types : part.podsOnly ? ['Pod'] : POD_TYPES).includes(type),
  );
}

function typeIn({ apiVersion, kind }: any): string {
  return typeOf(groupOf(apiVersion), kind);
}
