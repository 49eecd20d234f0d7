import fc from 'fast-check';
import { Checker } from '../../src/engine/checker';
import { Profile } from '../../src/engine/profile';
import { atLeastAsSevere, Severity } from '../../src/engine/severity';
import { CATALOG } from '../../src/rules/catalog';
import type { Judge } from '../judge';
import { type Deed, POWERS, type RoleRule } from '../powers';
import { boundWidely, NAMESPACES, objectsOf, reducedTo, setOf, USER, type World, world } from '../rbac-worlds';
import { grouped, type Outcome, type Settings, type Suite, TODAY } from '../suite';

/** Each world has three roles, and each rule of them is asked about in two worlds, with a thousand requests. */
const WORLDS_SHARE = 0.25;
const IDS = Object.keys(POWERS);
const PROFILE = new Profile('access', { rules: CATALOG.filter(({ meta }) => IDS.includes(meta.id)) });

/** What the rules about roles say of a rule of a role is what its holder can do. */
export const accessRules: Suite = {
  name: 'access-rules',
  guarantee: `The ${IDS.length} rules about what a role allows (secrets, workloads, streams, nodes, admission, roles, impersonation, wildcards …) report a rule of a role exactly if its holder may do what the rule describes; a high or critical finding is possible with the bindings of the set, and a finding with a lower severity than in the whole cluster is not possible cluster-wide`,
  by: "upstream's RBAC authorizer",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const checker = new Checker({ profile: PROFILE, today: TODAY });
    const spoken = new Map<string, number>(IDS.map((id) => [id, 0]));
    let claims = 0;
    let requests = 0;
    const property = fc.asyncProperty(world(), async (each) => {
      const inSet = findingsOf(checker, each);
      for (const role of each.roles) {
        const widely = boundWidely(each, role);
        const widest = findingsOf(checker, widely);
        for (const [index, rule] of role.rules.entries()) {
          const [wide, actual] = await Promise.all(
            [widely, each].map((one) => deedsIn(judge, reducedTo(one, role, rule), rule)),
          );
          for (const [at, id] of IDS.entries()) {
            const place = `${id} ${role.kind} ${role.name} ${index}`;
            const [can, does] = [wide?.[at] ?? [], actual?.[at] ?? []];
            claims += 1;
            requests += can.length + does.length;
            const wrong = contradiction(id, rule, inSet.get(place), widest.get(place), can, does);
            if (inSet.has(place)) spoken.set(id, (spoken.get(id) ?? 0) + 1);
            if (wrong === undefined) continue;
            throw new Error(
              `${id} of rule ${index} of ${role.kind} "${role.name}": ${wrong}\n${JSON.stringify(objectsOf(each).all)}`,
            );
          }
        }
      }
    });
    await fc.assert(property, { numRuns: Math.ceil(count * WORLDS_SHARE), seed });
    const silent = [...spoken].filter(([, many]) => many === 0).map(([id]) => id);
    if (silent.length > 0 && count >= 1000) throw new Error(`never said: ${silent.join(', ')}; mend the generator`);
    const said = [...spoken.values()].reduce((sum, each) => sum + each, 0);
    return { cases: `${grouped(claims)} claims, ${grouped(said)} findings among them, ${grouped(requests)} requests` };
  },
};

/** The severity of each finding, by rule, role and index of the role's rule. */
function findingsOf(checker: Checker, each: World): Map<string, Severity> {
  const { _each: found, errors } = checker.check(setOf(each));
  const { findings } = found;
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return new Map(
    findings.map(({ rule, objectRef, pointer, severity }) => {
      return [`${rule} ${objectRef.kind} ${objectRef.name} ${pointer.split('/')[2]}`, severity];
    }),
  );
}

/** For each of our rules, whether each of its deeds is allowed. */
async function deedsIn(judge: Judge, each: World, rule: RoleRule): Promise<{ deed: Deed; may: boolean }[][]> {
  const context = { user: USER, names: rule.resourceNames ?? [], namespaces: NAMESPACES };
  const powers = IDS.map((id) => POWERS[id]?.(context, rule) ?? []);
  const requests = powers.flat(2);
  const { decisions } = await judge.ask('rbac', { ...objectsOf(each).judged, requests });
  let next = 0;
  return powers.map((deeds) =>
    deeds.map((deed) => {
      const allowed = deed.map(() => decisions[next++]?.allowed);
      return { deed, may: allowed.every(Boolean) };
    }),
  );
}

type Answers = readonly { readonly deed: Deed; readonly may: boolean }[];

/** What is wrong with what we say of a rule, if anything. */
function contradiction(
  id: string,
  rule: RoleRule,
  said: Severity | undefined,
  widest: Severity | undefined,
  can: Answers,
  does: Answers,
): string | undefined {
  const allowed = can.find(({ may }) => may);
  if ((said === undefined) !== (widest === undefined)) return `speaks by who is bound: ${said}, ${widest}`;
  if (said === undefined && allowed) return `silent, and upstream allows ${JSON.stringify(allowed.deed)}`;
  if (said === undefined || widest === undefined) return undefined;
  if (!allowed) return isHalf(id, rule) ? undefined : `speaks (${widest}), and upstream allows nothing of it`;
  const isDone = does.some(({ may }) => may);
  if (!isDone && !atLeastAsSevere(Severity.MEDIUM, said)) return `is ${said}, and no bound subject may do it`;
  const isNarrower = can.some(({ may }, index) => may && !does[index]?.may);
  if (!isNarrower && said !== widest) return `is ${said} and not ${widest}, and may be done all the same`;
  return undefined;
}

/** `rbac-impersonate` also speaks of one half of a constrained impersonation, which alone does nothing yet. */
function isHalf(id: string, { verbs }: RoleRule): boolean {
  return id === 'rbac-impersonate' && verbs.some((verb) => verb.startsWith('impersonate:'));
}
