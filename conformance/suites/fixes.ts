import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Checker } from '../../src/engine/checker';
import type { DefinedRule } from '../../src/engine/define-rule';
import { Profile } from '../../src/engine/profile';
import { HardenMode, harden } from '../../src/harden/harden';
import { isFileKind } from '../../src/kubernetes/api/file-kinds';
import { KubernetesApi } from '../../src/kubernetes/api/kubernetes-api';
import { atLeast, NEWEST_VERSION } from '../../src/kubernetes/kubernetes-version';
import { preventsReading, problemsOf } from '../../src/model/api';
import { Manifest } from '../../src/model/manifest';
import { ManifestSet } from '../../src/model/manifest-set';
import { identityOf } from '../../src/model/object-ref';
import { readObjects } from '../../src/model/read-objects';
import { CATALOG } from '../../src/rules/catalog';
import { POD_SECURITY_CONTROLS } from '../../src/rules/pod-security-controls';
import { readYaml } from '../../src/yaml/read';
import { workload, wrap } from '../../test/support/arbitrary';
import { world } from '../../test/support/world';
import { RULE_FOLDERS, ruleFile } from '../../tools/rule-folders';
import type { Judge, Verdict } from '../judge';
import { type RuleCase, refusedCases } from '../rule-cases';
import { grouped, type Outcome, type Settings, type Suite, TODAY } from '../suite';
import { nearlyValid } from './after-harden';

const MODES = [HardenMode.FILL, HardenMode.FORCE];
const EVERYTHING = new Profile('everything', { rules: [...CATALOG] });
/** Of the objects around the cases, so many are mended by all rules together. */
const TOGETHER_SHARE = 0.2;

/** Rules whose page shows what the API server refuses, because that is what the rule is about. */
const REFUSED_EXAMPLES: { readonly [file: string]: string } = {
  'ephemeral-container-in-manifest/example.yaml': 'ephemeral containers are for pods that run',
  'label-value-invalid/example.yaml': 'such a value is none',
  'restart-policy-invalid/example.yaml': 'pods of jobs end',
  'selector-mismatch/example.yaml': 'a workload selects its own pods',
  'unknown-field/example.yaml': 'the API server refuses an unknown field where validation is strict',
};

/** Whatever a rule calls its mended value, the API server takes. */
export const fixes: Suite = {
  name: 'fixes',
  guarantee:
    'Every fix of every rule, alone and with all others, leaves what the API server takes as something that it takes, and ends the denial of the control that the rule stands for; the examples on the rules’ pages are objects that it takes',
  by: "upstream's validation and policy evaluator",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const run = new Run(judge);
    const examples = await judgeExamples(run);
    await judgeAged(run);
    await judgeCases(run, count, seed);
    const property = fc.asyncProperty(fc.oneof(workload(), { weight: 2, arbitrary: nearlyValid() }), (object) =>
      judgeGenerated(run, object),
    );
    await fc.assert(property, { numRuns: count, seed });
    const idle = mendingRules().filter(({ meta }) => !run.mending.has(meta.id));
    const unjudged = idle.map(({ meta }) => meta.id).sort();
    if (unjudged.join() !== Object.keys(FOREIGN).join())
      throw new Error(`these rules mended nothing valid: ${unjudged.join(', ')}; known of are ${Object.keys(FOREIGN)}`);
    return {
      cases: `${run.mending.size} rules with fixes, ${grouped(run.mended)} mended objects that were valid, ${grouped(run.controls)} times for a control; ${examples}`,
    };
  },
};

/** Of two ports of a container that differ by their host ports alone, and do no more. */
const EXPECTED_WARNING = /: duplicate port definition with /;

