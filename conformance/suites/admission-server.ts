import assert from 'node:assert/strict';
import fc from 'fast-check';
import { admissionPolicies } from '../../src/admission/admission-policies';
import { AdmissionStage } from '../../src/admission/stage';
import { Checker } from '../../src/engine/checker';
import { Profile } from '../../src/engine/profile';
import { Profiles } from '../../src/profiles/profiles';
import { CATALOG } from '../../src/rules/catalog';
import { hollowObjects, hugePod } from '../admission-objects';
import { expectStatic } from '../admission-server/control-plane';
import { expectCustom } from '../admission-server/custom-kinds';
import { addedTimes, expectLarge, expectRequests, heapOf, makeOldObjects } from '../admission-server/requests';
import {
  type Admitted,
  admitted,
  compareVerdicts,
  enforce,
  foundIn,
  refusalOf,
  release,
} from '../admission-server/verdicts';
import { ApiServer, type KubernetesObject } from '../api-server';
import { application, synthesize } from '../constructs';
import { passedCases, refusedCases } from '../rule-cases';
import { grouped, type Outcome, type Settings, type Suite, TODAY } from '../suite';
import { exampleDocuments, isOwn } from './acceptance';
import { expectNoOthers, isNamed } from './admission';

/** Kinds around a pod whose templates are in other places. */
const KINDS = ['Pod', 'Deployment', 'CronJob', 'PodTemplate'];
const LEAST = 5000;
const APPLICATIONS = 20;

/** A real API server enforces the rules, applied as objects and read from its disk. */
export const admissionServer: Suite = {
  name: 'admission-server',
  guarantee:
    'A real API server refuses what the checks find in the object that it would store, and names the rules first; it admits what our constructs write; it does not judge scale, status and unchanged objects; it warns about objects of custom kinds; a control plane starts with all policies on its disk, those that fill too, and its controllers, kubelets and kubeadm are not locked out',
  by: 'kube-apiserver with etcd, and kube-controller-manager',
  async run({ seed }: Settings): Promise<Outcome> {
    const server = new ApiServer();
    await server.start();
    try {
      const constructed = [
        ...exampleDocuments().filter(isOwn),
        ...fc.sample(application, { numRuns: APPLICATIONS, seed }).flatMap(synthesize),
      ];
      await makeOldObjects(server);
      const all = await admitted(server, distinct([...written(), ...constructed]));
      const texts = new Set(constructed.map((object) => JSON.stringify(object)));
      const own = all.filter(({ given }) => texts.has(JSON.stringify(given)));
      const everything = policies(new Profile('all', { rules: [...CATALOG] }));
      await enforce(server, everything);
      const { asked, refused, differences } = await compareVerdicts(server, all, isNamed);
      expectNoOthers(differences);
      assert.ok(asked >= LEAST, `only ${asked} objects were asked about`);
      const large = await expectLarge(server);
      await release(server, everything);
      const before = await heapOf(server);
      await enforce(server, policies(Profiles.nsa()));
      const heap = ((await heapOf(server)) - before) / 2 ** 20;
      const [small, hundred] = await addedTimes(server);
      console.log(
        `figures: a small pod takes ${small.toFixed(1)} ms longer (at most 1), one of 100 containers ${hundred.toFixed(1)} ms (at most 35); the heap has ${heap.toFixed(1)} MB more (at most 10)`,
      );
      const taken = await expectConstructs(server, own);
      const requests = await expectRequests(server);
      const custom = await expectCustom(server);
      const fresh = await expectStatic();
      return {
        cases: `${grouped(asked)} objects, of which ${grouped(refused)} are refused; ${grouped(taken)} objects of constructs and examples admitted; ${requests} updates and subresources; ${custom} objects of custom kinds; ${large} objects that are too large or nearly; ${fresh}`,
      };
    } finally {
      await server.stop();
    }
  },
};

function policies(profile: Profile): KubernetesObject[] {
  return [...admissionPolicies({ policy: { profile }, today: TODAY, stage: AdmissionStage.DENY }).objects];
}

/** The cases of the rules' tests, and objects that say as little as can be. */
function written(): any[] {
  const cases = [...refusedCases(), ...passedCases()].flatMap(({ kinds, objects }) =>
    kinds.filter((kind) => KINDS.includes(kind)).flatMap((kind) => objects(kind)),
  );
  return [...cases, ...hollowObjects(), hugePod()];
}

function distinct(objects: readonly any[]): KubernetesObject[] {
  const texts = new Set(objects.map((object) => JSON.stringify(object)));
  return [...texts].map((text) => JSON.parse(text)).filter((object) => object?.kind && object.apiVersion);
}

/** What constructs and examples write is admitted, but for what the author of an example waives. */
async function expectConstructs(server: ApiServer, objects: readonly Admitted[]): Promise<number> {
  const checker = new Checker({ profile: Profiles.nsa(), today: TODAY });
  let taken = 0;
  for (const { given, stored } of objects) {
    const { status, body } = await server.create(given, { dryRun: true });
    if (status === 201 || status === 409) {
      taken += 1;
      continue;
    }
    const found = foundIn(checker, stored);
    const unknown = refusalOf(body.message).rules.filter((rule) => !found?.has(rule));
    assert.deepEqual(unknown, [], `${body.message}\n${JSON.stringify(given)}`);
  }
  return taken;
}
