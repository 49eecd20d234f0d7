import assert from 'node:assert/strict';
import fc from 'fast-check';
import { admissionPolicies } from '../../src/admission/admission-policies';
import { Profile } from '../../src/engine/profile';
import { NEWEST_VERSION } from '../../src/kubernetes/kubernetes-version';
import { CATALOG } from '../../src/rules/catalog';
import { workload } from '../../test/support/arbitrary';
import { admittedRules, type Compared, compare, policiesOf, readable } from '../admission';
import type { Judge } from '../judge';
import { passedCases, type RuleCase, refusedCases } from '../rule-cases';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';

const VERSIONS = ['1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', NEWEST_VERSION];

/** Kinds around a pod whose templates are in other places. */
const KINDS = ['Pod', 'PodTemplate', 'CronJob', 'Deployment'];

/** Each rule and who refuses what the other admits, with the reason. The list is exact. */
const DIFFERENT: { readonly [rule: string]: { readonly by: 'check' | 'admission'; readonly why: string } } = {};

/** What the cluster enforces is what the checks find, rule by rule. */
export const admission: Suite = {
  name: 'admission',
  guarantee: 'Policies of the cluster refuse what the checks find in the admitted object, rule by rule',
  by: "upstream's ValidatingAdmissionPolicy plugin, type checker and cost counter",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    await expectValid(judge);
    const compared: Compared = { verdicts: 0, refused: 0, differences: [], seen: new Set() };
    const rules = admittedRules();
    const newest = rules.map((rule) => policiesOf(rule, NEWEST_VERSION));
    const cases = [...refusedCases(), ...passedCases()];
    const written = await readable(
      judge,
      cases.flatMap(({ kinds, objects }) => objects(kinds[0] as string)),
    );
    await compare(judge, newest, written, compared);
    const generated = await readable(judge, fc.sample(workload(), { numRuns: count, seed }));
    await compare(judge, newest, generated, compared);
    for (const { rule, version, cases: own } of byRule(cases))
      await compare(judge, [policiesOf(rule, version)], await readable(judge, own.flatMap(objectsOf)), compared);
    expectNamed(compared);
    const silent = rules.filter(({ meta }) => !compared.seen.has(meta.id)).map(({ meta }) => meta.id);
    assert.deepEqual(silent, [], 'no object shows these rules');
    return {
      cases: `${rules.length} rules, ${grouped(compared.verdicts)} verdicts on ${grouped(written.length + generated.length)} objects, of which ${grouped(compared.refused)} refuse`,
    };
  },
};

/** The API server takes all policies, for each version and whole, and its type checker finds nothing. */
async function expectValid(judge: Judge): Promise<void> {
  const profile = new Profile('all', { rules: [...CATALOG] });
  for (const kubernetesVersion of VERSIONS) {
    const { objects } = admissionPolicies({ policy: { profile }, kubernetesVersion });
    for (const object of objects) {
      const { accepted, errors } = await judge.ask('validate', { object });
      assert.ok(accepted, `${kubernetesVersion}: ${object.metadata.name}: ${JSON.stringify(errors)}`);
    }
    if (kubernetesVersion !== NEWEST_VERSION) continue; // the type checker knows one version
    const policies = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
    const { typeWarnings } = await judge.ask('cel', { policies, bindings: [], requests: [] });
    assert.deepEqual(typeWarnings, []);
  }
}

function objectsOf({ kinds, objects }: RuleCase): any[] {
  return kinds.filter((kind) => KINDS.includes(kind)).flatMap((kind) => objects(kind));
}

/** The cases of each rule with the same options and version, to be asked in all their kinds. */
function byRule(cases: readonly RuleCase[]) {
  const groups = new Map<string, { rule: RuleCase['rule']; version: string; cases: RuleCase[] }>();
  const known = new Set(admittedRules().map(({ meta }) => meta.id));
  for (const each of cases) {
    const { rule, version = NEWEST_VERSION } = each;
    const hasOptions = Object.keys(rule.options).length > 0;
    if (!known.has(rule.meta.id) || (!hasOptions && version === NEWEST_VERSION) || !VERSIONS.includes(version))
      continue;
    const key = JSON.stringify([rule.meta.id, rule.options, version]);
    const group = groups.get(key) ?? { rule, version, cases: [] };
    group.cases.push(each);
    groups.set(key, group);
  }
  return groups.values();
}

/** Differences that have no name are errors, and so are names without a difference. */
function expectNamed({ differences }: Compared): void {
  const unnamed = differences.filter(({ rule, by }) => DIFFERENT[rule]?.by !== by);
  const byRule = new Map(unnamed.map((each) => [`${each.rule} ${each.by}`, each]));
  const shown = [...byRule].map(([what, { object }]) => {
    const all = unnamed.filter(({ rule, by }) => `${rule} ${by}` === what).length;
    return `${what} alone (${all} objects): ${JSON.stringify(object)}`;
  });
  assert.equal(shown.length, 0, `verdicts differ:\n${shown.join('\n')}`);
  const found = new Set(differences.map(({ rule }) => rule));
  const idle = Object.keys(DIFFERENT).filter((rule) => !found.has(rule));
  assert.deepEqual(idle, [], 'these differences are not there any more');
}
