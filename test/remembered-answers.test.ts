import { readFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import { Aspects, HardeningChecks, ManifestSet, Profile, SecureDeployment } from '../src';
import { Checker } from '../src/engine/checker';
import { Answers } from '../src/engine/walking/answers';
import { CATALOG } from '../src/rules/catalog';
import { RULE_FOLDERS, ruleFile } from '../tools/rule-folders';

/** The objects of the examples of all rules: what each is for, and what not. */
function examples() {
  return [...RULE_FOLDERS.keys()].flatMap(
    (id) => ManifestSet.fromYaml(readFileSync(ruleFile(id, 'example.yaml'), 'utf8')).all,
  );
}

test('what is remembered from another set gives the report of a check that asks all rules', () => {
  const manifests = examples();
  const checker = new Checker({ profile: new Profile('all', { rules: [...CATALOG] }), today: '2026-11-30' });
  const answers = new Answers();
  const report = (some: typeof manifests, memory?: Answers) => {
    const { _each, errors } = checker._checkSome(ManifestSet.fromManifests(some), some, undefined, memory);
    return { findings: _each.findings.map(({ manifest: _, ...finding }) => finding), errors };
  };
  const sets = [0, 1, 2].map((rest) => manifests.filter((_, index) => index % 3 !== rest));
  for (const some of [...sets, manifests, ...sets]) expect(report(some, answers)).toEqual(report(some));
});

test('a workload that is changed after its fixes is judged as it is now', () => {
  class Weakening extends Chart {
    public override toJson(): any[] {
      return super.toJson().map((json) => {
        if (json.kind === 'Deployment') json.spec.template.spec.hostNetwork = true;
        return json;
      });
    }
  }
  const app = new App({ outdir: 'never-written' });
  Aspects.of(app).add(new HardeningChecks());
  new SecureDeployment(new Weakening(app, 'shop', { namespace: 'shop' }), 'web', {
    containers: [{ image: `ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`, portNumber: 8080 }],
  });
  expect(() => app.synth()).toThrow(/host-network/);
});
