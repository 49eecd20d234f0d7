import { defineRule } from '../engine/define-rule';
import { Profile } from '../engine/profile';
import { Severity } from '../engine/severity';
import type { Visitor } from '../engine/visitor';
import type { Waiver } from '../engine/waivers/waiver';
import type { Patch } from '../json/patch';
import { Manifest } from '../model/manifest';
import { Profiles } from '../profiles/profiles';
import { HardenMode, type HardenOptions, type HardenResult, harden } from './harden';

const TODAY = '2026-11-24';
const meta = { title: 'A title', severity: Severity.LOW, profiles: [], references: [], standards: [] };

function rule(id: string, visit: Visitor) {
  return defineRule({ id, ...meta, visit });
}

/** A rule that requires a value at a place of every object. */
function wants(id: string, pointer: string, value: unknown) {
  return rule(id, {
    manifest(manifest, { report }) {
      if (manifest.value(pointer) === value) return;
      report({ pointer, message: 'x', fix: manifest.patchTo(pointer, value) });
    },
  });
}

function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

function object(content: object = {}, name = 'web'): Manifest {
  return Manifest.fromJson(freeze({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, ...content }));
}

function mend(manifest: Manifest, profile: Profile, options: Partial<HardenOptions> = {}) {
  const outcome = harden([manifest], [manifest], { profile, mode: HardenMode.FILL, today: TODAY, ...options });
  const { manifest: mended, applied } = outcome.get(manifest) as HardenResult;
  const { apiVersion: _, kind: __, metadata: ___, ...content } = mended.json;
  return { content, applied: applied.map((finding) => finding.rule) };
}

const { FILL, FORCE } = HardenMode;
const sets = new Profile('ours', { rules: [wants('wants-true', '/a/b', true)] });

describe('fill and force', () => {
  test.each([
    ['absent', {}],
    ['in a parent that is absent', { other: 1 }],
    ['in a parent that is null', { a: null }],
    ['null', { a: { b: null } }],
  ])('both set what is %s', (_, content) => {
    for (const mode of [FILL, FORCE]) {
      const mended = mend(object(content), sets, { mode });
      expect(mended).toEqual({ content: { ...content, a: { b: true } }, applied: ['wants-true'] });
    }
  });

  test.each([false, 'yes', 0, [], {}])('only force replaces what is set: %j', (weaker) => {
    expect(mend(object({ a: { b: weaker } }), sets)).toEqual({ content: { a: { b: weaker } }, applied: [] });
    expect(mend(object({ a: { b: weaker } }), sets, { mode: FORCE }).content).toEqual({ a: { b: true } });
  });

  test('only force removes', () => {
    const none = new Profile('ours', {
      rules: [
        rule('no-b', {
          manifest(manifest, { report }) {
            if (manifest.value('/a/b') !== undefined)
              report({ pointer: '', message: 'x', fix: manifest.patchAway('/a/b') });
          },
        }),
      ],
    });
    expect(mend(object({ a: { b: 1, c: 2 } }), none).content).toEqual({ a: { b: 1, c: 2 } });
    expect(mend(object({ a: { b: 1, c: 2 } }), none, { mode: FORCE }).content).toEqual({ a: { c: 2 } });
  });

  test('both add to a list, and keep its items', () => {
    const hasAll = new Profile('ours', {
      rules: [
        rule('has-all', {
          manifest(manifest, { report }) {
            if (manifest.value('/drop').includes('ALL')) return;
            report({ pointer: '/drop', message: 'x', fix: manifest.patchTo('/drop/-', 'ALL') });
          },
        }),
      ],
    });
    expect(mend(object({ drop: ['KILL'] }), hasAll).content).toEqual({ drop: ['KILL', 'ALL'] });
    expect(mend(object({ drop: ['KILL'] }), hasAll, { mode: FORCE }).content).toEqual({ drop: ['KILL', 'ALL'] });
  });

  test('fill skips a fix if any part of it would replace something', () => {
    const both = new Profile('ours', {
      rules: [
        rule('both', {
          manifest(manifest, { report }) {
            if (manifest.value('/a') === 1 && manifest.value('/b') === 1) return;
            report({
              pointer: '',
              message: 'x',
              fix: [...manifest.patchTo('/a', 1), ...manifest.patchTo('/b', 1)],
            });
          },
        }),
      ],
    });
    expect(mend(object({ b: 2 }), both).content).toEqual({ b: 2 });
    expect(mend(object({}), both).content).toEqual({ a: 1, b: 1 });
  });

  test('compliant values are unchanged', () => {
    const manifest = object({ a: { b: true } });
    const options = { profile: sets, mode: FORCE, today: TODAY };
    expect(harden([manifest], [manifest], options).get(manifest)).toMatchObject({
      manifest,
      applied: [],
      withheld: [],
    });
  });

  test('a finding without a fix is left to a person', () => {
    const hopeless = new Profile('ours', {
      rules: [rule('hopeless', { manifest: (_, { report }) => report({ pointer: '', message: 'x' }) })],
    });
    expect(mend(object({ a: 1 }), hopeless, { mode: FORCE })).toEqual({ content: { a: 1 }, applied: [] });
  });
});

