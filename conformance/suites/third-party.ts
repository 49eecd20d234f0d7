import type { Report } from '../../src/engine/report';
import { isOwnKind } from '../../src/kubernetes/api/table';
import type { Manifest } from '../../src/model/manifest';
import { Profiles } from '../../src/profiles/profiles';
import { type MendedRelease, mendRelease, RELEASES, whyNoReleases } from '../../test/support/releases';
import type { Judge } from '../judge';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';

/** What upstream says of a mended release. */
export interface ReleaseVerdict {
  /** Objects that make pods. */
  readonly workloads: number;
  /** Those that level `restricted` allows. */
  readonly allowed: number;
  /** Those that it refuses, each for just the controls whose findings are waived. */
  readonly refused: readonly { readonly manifest: Manifest; readonly controls: readonly string[] }[];
  /** Objects that validation accepts. */
  readonly accepted: number;
  /** Objects of kinds that it does not know. */
  readonly unknown: number;
  /** Objects that it refuses, mended or not, for the same faults. */
  readonly invalid: readonly { readonly manifest: Manifest; readonly faults: readonly string[] }[];
}

/** Real releases, mended with their policies, stand before upstream's code. */
export const thirdParty: Suite = {
  name: 'third-party',
  guarantee:
    'Eight upstream releases, mended in force mode with their policies in third-party/, are allowed at `restricted` but for what is waived, and are as valid as they were',
  by: "upstream's policy evaluator and validation",
  async run({ judge }: Settings): Promise<Outcome> {
    const reason = whyNoReleases();
    if (reason) {
      console.warn(`NOT ASKED: ${reason}`);
      return { cases: `not asked: ${reason}` };
    }
    let objects = 0;
    let workloads = 0;
    let refused = 0;
    for (const release of RELEASES) {
      const mended = mendRelease(release);
      const verdict = await askOf(judge, mended);
      objects += mended.after.length;
      workloads += verdict.workloads;
      refused += verdict.refused.length;
    }
    return {
      cases: `${RELEASES.length} releases, ${grouped(objects)} objects, ${workloads} of them workloads, ${refused} with waived controls`,
    };
  },
};

/** Asks upstream about a mended release. Throws where it says otherwise than we do, or where mending made anything worse. */
export async function askOf(judge: Judge, mended: MendedRelease): Promise<ReleaseVerdict> {
  const { release, before, after, restrictedAfter } = mended;
  const refused: { manifest: Manifest; controls: readonly string[] }[] = [];
  const invalid: { manifest: Manifest; faults: readonly string[] }[] = [];
  let workloads = 0;
  let accepted = 0;
  for (const [index, manifest] of after.entries()) {
    const was = before[index] as Manifest;
    const { kind, name } = manifest.objectRef;
    // Upstream looks into the kinds of Kubernetes alone.
    if (manifest.podTemplate && isOwnKind(manifest.groupKind)) {
      workloads += 1;
      const controls = await deniedOf(judge, manifest, restrictedAfter);
      const waived = waivedOf(restrictedAfter, manifest);
      if (controls.join() !== waived.join())
        throw new Error(
          `${release.id}: ${kind} "${name}" is refused for ${controls.join(', ') || 'nothing'}; waived is ${waived.join(', ') || 'nothing'}`,
        );
      if (controls.length > 0) refused.push({ manifest, controls });
    }
    const verdict = await judge.ask('validate', { object: manifest.json });
    if (verdict.accepted) {
      accepted += 1;
    } else if (!verdict.unknownKind) {
      const faults = faultsOf(verdict);
      const old = await judge.ask('validate', { object: was.json });
      const added = old.accepted ? faults : faults.filter((fault) => !faultsOf(old).includes(fault));
      if (old.accepted || added.length > 0)
        throw new Error(`${release.id}: mending made ${kind} "${name}" invalid: ${added.join('; ')}`);
      invalid.push({ manifest, faults });
    }
  }
  const unknown = after.length - accepted - invalid.length;
  return { workloads, allowed: workloads - refused.length, refused, accepted, unknown, invalid };
}

async function deniedOf(judge: Judge, { json }: Manifest, { kubernetesVersion }: Report): Promise<string[]> {
  const levels = ['restricted'] as const;
  const { denied } = await judge.ask('psa', { object: json, levels, versions: [kubernetesVersion], default: true });
  return denied.flatMap(({ controls }) => controls).sort();
}

/** The controls of the Pod Security Standards whose findings in an object are waived. */
function waivedOf({ waived }: Report, manifest: Manifest): string[] {
  const profile = Profiles.restricted();
  const own = waived.filter(({ finding }) => finding.manifest === manifest);
  return [...new Set(own.map(({ finding }) => profile.rule(finding.rule).meta.podSecurity?.check ?? ''))].sort();
}

function faultsOf({ errors }: { errors: readonly { field?: string; type: string; detail: string }[] }): string[] {
  return errors.map(({ field, type, detail }) => [field, type, detail].filter(Boolean).join(' '));
}
