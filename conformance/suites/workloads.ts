import { type Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { atLeast, KNOWN_VERSIONS } from '../../src/kubernetes/kubernetes-version';
import { CLASSES, KINDS, type Kind, newChart } from '../../test/support/workloads';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';
import { propsOf, RICH, RICHER, settings } from '../workloads';

const VERSIONS = KNOWN_VERSIONS.filter((version) => atLeast(version, '1.25'));
/** Of the generated props, so many may be refused: a limit of the pod below those of its containers, two volumes in one place. */
const REFUSED_SHARE = 0.5;

/** Whatever the secure workloads are told, they are what the standard asks for. */
export const workloads: Suite = {
  name: 'workloads',
  guarantee:
    'The six secure workloads, whatever settings they take, write manifests that an API server takes without a warning, with pods that `restricted` allows at every version from 1.25 on',
  by: "upstream's validation and policy evaluator",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const taken = new Map<Kind, number>(KINDS.map((kind) => [kind, 0]));
    let objects = 0;
    const judgeOne = async (kind: Kind, props: any) => {
      const written = synthesized(kind, props);
      if (!written) return false;
      for (const object of written) {
        objects += 1;
        const { accepted, errors, warnings = [] } = await judge.ask('validate', { object });
        const said = `${kind} ${JSON.stringify(props)}\n${JSON.stringify(object)}`;
        if (!accepted || warnings.length > 0)
          throw new Error(`not accepted: ${JSON.stringify([...errors, ...warnings])}\n${said}`);
        if (object.kind !== kind) continue;
        const { denied } = await judge.ask('psa', { object, levels: ['restricted'], versions: VERSIONS });
        if (denied.length > 0) throw new Error(`denied: ${JSON.stringify(denied)}\n${said}`);
        taken.set(kind, (taken.get(kind) ?? 0) + 1);
      }
      return true;
    };
    for (const kind of KINDS) {
      if (!(await judgeOne(kind, { ...RICH, ...RICHER[kind] }))) throw new Error(`the rich ${kind} is refused`);
    }
    for (const [index, kind] of KINDS.entries()) {
      const property = fc.asyncProperty(settings(kind), async (props) => {
        await judgeOne(kind, props);
      });
      await fc.assert(property, { numRuns: Math.ceil(count / KINDS.length), seed: seed + index });
    }
    const all = [...taken.values()].reduce((sum, each) => sum + each, 0);
    if (all < count * REFUSED_SHARE) throw new Error(`only ${all} of ${count} props were taken; mend the generator`);
    return {
      cases: `${[...taken].map(([kind, many]) => `${grouped(many)} ${kind}s`).join(', ')}: ${grouped(objects)} objects, ${grouped(all * VERSIONS.length)} verdicts`,
    };
  },
};

/** A workload with one of everything that its kind takes. */
export function richWorkload(kind: Kind, chart: Chart): void {
  const id = kind.toLowerCase();
  CLASSES[kind].make(chart, id, propsOf(chart, id, { ...RICH, ...RICHER[kind] }));
}

/** What a workload writes; undefined where its props are refused. */
function synthesized(kind: Kind, props: any): any[] | undefined {
  const chart = newChart();
  try {
    CLASSES[kind].make(chart, 'web', propsOf(chart, 'web', props));
    return Testing.synth(chart);
  } catch (error) {
    if (!/^"shop\/web/.test((error as Error).message)) throw error; // no refusal of ours
    return undefined;
  }
}