describe('several rules', () => {
  test('that need the same parent share it', () => {
    const siblings = new Profile('ours', {
      rules: [wants('b', '/a/b', true), wants('c', '/a/c', true), wants('d', '/a/d/e', 1)],
    });
    expect(mend(object(), siblings).content).toEqual({ a: { b: true, c: true, d: { e: 1 } } });
  });

  test('are run again after each round, so that one can build on another', () => {
    const second = rule('second', {
      manifest(manifest, { report }) {
        if (manifest.value('/a/b') !== true || manifest.value('/c') === true) return;
        report({ pointer: '/c', message: 'x', fix: manifest.patchTo('/c', true) });
      },
    });
    const chain = new Profile('ours', { rules: [second, wants('first', '/a/b', true)] });
    expect(mend(object(), chain)).toEqual({ content: { a: { b: true }, c: true }, applied: ['first', 'second'] });
  });

  test('that undo each other are an error with their names and the object', () => {
    const fighters = new Profile('ours', {
      rules: [wants('peace', '/a', 1), wants('one', '/b', 1), wants('two', '/b', 2)],
    });
    expect(() => mend(object(), fighters, { mode: FORCE })).toThrow(
      'ConfigMap "web" is not stable after 10 rounds; the fixes of these rules undo each other: one, two',
    );
  });

  test('that cannot be applied are an error with their names and the object', () => {
    for (const path of ['/__proto__/polluted', '/data/gone/deeper']) {
      const visit = {
        manifest: (_: unknown, { report }: any) =>
          report({ pointer: '/a', message: 'x', fix: [{ op: 'add', path, value: 1 }] }),
      };
      const wrong = defineRule({
        id: 'wrong',
        title: 't',
        severity: Severity.LOW,
        profiles: [],
        references: [],
        standards: [],
        visit,
      });
      expect(() => mend(object(), new Profile('ours', { rules: [wrong] }))).toThrow(
        'ConfigMap "web" cannot be fixed by wrong: ',
      );
    }
    expect(({} as any).polluted).toBeUndefined();
  });

  test('a rule whose fix does not end its finding conflicts with itself', () => {
    const restless = rule('restless', {
      manifest: (manifest, { report }) => report({ pointer: '/a', message: 'x', fix: manifest.patchTo('/a', 1) }),
    });
    expect(() => mend(object(), new Profile('ours', { rules: [restless] }), { mode: FORCE })).toThrow(
      'undo each other: restless',
    );
  });
});

