import fc from 'fast-check';
import { HardenMode, harden } from '../../src/harden/harden';
import { KubernetesApi } from '../../src/kubernetes/api/kubernetes-api';
import { atLeast } from '../../src/kubernetes/kubernetes-version';
import { preventsReading, problemsOf } from '../../src/model/api';
import { Manifest } from '../../src/model/manifest';
import { Profiles } from '../../src/profiles/profiles';
import { nearlySafePodSpec, podKind, version, workload, wrap } from '../../test/support/arbitrary';
import { grouped, type Outcome, type Settings, type Suite, TODAY } from '../suite';

/** Fewer valid inputs than this would prove little about validity. */
const VALID_SHARE = 0.3;

const WAYS = [
  { profile: Profiles.restricted(), mode: HardenMode.FORCE },
  { profile: Profiles.nsa(), mode: HardenMode.FILL },
  { profile: Profiles.nsa(), mode: HardenMode.FORCE },
];

/** What is mended is allowed, and the API server still takes it. */
export const afterHarden: Suite = {
  name: 'after-harden',
  guarantee:
    'What `Harden` mends in force mode is allowed at `restricted`, but for the fixes that it names and withholds because they would break the pod; mending never makes a valid object invalid',
  by: "upstream's policy evaluator and validation",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    let mended = 0;
    let valid = 0;
    const property = fc.asyncProperty(
      fc.oneof(workload(), { weight: 2, arbitrary: nearlyValid() }),
      version(),
      async (object, kubernetesVersion) => {
        const manifest = Manifest.fromJson(structuredClone(object));
        if (problemsOf(manifest, KubernetesApi.of('latest')).some(preventsReading)) return;
        const before = await judge.ask('validate', { object });
        if (before.accepted) valid += 1;
        for (const { profile, mode } of WAYS) {
          const outcome = harden([manifest], [manifest], { profile, mode, kubernetesVersion, today: TODAY });
          const after = outcome.get(manifest)?.manifest.json;
          const withheld = new Set(outcome.get(manifest)?.withheld.map(({ finding }) => controlOf(finding.rule)));
          mended += 1;
          const said = `${profile.name}, ${mode}, ${kubernetesVersion}\nbefore ${JSON.stringify(object)}\nafter ${JSON.stringify(after)}`;
          if (mode === HardenMode.FORCE && !isUnmendable(manifest, kubernetesVersion)) {
            const levels = ['restricted'] as const;
            const { denied } = await judge.ask('psa', {
              object: after,
              levels,
              versions: [kubernetesVersion],
              default: true,
            });
            const isLeft = denied.every(({ controls }) => controls.every((control) => withheld.has(control)));
            if (!isLeft) throw new Error(`denied after mending: ${JSON.stringify(denied)}\n${said}`);
          }
          if (!before.accepted) continue;
          const { accepted, errors } = await judge.ask('validate', { object: after });
          if (!accepted) throw new Error(`invalid after mending: ${JSON.stringify(errors)}\n${said}`);
        }
      },
    );
    await fc.assert(property, { numRuns: count, seed });
    if (valid < count * VALID_SHARE)
      throw new Error(`only ${valid} of ${count} objects were valid before; mend the generator`);
    return { cases: `${grouped(mended)} mended objects, ${grouped(valid)} of their ${grouped(count)} originals valid` };
  },
};

/** What the API server mostly takes: no ephemeral containers on create, and jobs that end. */
export function nearlyValid(): fc.Arbitrary<any> {
  return fc.tuple(podKind(), nearlySafePodSpec()).map(([kind, { ephemeralContainers: _, ...spec }]) => {
    const restartPolicy = kind.endsWith('Job') ? { restartPolicy: 'Never' } : {};
    return wrap(kind, { metadata: { labels: { app: 'web' } }, spec: { ...spec, ...restartPolicy } });
  });
}

/** The control of the Pod Security Standards that a rule implements. */
function controlOf(id: string): string | undefined {
  const profile = Profiles.restricted();
  return profile.hasRule(id) ? profile.rule(id).meta.podSecurity?.check : undefined;
}

/** Below 1.25 the standard asks of Windows pods what the API server forbids them (docs/decisions/0009). */
function isUnmendable(manifest: Manifest, kubernetesVersion: string): boolean {
  return manifest.podTemplate?.isWindows === true && !atLeast(kubernetesVersion, '1.25');
}