/** Objects of today, and the version that once was theirs: the rule's own cases are hollow. */
const AGED: readonly (readonly [oldVersion: string, object: any])[] = [
  ['batch/v1beta1', wrap('CronJob', { metadata: {}, spec: { ...world().spec, restartPolicy: 'Never' } })],
  ['apps/v1beta2', wrap('Deployment', { metadata: { labels: { app: 'web' } }, spec: world().spec })],
  ['extensions/v1beta1', { ...world().policy }],
  ['rbac.authorization.k8s.io/v1beta1', { ...world().roleBinding }],
  [
    'policy/v1beta1',
    named('policy/v1', 'PodDisruptionBudget', {
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'web' } } },
    }),
  ],
  [
    'autoscaling/v2beta2',
    named('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
    }),
  ],
  ['coordination.k8s.io/v1beta1', named('coordination.k8s.io/v1', 'Lease', { spec: { leaseDurationSeconds: 15 } })],
  [
    'networking.k8s.io/v1beta1',
    named('networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'example.com/a' } }),
  ],
  ['node.k8s.io/v1beta1', named('node.k8s.io/v1', 'RuntimeClass', { handler: 'sandbox' })],
  ['scheduling.k8s.io/v1beta1', named('scheduling.k8s.io/v1', 'PriorityClass', { value: 7 })],
  ['storage.k8s.io/v1beta1', named('storage.k8s.io/v1', 'StorageClass', { provisioner: 'csi.example.com' })],
];

/** Rules with fixes for kinds that validation does not know. */
const FOREIGN = {
  'route-without-tls': 'a kind of OpenShift',
  'scc-allow-privileged-container': 'a kind of OpenShift',
};

/** What is asked, with each answer kept: most objects of most cases are the same. */
class Run {
  /** The rules of which a fix was judged. */
  public readonly mending = new Set<string>();
  public mended = 0;
  public controls = 0;
  private readonly verdicts = new Map<string, Promise<Verdict>>();

  public constructor(public readonly judge: Judge) {}

  public validate(object: any): Promise<Verdict> {
    return this.asked(JSON.stringify(object), () => this.judge.ask('validate', { object }));
  }

  /** What the program says that reads the object: the API server, or for a file of a node the decoder of its kind. */
  public read(object: any): Promise<Verdict> {
    if (!isFileKind(identityOf(object).groupKind)) return this.validate(object);
    const file = JSON.stringify(object);
    return this.asked(`file ${file}`, () => this.judge.ask('decode', { file }));
  }

  private asked(key: string, ask: () => Promise<Verdict>): Promise<Verdict> {
    const known = this.verdicts.get(key) ?? ask();
    this.verdicts.set(key, known);
    return known;
  }
}

/** The rules that have a fix for something that their own tests refuse. */
function mendingRules(): DefinedRule[] {
  const found = new Set(casesWithFix().map(({ rule }) => rule.meta.id));
  return CATALOG.filter(({ meta }) => found.has(meta.id));
}

let known: readonly RuleCase[] | undefined;

function casesWithFix(): readonly RuleCase[] {
  known ??= refusedCases().filter((each) => {
    const manifests = manifestsOf(each.objects(each.kinds[0] as string));
    const { findings } = checkerOf(each.rule, each.version).check(ManifestSet.fromManifests(manifests))._each;
    return findings.some(({ fix }) => fix.length > 0);
  });
  return known;
}

function checkerOf(rule: DefinedRule, kubernetesVersion?: string): Checker {
  return new Checker({ profile: new Profile('alone', { rules: [rule] }), kubernetesVersion, today: TODAY });
}

function manifestsOf(objects: readonly any[]): Manifest[] {
  return objects.flatMap((object) => readObjects(object).flatMap(({ manifest }) => manifest ?? []));
}

function ruleCalled(id: string): DefinedRule {
  return CATALOG.find(({ meta }) => meta.id === id) as DefinedRule;
}