describe('objects', () => {
  test('that provide context are not changed', () => {
    const [web, api] = [object({}, 'web'), object({}, 'api')];
    const knows = rule('knows-others', {
      manifest(manifest, { all, report }) {
        const names = all.all.map(({ objectRef }) => objectRef.name).join();
        if (manifest.value('/others') !== names) {
          report({ pointer: '/others', message: 'x', fix: manifest.patchTo('/others', names) });
        }
      },
    });
    const outcome = harden([web, api], [web], {
      profile: new Profile('ours', { rules: [knows] }),
      mode: FILL,
      today: TODAY,
    });
    expect([...outcome.keys()]).toEqual([web]);
    expect(outcome.get(web)?.manifest.json.others).toBe('web,api');
  });

  test('that provide context include the fixes so far', () => {
    const [web, api] = [object({}, 'web'), object({}, 'api')];
    const follows = rule('follows', {
      manifest(manifest, { all, report }) {
        const isFirst = manifest.objectRef.name === 'api';
        const ready = isFirst || all.all.some((each) => each.objectRef.name === 'api' && each.value('/done') === true);
        if (!ready || manifest.value('/done') === true) return;
        report({ pointer: '/done', message: 'x', fix: manifest.patchTo('/done', true) });
      },
    });
    const profile = new Profile('ours', { rules: [follows, wants('a', '/a', 1)] });
    const outcome = harden([web, api], [web, api], { profile, mode: FILL, today: TODAY });
    expect([web, api].map((each) => outcome.get(each)?.manifest.json.done)).toEqual([true, true]);
  });

  test('are asked about with what their images need', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web' }] } };
    const [web, settings] = [Manifest.fromJson(freeze(pod)), object({}, 'settings')];
    const copies = rule('copies-the-user', {
      types: ['ConfigMap'],
      manifest(manifest, { all, report }) {
        const user = all.ofType('Pod')[0]?.value('/spec/containers/0/securityContext/runAsUser');
        if (user === undefined || manifest.value('/user') === user) return;
        report({ pointer: '/user', message: 'x', fix: manifest.patchTo('/user', user) });
      },
    });
    const options = { profile: new Profile('ours', { rules: [copies] }), mode: FILL, today: TODAY };
    const userIn = (needs: HardenOptions['needs']) =>
      harden([web, settings], [web, settings], { ...options, needs }).get(settings)?.manifest.json.user;
    expect(userIn([])).toBeUndefined();
    expect(userIn([{ name: 'web', user: 1000 }])).toBe(1000);
  });

  test('that are equal are kept apart', () => {
    const twins = [object({ a: { b: false } }), object({})];
    const outcome = harden(twins, twins, { profile: sets, mode: FILL, today: TODAY });
    expect(twins.map((each) => outcome.get(each)?.manifest.json.a)).toEqual([{ b: false }, { b: true }]);
  });

  test('that cannot be read are returned unchanged', () => {
    const unreadable = Manifest.fromJson({ apiVersion: 'v1', kind: 'Pod', spec: { containers: 'web' } });
    const options = { profile: Profiles.restricted(), mode: FORCE, today: TODAY };
    expect(harden([unreadable], [unreadable], options).get(unreadable)?.manifest).toBe(unreadable);
  });

  test('keep their origin', () => {
    const json = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } };
    const manifest = Manifest.fromJson(json, { origin: { constructPath: 'app/web' } });
    const outcome = harden([manifest], [manifest], { profile: sets, mode: FILL, today: TODAY });
    expect(outcome.get(manifest)?.manifest.origin).toEqual({ constructPath: 'app/web' });
  });

  test('are not modified', () => {
    const json = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, a: { b: false } };
    const before = structuredClone(json);
    mend(Manifest.fromJson(json), sets, { mode: FORCE });
    expect(json).toEqual(before);
  });
});

describe('waivers', () => {
  const waiver = { rule: 'wants-true', kind: 'ConfigMap', name: 'web', reason: 'is weak by design', expires: TODAY };

  test('keep a finding unfixed, in both modes', () => {
    for (const mode of [FILL, FORCE]) {
      expect(mend(object(), sets, { mode, waivers: [waiver] })).toEqual({ content: {}, applied: [] });
    }
  });

  test('have no effect after they have expired', () => {
    const expired = { ...waiver, expires: '2026-11-23' };
    expect(mend(object(), sets, { waivers: [expired] }).applied).toEqual(['wants-true']);
  });

  test('that are invalid are an error before anything is changed', () => {
    expect(() => mend(object(), sets, { waivers: [{ ...waiver, reason: '' }] })).toThrow('has no reason');
  });
});

