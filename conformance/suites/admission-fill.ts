import assert from 'node:assert/strict';
import fc from 'fast-check';
import { STAGE_LABEL } from '../../src/admission/bindings';
import { FILL_SINCE } from '../../src/admission/fill/fill-policy';
import { AdmissionStage } from '../../src/admission/stage';
import { Profile } from '../../src/engine/profile';
import { NEWEST_VERSION } from '../../src/kubernetes/kubernetes-version';
import { CATALOG } from '../../src/rules/catalog';
import { nearlySafePodSpec, podSpec, wrap } from '../../test/support/arbitrary';
import { readable } from '../admission';
import {
  barePods,
  brokenIn,
  expectAsFixed,
  FILLING,
  filled,
  fillObjects,
  fixed,
  isReadCloser,
  plain,
  profileOf,
} from '../admission-fill';
import { expectFillBehaviour } from '../admission-fill-behaviour';
import { expectFillOnServer } from '../admission-fill-server';
import { commandPods } from '../command-pods';
import type { Judge } from '../judge';
import { passedCases, refusedCases } from '../rule-cases';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';

const KINDS = ['Deployment', 'CronJob', 'PodTemplate'];
const AT_ONCE = 200;

/** What the cluster fills is what `fix` sets. */
export const admissionFill: Suite = {
  name: 'admission-fill',
  guarantee:
    'A cluster fills new pods as `fix` fills them, or less where only `fix` reads a command; filled pods pass Pod Security, and a template is not denied for what its pods get',
  by: "upstream's plugins for MutatingAdmissionPolicy and ValidatingAdmissionPolicy, and kube-apiserver",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    await expectValid(judge);
    await expectEachValid(judge);
    await expectAffordable(judge);
    await expectFillBehaviour(judge);
    const specs = fc.sample(fc.oneof(podSpec(), nearlySafePodSpec()), { numRuns: count, seed });
    const cases = [...refusedCases(), ...passedCases()];
    const inKind = (kind: string) => [
      ...cases
        .flatMap(({ kinds, objects }) => (kinds.includes(kind) ? objects(kind) : []))
        .filter((each) => each.kind === kind),
      ...specs.map((spec) => wrap(kind, { metadata: { name: 'web' }, spec: spec as any })),
    ];
    const pods = (await readable(judge, inKind('Pod').filter(isCreated))).map(({ object }) => object);
    const tally = await expectFilled(judge, [...pods, ...commandPods(count, seed)]);
    assert.ok(tally.less > 0, 'no command is one that only `fix` reads');
    const templates = await readable(
      judge,
      KINDS.flatMap(inKind).filter((object) => isCreated(podIn(object))),
    );
    const judged = await expectTemplatesPass(
      judge,
      templates.map(({ object }) => object),
    );
    const onServer = await expectFillOnServer();
    return {
      cases: `${grouped(tally.same)} pods filled as \`fix\` does, ${grouped(tally.less)} with less, ${grouped(judged)} templates, ${onServer} requests to a server`,
    };
  },
};

/** The API server takes the objects, and a server of each version compiles them, at less than half of what an evaluation may cost. */
async function expectValid(judge: Judge): Promise<void> {
  for (const kubernetesVersion of [FILL_SINCE, NEWEST_VERSION]) {
    for (const stage of [AdmissionStage.AUDIT, AdmissionStage.DENY]) {
      const { all, filling } = fillObjects({ kubernetesVersion, stage });
      for (const object of all) {
        const { accepted, errors } = await judge.ask('validate', { object });
        assert.ok(accepted, `${object.metadata.name}: ${JSON.stringify(errors)}`);
      }
      if (stage !== AdmissionStage.DENY) continue;
      // A server compiles new policies by the library of the minor before its own.
      const version = kubernetesVersion === FILL_SINCE ? '1.35' : '1.36';
      const requests = [{ object: largePod(), user: 'jane' }];
      const { mutations, cost, limits } = await judge.ask('mutate', { ...filling, requests, version });
      assert.equal(mutations[0]?.error, undefined);
      assert.ok(cost > 0 && cost <= limits.binding / 2, `filling costs ${cost}`);
      expectAsFixed(mutations[0]?.before, mutations[0]?.after);
    }
  }
}

/** All rules together judge a template of 100 containers at less than half of what an evaluation may cost. */
async function expectAffordable(judge: Judge): Promise<void> {
  const profile = new Profile('all', { rules: [...CATALOG] });
  const { judging } = fillObjects({ policy: { profile }, stage: AdmissionStage.WARN });
  const { metadata, spec } = largePod();
  const template = { metadata: { labels: { app: 'large' } }, spec };
  const selector = { matchLabels: { app: 'large' } };
  const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { selector, template } };
  const labels = { [STAGE_LABEL]: AdmissionStage.DENY };
  const namespaces = [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: metadata.namespace, labels } }];
  const { costs, typeWarnings, limits } = await judge.ask('cel', {
    ...{ ...judging, namespaces, requests: [{ object, user: 'jane' }] },
  });
  assert.deepEqual(typeWarnings, []);
  for (const { policy, total, expressions } of costs) {
    assert.ok(total <= limits.binding / 2, `${policy} costs ${total}`);
    for (const { field, cost, error } of expressions)
      assert.ok(cost <= limits.expression / 2 && !error, `${policy} ${field}: ${cost} ${error}`);
  }
}