async function judgeExamples(run: Run): Promise<string> {
  let taken = 0;
  let unknown = 0;
  const refused = new Set<string>();
  for (const id of [...RULE_FOLDERS.keys()]) {
    for (const name of ['example.yaml', 'mended.yaml']) {
      const file = `${id}/${name}`;
      if (name === 'mended.yaml' && !existsSync(ruleFile(id, name))) continue; // a fix makes it
      const { documents, problems } = readYaml(readFileSync(ruleFile(id, name), 'utf8'));
      if (problems.length > 0) throw new Error(`${file}: ${JSON.stringify(problems)}`);
      const manifests = manifestsOf(documents.map(({ value }) => value));
      for (const mode of MODES) await judgeFix(run, ruleCalled(id), manifests, NEWEST_VERSION, mode, file);
      for (const { value } of documents) {
        for (const object of value.kind === 'List' ? value.items : [value]) {
          if (isFileKind(identityOf(object).groupKind)) {
            unknown += 1;
            continue;
          }
          const { accepted, unknownKind, errors } = await run.validate(object);
          if (accepted) taken += 1;
          else if (unknownKind) unknown += 1;
          else if (Object.hasOwn(REFUSED_EXAMPLES, file)) refused.add(file);
          else throw new Error(`${file} shows what is refused: ${JSON.stringify(errors)}\n${JSON.stringify(object)}`);
        }
      }
    }
  }
  const needless = Object.keys(REFUSED_EXAMPLES).filter((file) => !refused.has(file));
  if (needless.length > 0) throw new Error(`is taken, and is listed as refused: ${needless.join(', ')}`);
  return `${grouped(taken)} objects of examples, ${grouped(unknown)} of kinds that validation does not know`;
}

function named(apiVersion: string, kind: string, rest: object): any {
  const isPlaced = ['PodDisruptionBudget', 'HorizontalPodAutoscaler', 'Lease'].includes(kind);
  return { apiVersion, kind, metadata: { name: 'web', ...(isPlaced ? { namespace: 'shop' } : {}) }, ...rest };
}

async function judgeAged(run: Run): Promise<void> {
  const rule = ruleCalled('removed-api-version');
  for (const [oldVersion, object] of AGED) {
    const aged = Manifest.fromJson({ ...object, apiVersion: oldVersion });
    await judgeFix(run, rule, [aged], NEWEST_VERSION, HardenMode.FORCE, `${oldVersion} ${object.kind}`);
    const options = { profile: new Profile('alone', { rules: [rule] }), mode: HardenMode.FORCE, today: TODAY };
    assert.deepEqual(harden([aged], [aged], options).get(aged)?.manifest.json, object);
    if (!(await run.validate(object)).accepted) throw new Error(`not valid today: ${JSON.stringify(object)}`);
  }
}

/** Each case of each rule with a fix, in all kinds that it is about, mended by that rule alone; and some by all rules. */
async function judgeCases(run: Run, count: number, seed: number): Promise<void> {
  const all = casesWithFix().flatMap((each) => each.kinds.map((kind) => ({ each, kind })));
  for (const { each, kind } of all) {
    const said = `${each.rule.meta.id}, "${each.name}" in a ${kind}`;
    for (const mode of MODES) {
      await judgeFix(run, each.rule, manifestsOf(each.objects(kind)), each.version ?? NEWEST_VERSION, mode, said);
    }
  }
  const property = fc.asyncProperty(fc.nat(all.length - 1), fc.constantFrom(...MODES), async (index, mode) => {
    const { each, kind } = all[index] as (typeof all)[number];
    const options = { profile: EVERYTHING, mode, today: TODAY, kubernetesVersion: each.version };
    const manifests = manifestsOf(each.objects(kind));
    const mended = harden(manifests, manifests, options);
    const said = `all rules, ${mode}, "${each.name}" in a ${kind}`;
    for (const before of manifests) await judgeValidity(run, before, mended.get(before)?.manifest ?? before, said);
  });
  await fc.assert(property, { numRuns: Math.ceil(count * TOGETHER_SHARE), seed });
}

