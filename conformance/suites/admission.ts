import assert from 'node:assert/strict';
import fc from 'fast-check';
import { admissionPolicies } from '../../src/admission/admission-policies';
import { Profile } from '../../src/engine/profile';
import { groupBy } from '../../src/json/group-by';
import { KubernetesApi } from '../../src/kubernetes/api/kubernetes-api';
import { minorVersion, NEWEST_VERSION } from '../../src/kubernetes/kubernetes-version';
import { CATALOG } from '../../src/rules/catalog';
import { workload } from '../../test/support/arbitrary';
import { admittedRules, type Compared, compare, type Difference, judges, policiesOf, readable } from '../admission';
import { expectBehaviour } from '../admission-behaviour';
import { emptyObjects } from '../admission-objects';
import type { Judge } from '../judge';
import { mutationsOf } from '../mutations';
import { passedCases, type RuleCase, refusedCases } from '../rule-cases';
import { grouped, type Outcome, type Settings, type Suite, TODAY } from '../suite';

const VERSIONS = ['1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', NEWEST_VERSION];

/** Changed objects for each rule and each set of its options. */
const MOST_CHANGES = 300;
/** Kinds around a pod whose templates are in other places. */
const KINDS = ['Pod', 'PodTemplate', 'CronJob', 'Deployment'];

/** What one side refuses and the other does not. The list is exact: each must be found, and nothing else. */
interface Named {
  readonly by: Difference['by'];
  readonly why: string;
  is(difference: Difference): boolean;
}

/** Rules that search texts, of which a policy finds a part. */
const SEARCHES = [
  'hard-coded-secret-env',
  'secret-in-annotation',
  'secret-in-command-args',
  'secret-in-config-map',
  'secret-in-storage-parameters',
  'sensitive-data-in-config-map',
];

const DIFFERENT: readonly Named[] = [
  {
    by: 'admission',
    why: 'a label that anyone can set spares no role: the API server itself is spared by its name',
    is: ({ rule, object: { metadata, roleRef } }) =>
      rule.startsWith('rbac-') &&
      metadata.labels?.['kubernetes.io/bootstrapping'] === 'rbac-defaults' &&
      ((metadata.name ?? '').startsWith('system:') || [metadata.name, roleRef?.name].includes('cluster-admin')),
  },
  {
    by: 'check',
    why: 'the judge has no ServiceAccount plugin, which adds the volume of the token to pods that say nothing',
    is: ({ rule, object: { spec } }) =>
      ['default-service-account', 'service-account-token-automount'].includes(rule) &&
      spec.automountServiceAccountToken === undefined,
  },
  {
    by: 'check',
    why: 'a number of JavaScript does not hold 10e399, so that the check takes it for no amount',
    is: ({ rule, object }) =>
      /-missing$|-resources$|-limits$/.test(rule) && JSON.stringify(object).includes('"10e399"'),
  },
  {
    by: 'admission',
    why: 'the judge has no ServiceAccount plugin, which adds the pull secrets of the account to pods that have none',
    is: ({ rule, object: { spec } }) =>
      rule === 'image-pull-secrets-missing' && !['', 'default'].includes(spec.serviceAccountName ?? ''),
  },
  {
    by: 'check',
    why: 'the cluster itself writes these into each namespace',
    is: ({ rule, object: { kind, metadata } }) =>
      rule === 'default-namespace' &&
      ['ConfigMap kube-root-ca.crt', 'ServiceAccount default'].includes(`${kind} ${metadata.name}`),
  },
  {
    by: 'check',
    why: 'no expression adds blocks up, but two halves of all addresses in a rule',
    is: ({ rule, object }) =>
      ['load-balancer-service', 'network-policy-allow-all-egress', 'network-policy-allow-all-ingress'].includes(rule) &&
      blocksIn(object).length > 1,
  },
  {
    by: 'check',
    why: 'no expression takes an address of IPv6 apart',
    is: ({ rule, object }) =>
      rule === 'instance-metadata-egress' && blocksIn(object).some((each) => each.includes(':')),
  },
  {
    by: 'check',
    why: 'no expression reads base64, takes texts apart as a shell or a parser does, or computes check digits',
    is: ({ rule }) => SEARCHES.includes(rule),
  },
  {
    by: 'check',
    why: 'no expression resolves ".." before a descriptor',
    is: ({ rule, object }) => rule === 'working-directory-in-proc' && JSON.stringify(object).includes('/..'),
  },
];

