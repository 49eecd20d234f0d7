import fc from 'fast-check';
import { AccessGraph } from '../../src/analysis/access/effective/access-graph';
import { accessDifference } from '../../src/analysis/access/effective/permissions';
import { identityOf } from '../../src/analysis/access/effective/request';
import { ManifestSet } from '../../src/model/manifest-set';
import { isAllowed } from './naive';
import { GROUPS, request, USERS, world } from './worlds';

const seed = process.env.PROPERTY_SEED === undefined ? undefined : Number(process.env.PROPERTY_SEED);
const run = { numRuns: 200, ...(seed === undefined ? {} : { seed }) };
const who = fc.record({ user: fc.constantFrom(...USERS), groups: fc.subarray(GROUPS, { maxLength: 2 }) });
const graphOf = (objects: readonly any[]) => AccessGraph.of(ManifestSet.fromJson([...objects]));
const allows = (objects: readonly any[], { user, groups }: { user: string; groups: string[] }, asked: any) =>
  graphOf(objects).decide(identityOf(user, groups), asked).allowed;

test('answers as the naive evaluator does', () => {
  let allowed = 0;
  fc.assert(
    fc.property(world, fc.array(fc.tuple(who, request), { minLength: 10, maxLength: 10 }), (objects, asked) => {
      const graph = graphOf(objects);
      for (const [{ user, groups }, each] of asked) {
        const identity = identityOf(user, groups);
        const expected = isAllowed(objects, { ...identity, ...each });
        allowed += expected ? 1 : 0;
        expect([each, graph.decide(identity, each).allowed]).toEqual([each, expected]);
      }
    }),
    run,
  );
  expect(allowed).toBeGreaterThan(50);
});

test('names with who-can exactly those that are allowed when they are asked alone', () => {
  fc.assert(
    fc.property(world, request, (objects, asked) => {
      const graph = graphOf(objects);
      const named = new Set(graph.whoCan(asked).map(({ grantee: { kind, name } }) => `${kind} ${name}`));
      for (const user of USERS)
        expect([user, named.has(`User ${user}`)]).toEqual([user, isAllowed(objects, { user, groups: [], ...asked })]);
      for (const group of GROUPS) {
        const expected = isAllowed(objects, { user: 'made-up', groups: [group], ...asked });
        expect([group, named.has(`Group ${group}`)]).toEqual([group, expected]);
      }
    }),
    run,
  );
});

test('an added binding takes no permission away', () => {
  fc.assert(
    fc.property(world, who, request, (objects, identity, asked) => {
      const isAfter = allows(objects, identity, asked);
      for (const [index, { kind }] of objects.entries()) {
        if (!kind.endsWith('Binding')) continue;
        const before = objects.filter((_, at) => at !== index);
        expect(!allows(before, identity, asked) || isAfter).toBe(true);
      }
    }),
    run,
  );
});

test('the order of the objects does not matter', () => {
  fc.assert(
    fc.property(world, who, request, (objects, identity, asked) => {
      expect(allows([...objects].reverse(), identity, asked)).toBe(allows(objects, identity, asked));
    }),
    run,
  );
});

test('what a decision names is enough for the decision', () => {
  fc.assert(
    fc.property(world, who, request, (objects, { user, groups }, asked) => {
      const { grant } = graphOf(objects).decide(identityOf(user, groups), asked);
      if (!grant) return;
      const { binding, rule } = grant;
      const alone = { ...binding.json, roleRef: { kind: 'ClusterRole', name: 'alone' } };
      const role = { apiVersion: alone.apiVersion, kind: 'ClusterRole', metadata: { name: 'alone' }, rules: [rule] };
      expect(allows([role, alone], { user, groups }, asked)).toBe(true);
    }),
    run,
  );
});

test('nothing is different from itself, and a request that changes is part of the difference', () => {
  fc.assert(
    fc.property(world, world, fc.constantFrom(...USERS), request, (one, other, user, asked) => {
      expect(accessDifference(graphOf(one), graphOf(one))).toEqual({ added: [], removed: [] });
      const { added } = accessDifference(graphOf(one), graphOf(other));
      const alone = { user, groups: [] };
      const isNew = (objects: readonly any[]) => isAllowed(objects, { ...alone, ...asked });
      if (!isNew(one) && isNew(other)) expect(added.map(({ grantee }) => grantee.name)).toContain(user);
    }),
    run,
  );
});