/** A random object, mended by each rule alone that finds something in it. */
async function judgeGenerated(run: Run, object: any): Promise<void> {
  const manifest = Manifest.fromJson(structuredClone(object));
  if (problemsOf(manifest, KubernetesApi.of('latest')).some(preventsReading)) return;
  const { findings } = new Checker({ profile: EVERYTHING, today: TODAY }).check(
    ManifestSet.fromManifests([manifest]),
  )._each;
  const ids = new Set(findings.filter(({ fix }) => fix.length > 0).map(({ rule }) => rule));
  for (const rule of CATALOG.filter(({ meta }) => ids.has(meta.id))) {
    for (const mode of MODES) await judgeFix(run, rule, [manifest], NEWEST_VERSION, mode, rule.meta.id);
  }
}

async function judgeFix(
  run: Run,
  rule: DefinedRule,
  manifests: readonly Manifest[],
  kubernetesVersion: string,
  mode: HardenMode,
  said: string,
): Promise<void> {
  const { podSecurity } = rule.meta;
  const mates = POD_SECURITY_CONTROLS.filter(({ meta }) => meta.id !== rule.meta.id && isMate(rule, meta));
  const profile = new Profile('alone', { rules: podSecurity ? [rule, ...mates] : [rule] });
  const options = { profile, mode, today: TODAY, kubernetesVersion };
  const outcome = harden(manifests, manifests, options);
  const after = manifests.map((each) => outcome.get(each)?.manifest ?? each);
  const left = new Checker(options).check(ManifestSet.fromManifests(after));
  for (const [index, before] of manifests.entries()) {
    const mended = after[index] as Manifest;
    const applied = outcome.get(before)?.applied ?? [];
    if (applied.length === 0) continue;
    const isValid = await judgeValidity(run, before, mended, `${said}, ${mode}`);
    if (!isValid) continue;
    if (applied.some((each) => each.rule === rule.meta.id)) run.mending.add(rule.meta.id);
    run.mended += 1;
    const isOpen = left._each.findings.some(
      ({ objectRef }) => objectRef.kind === mended.objectRef.kind && objectRef.name === mended.objectRef.name,
    );
    if (!podSecurity || isOpen || mode === HardenMode.FILL || isUnmendable(mended, kubernetesVersion)) continue;
    const ask = async ({ json }: Manifest) => {
      const question = {
        object: json,
        levels: [podSecurity.level as 'baseline'],
        versions: [kubernetesVersion],
        default: true,
      };
      const { denied } = await run.judge.ask('psa', question);
      return denied.flatMap(({ controls }) => controls);
    };
    const was = await ask(before);
    const now = await ask(mended);
    run.controls += 1;
    const wrong = now.filter((control) => control === podSecurity.check || !was.includes(control));
    if (wrong.length > 0)
      throw new Error(
        `${said}: after mending ${wrong.join(', ')} denies\n${JSON.stringify([before.json, mended.json])}`,
      );
  }
}

/** Several rules may stand for one control. */
function isMate(rule: DefinedRule, other: DefinedRule['meta']): boolean {
  return other.podSecurity?.check === rule.meta.podSecurity?.check;
}

/** Whether a mended object is valid. Throws where it was before and is no more, or has warnings that it had not. */
async function judgeValidity(run: Run, before: Manifest, after: Manifest, said: string): Promise<boolean> {
  if (after === before) return false;
  const was = await run.read(before.json);
  const now = await run.read(after.json);
  if (!was.accepted) return now.accepted;
  const added = (now.warnings ?? []).filter((each) => !was.warnings?.includes(each) && !EXPECTED_WARNING.test(each));
  if (now.accepted && added.length === 0) return true;
  throw new Error(
    `${said}: mending brings ${JSON.stringify([...now.errors, ...added])}\nbefore ${JSON.stringify(before.json)}\nafter ${JSON.stringify(after.json)}`,
  );
}

/** Below 1.25 the standard asks of Windows pods what the API server forbids them (docs/decisions/0009). */
function isUnmendable(manifest: Manifest, kubernetesVersion: string): boolean {
  return manifest.podTemplate?.isWindows === true && !atLeast(kubernetesVersion, '1.25');
}