/** Each rule can be the only one. */
async function expectEachValid(judge: Judge): Promise<void> {
  for (const rule of FILLING.filter(({ meta }) => meta.id !== 'security-context-missing')) {
    for (const object of fillObjects({ policy: { profile: profileOf([rule]) } }).all) {
      const { accepted, errors } = await judge.ask('validate', { object });
      assert.ok(accepted, `${rule.meta.id}: ${JSON.stringify(errors)}`);
    }
  }
}

/** 100 containers, each with a script and ten variables. */
function largePod(): any {
  const env = Array.from({ length: 10 }, (_, index) => ({ name: `V${index}`, value: 'a value of usual length' }));
  const args = ['sh', '-c', 'until nc -z db 5432; do sleep 1; done; exec /app/server --listen 8080 --workers 4'];
  const containers = Array.from({ length: 100 }, (_, index) => ({
    ...{ name: `c${index}`, image: `ghcr.io/acme/c${index}:1`, env, args },
    ports: [{ containerPort: 8080 }],
  }));
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'large', namespace: 'shop' }, spec: { containers } };
}

/** Each pod is filled as `fix` fills it, once, and the result passes where nothing else is wrong. */
async function expectFilled(judge: Judge, pods: readonly any[]) {
  const tally = { same: 0, less: 0, unread: 0 };
  const once = await filled(judge, pods);
  for (const { before, after, error } of once) {
    assert.equal(error, undefined, JSON.stringify(before));
    tally[expectAsFixed(before, after)] += 1;
  }
  const twice = await filled(
    judge,
    once.map(({ after: { status: _, ...after } }) => after),
  );
  for (const { before, after } of twice) assert.deepEqual(plain(after), plain(before), 'a second time changes it');
  for (const { after } of await filled(judge, barePods())) {
    const { denied } = await judge.ask('psa', { object: after, levels: ['restricted'], versions: ['latest'] });
    assert.deepEqual(denied, [], JSON.stringify(after));
    assert.deepEqual(brokenIn(after), []);
  }
  return tally;
}

/** A template is denied for what a check finds after `fix`; for more where `fix` reads a command, and never for what was right. */
async function expectTemplatesPass(judge: Judge, templates: readonly any[]): Promise<number> {
  const { judging } = fillObjects();
  let judged = 0;
  let spared = 0;
  let refused = 0;
  for (let start = 0; start < templates.length; start += AT_ONCE) {
    const some = templates.slice(start, start + AT_ONCE);
    const requests = some.map((object) => ({ object, user: 'jane' }));
    const { decisions } = await judge.ask('cel', { ...judging, requests, show: true });
    decisions.forEach(({ message = '', object }, index) => {
      const { apiVersion, kind } = some[index];
      const seen = { apiVersion, kind, ...object };
      const mended = fixed(seen);
      if (mended === undefined) return;
      judged += 1;
      const wanted = brokenIn(mended);
      const denied = rulesIn(message);
      const before = brokenIn(seen);
      if (denied.length > 0) refused += 1;
      else if (before.length > 0) spared += 1;
      const said = `${JSON.stringify(seen)}\n${message}`;
      if (!isReadCloser(podIn(seen))) assert.deepEqual(denied, wanted, said);
      else {
        assert.ok(
          wanted.every((rule) => denied.includes(rule)) && denied.every((rule) => before.includes(rule)),
          `${denied} is not between ${wanted} and ${before}\n${said}`,
        );
      }
    });
  }
  assert.ok(spared > 0 && refused > 0, `${spared} templates are spared, ${refused} refused`);
  return judged;
}

function podIn(object: any): any {
  return object.template ?? object.spec.jobTemplate?.spec.template ?? object.spec.template;
}

/** The API server refuses the others after they are filled: names tell containers apart, and debug containers are added later. */
function isCreated({ spec }: any): boolean {
  const names = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].map((container: any) => container?.name);
  return new Set(names).size === names.length && (spec?.ephemeralContainers ?? []).length === 0;
}

function rulesIn(message: string): string[] {
  const [, many, one] = /denied request: (?:\d+ rules: ([a-z, -]+)\.|([a-z-]+): )/.exec(message) ?? [];
  return (many?.split(', ') ?? (one === undefined ? [] : [one])).sort();
}