describe('what is waived for one container', () => {
  const pod = (...containers: object[]) =>
    Manifest.fromJson(freeze({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } }));
  const waiver = (rule: string, target: object = {}) => ({
    ...{ rule, kind: 'Pod', name: 'web', reason: 'is weak by design', expires: TODAY },
    ...target,
  });
  const mended = (manifest: Manifest, ...waivers: Waiver[]) => {
    const options = { profile: Profiles.nsa(), mode: FORCE, today: TODAY, waivers };
    return (harden([manifest], [manifest], options).get(manifest) as HardenResult).manifest.json.spec;
  };

  test('is not fixed through the pod; the other container gets a value of its own', () => {
    const { containers, securityContext } = mended(
      pod({ name: 'agent' }, { name: 'log' }),
      waiver('run-as-non-root', { container: 'agent' }),
    );
    expect(securityContext).toEqual({ seccompProfile: { type: 'RuntimeDefault' } });
    expect(containers[0].securityContext).not.toHaveProperty('runAsNonRoot');
    expect(containers[1].securityContext.runAsNonRoot).toBe(true);
  });

  test('is not fixed by another rule with the same fix', () => {
    const dropped = { capabilities: { drop: ['KILL'] } };
    const { containers } = mended(pod({ name: 'web', securityContext: dropped }), waiver('capabilities-not-dropped'));
    expect(containers[0].securityContext.capabilities).toEqual({ drop: ['KILL'] });
  });

  test('does not prevent the fix of other findings', () => {
    const { containers } = mended(pod({ name: 'web' }, { name: 'log' }), waiver('writable-root-filesystem'));
    expect(containers[1].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
  });
});

describe('by the rules of this library', () => {
  const pod = (spec: object) =>
    Manifest.fromJson(freeze({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec }));
  const spec = (manifest: Manifest, mode: HardenMode, kubernetesVersion?: string) => {
    const options = { profile: Profiles.restricted(), mode, today: TODAY, kubernetesVersion };
    return harden([manifest], [manifest], options).get(manifest)?.manifest.json.spec;
  };

  test('a pod without settings is filled to meet restricted', () => {
    expect(spec(pod({ containers: [{ name: 'web' }] }), FILL)).toEqual({
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        { name: 'web', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
      ],
    });
  });

  test('no user id is invented, and force removes root', () => {
    const root = pod({ containers: [{ name: 'web', securityContext: { runAsUser: 0 } }] });
    expect(spec(root, FILL).containers[0].securityContext.runAsUser).toBe(0);
    expect(spec(root, FORCE).containers[0].securityContext).not.toHaveProperty('runAsUser');
  });

  test('a privileged container loses its privileges first, as the API server requires', () => {
    const privileged = pod({ containers: [{ name: 'web', securityContext: { privileged: true } }] });
    const { securityContext } = spec(privileged, FORCE).containers[0];
    expect(securityContext).not.toHaveProperty('privileged');
    expect(securityContext.allowPrivilegeEscalation).toBe(false);
  });

  test('a rule is not applied to a version without its control', () => {
    expect(spec(pod({ containers: [{ name: 'web' }] }), FILL, '1.7')).toEqual({
      securityContext: { runAsNonRoot: true },
      containers: [{ name: 'web' }],
    });
  });
});

test('the engine applies the fix of a rule unchanged', () => {
  const patch: Patch = { op: 'add', path: '/a', value: { nested: [1] } };
  const literal = rule('literal', {
    manifest(manifest, { report }) {
      if (manifest.value('/a') === undefined) report({ pointer: '/a', message: 'x', fix: [patch] });
    },
  });
  const { content } = mend(object(), new Profile('ours', { rules: [literal] }));
  expect(content).toEqual({ a: { nested: [1] } });
  content.a.nested.push(2);
  expect(patch.value).toEqual({ nested: [1] });
});