/** What the cluster enforces is what the checks find, rule by rule. */
export const admission: Suite = {
  name: 'admission',
  guarantee: 'Policies of the cluster refuse what the checks find in the admitted object, rule by rule',
  by: "upstream's ValidatingAdmissionPolicy plugin, type checker and cost counter",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    await expectValid(judge);
    await expectBehaviour(judge);
    const compared: Compared = { verdicts: 0, refused: 0, differences: [], seen: new Set() };
    const rules = admittedRules();
    let asked = 0;
    const newest = rules.map((rule) => policiesOf(rule, NEWEST_VERSION));
    const cases = [...refusedCases(), ...passedCases()];
    const first = cases.flatMap(({ kinds, objects }) => objects(kinds[0] as string));
    const written = await readable(judge, [...first, ...emptyObjects()]);
    await compare(judge, newest, written, compared);
    const generated = await readable(judge, fc.sample(workload(), { numRuns: count, seed }));
    await compare(judge, newest, generated, compared);
    for (const { rule, version, cases: own } of byRule(cases)) {
      const objects = own.flatMap(objectsOf);
      const changed = changesOf(
        objects.filter((object) => judges(rule.meta.id, object)),
        Math.min(count, MOST_CHANGES),
      );
      const sent = await readable(judge, [...objects, ...changed]);
      await compare(judge, [policiesOf(rule, version)], sent, compared);
      asked += sent.length;
    }
    expectNamed(compared);
    const silent = rules.filter(({ meta }) => !compared.seen.has(meta.id)).map(({ meta }) => meta.id);
    assert.deepEqual(silent, [], 'no object shows these rules');
    return {
      cases: `${rules.length} rules, ${grouped(compared.verdicts)} verdicts on ${grouped(written.length + generated.length + asked)} objects, of which ${grouped(compared.refused)} refuse`,
    };
  },
};

/** The API server takes all policies, for each version and whole, and its type checker finds nothing. */
async function expectValid(judge: Judge): Promise<void> {
  const profile = new Profile('all', { rules: [...CATALOG] });
  for (const kubernetesVersion of VERSIONS) {
    const { objects } = admissionPolicies({ policy: { profile }, today: TODAY, kubernetesVersion });
    for (const object of objects) {
      const { accepted, errors } = await judge.ask('validate', { object });
      assert.ok(accepted, `${kubernetesVersion}: ${object.metadata.name}: ${JSON.stringify(errors)}`);
    }
    const policies = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
    // A server compiles new policies by the library of the minor before its own.
    const version = `1.${minorVersion(kubernetesVersion) - 1}`;
    assert.deepEqual((await judge.ask('compile', { policies, version })).errors, [], kubernetesVersion);
    if (kubernetesVersion !== NEWEST_VERSION) continue; // the type checker knows one version
    const { typeWarnings } = await judge.ask('cel', { policies, bindings: [], requests: [] });
    assert.deepEqual(typeWarnings, []);
  }
}

/** So many objects with one change in a field, evenly spread over all changes. */
function changesOf(objects: readonly any[], most: number): any[] {
  const api = KubernetesApi.of('latest');
  const all = objects.flatMap((object) => {
    const fields = api.fieldsOf(object.apiVersion, object.kind);
    return fields ? [...mutationsOf(object, fields)] : [];
  });
  const stride = Math.max(1, Math.floor(all.length / most));
  return all.filter((_, index) => index % stride === 0).map(({ make }) => make());
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
    if (!known.has(rule.meta.id) || !VERSIONS.includes(version)) continue;
    const key = JSON.stringify([rule.meta.id, rule.options, version]);
    const group = groups.get(key) ?? { rule, version, cases: [] };
    group.cases.push(each);
    groups.set(key, group);
  }
  return groups.values();
}

/** The blocks of addresses that an object writes, exceptions among them. */
function blocksIn(object: any): string[] {
  return [...JSON.stringify(object).matchAll(/"([^"/]+\/\d+)"/g)].map(([, block = '']) => block);
}

/** Differences that have no name are errors, and so are names without a difference. */
function expectNamed({ differences }: Compared): void {
  expectNoOthers(differences);
  const idle = DIFFERENT.filter((named) => !differences.some((each) => named.by === each.by && named.is(each)));
  assert.deepEqual(
    idle.map(({ why }) => why),
    [],
    'these differences are not there any more',
  );
}

export function isNamed(difference: Difference): boolean {
  return DIFFERENT.some((named) => named.by === difference.by && named.is(difference));
}

/** Differences that have no name are errors. */
export function expectNoOthers(differences: readonly Difference[]): void {
  const unnamed = groupBy(
    differences.filter((each) => !isNamed(each)),
    ({ rule, by }) => `${rule}: ${by} alone`,
  );
  const shown = [...unnamed].map(([what, all]) => `${what} (${all.length} objects): ${JSON.stringify(all[0]?.object)}`);
  assert.equal(shown.length, 0, `verdicts differ:\n${shown.join('\n')}`);
}
