import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Checker } from '../../src/engine/checker';
import type { Profile } from '../../src/engine/profile';
import { KubernetesApi } from '../../src/kubernetes/api/kubernetes-api';
import type { Problem } from '../../src/kubernetes/api/problem';
import { KNOWN_VERSIONS } from '../../src/kubernetes/kubernetes-version';
import { preventsReading, problemsOf } from '../../src/model/api';
import { Manifest } from '../../src/model/manifest';
import { ManifestSet } from '../../src/model/manifest-set';
import { Profiles } from '../../src/profiles/profiles';
import { workload } from '../../test/support/arbitrary';
import type { Judge, Level } from '../judge';
import { grouped, type Outcome, type Settings, type Suite, TODAY } from '../suite';

const LEVELS: readonly Level[] = ['baseline', 'restricted'];
const VERSIONS = [...KNOWN_VERSIONS, 'latest'];
/** Of the objects, so many may be ones that our model calls unreadable; the API server must refuse each of them. */
const UNREADABLE_SHARE = 0.05;

/** Upstream's check of host ports. */
const HOST_PORTS = 'hostPorts';
const API = KubernetesApi.of('latest');

/** For each level and version, the checks that fail. */
type Verdicts = Map<string, string>;

/** Every control of the standards, level by level and version by version, on generated objects of the nine kinds. */
export const podSecurity: Suite = {
  name: 'pod-security',
  guarantee:
    'Profiles `baseline` and `restricted` refuse exactly what Pod Security Admission refuses, control by control',
  by: "upstream's policy evaluator (k8s.io/pod-security-admission)",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const checkers = LEVELS.flatMap((level) =>
      VERSIONS.map((version) => checkerFor(Profiles.fromName(level), level, version)),
    );
    await expectSameControls(judge);
    let verdicts = 0;
    let unreadable = 0;
    const property = fc.asyncProperty(workload(), async (object) => {
      const manifest = Manifest.fromJson(structuredClone(object));
      const problems = problemsOf(manifest, API).filter(preventsReading);
      if (problems.length > 0) {
        unreadable += 1;
        await expectRefused(judge, object, problems);
        return;
      }
      const { denied } = await judge.ask('psa', { object, levels: LEVELS, versions: VERSIONS, default: true });
      const isOnHost = manifest.podTemplate?.value('/hostNetwork') === true;
      const theirs: Verdicts = new Map();
      for (const { level, versions, controls } of denied) {
        // The server makes each port of a pod on the node's network a host port, which the finding about that network covers.
        const told = controls.filter((control) => !(isOnHost && control === HOST_PORTS));
        for (const version of versions) theirs.set(`${level} ${version}`, told.map(ourName).join(', '));
      }
      const all = ManifestSet.fromManifests([manifest]);
      for (const { key, checker, checks } of checkers) {
        const report = checker.check(all);
        const failing = new Set(report._each.findings.map(({ rule }) => checks.get(rule) as string));
        if (isOnHost) failing.delete(HOST_PORTS);
        const ours = [...failing].sort().join(', ');
        verdicts += 1;
        if (ours === (theirs.get(key) ?? '') && report.errors.every(({ isRefusal }) => isRefusal)) continue;
        const reasons = denied.filter(({ level, versions }) =>
          versions.some((version) => `${level} ${version}` === key),
        );
        throw new Error(
          `${key}: we refuse [${ours}], upstream [${theirs.get(key) ?? ''}]\n` +
            `upstream says: ${JSON.stringify(reasons.map(({ reason, detail }) => `${reason}: ${detail}`))}\n` +
            `our errors: ${JSON.stringify(report.errors)}\n${JSON.stringify(object)}`,
        );
      }
    });
    await fc.assert(property, { numRuns: count, seed });
    if (unreadable > count * UNREADABLE_SHARE)
      throw new Error(`${unreadable} of ${count} objects were unreadable; mend the generator`);
    return { cases: `${grouped(verdicts)} verdicts on ${grouped(count - unreadable)} objects` };
  },
};

function checkerFor(profile: Profile, level: Level, version: string) {
  const checker = new Checker({ profile, kubernetesVersion: version, today: TODAY });
  const checks = new Map(profile.rules.map(({ meta }) => [meta.id, meta.podSecurity?.check]));
  return { key: `${level} ${version}`, checker, checks };
}

/** All versions and all checks that upstream knows have a rule here, and none is made up. */
async function expectSameControls(judge: Judge): Promise<void> {
  const { policy, checks } = await judge.ask('versions', {});
  const rules = LEVELS.flatMap((level) => Profiles.fromName(level).rules);
  const ours = [...new Set(rules.map(({ meta }) => meta.podSecurity?.check ?? meta.id))].sort();
  const theirs = [...new Set(checks.map(({ id }) => ourName(id)))].sort();
  assert.deepEqual(ours, theirs, 'the controls differ');
  assert.deepEqual([...KNOWN_VERSIONS], policy, 'the versions differ');
}

/** One rule stands for both checks of procMount: it knows the level that it is asked for. */
function ourName(control: string): string {
  return control === 'procMount_restricted' ? 'procMount' : control;
}

async function expectRefused(judge: Judge, object: any, problems: readonly Problem[]): Promise<void> {
  const { accepted } = await judge.ask('validate', { object }).catch(() => ({ accepted: false }));
  if (!accepted) return;
  throw new Error(
    `we call unreadable what the API server takes: ${JSON.stringify(problems)}\n${JSON.stringify(object)}`,
  );
}
