import { Manifest } from '../../model/manifest';
import { ManifestSet } from '../../model/manifest-set';
import { Checker } from '../checker';
import { defineRule } from '../define-rule';
import { Profile } from '../profile';
import type { IRule } from '../rule';
import { Severity } from '../severity';
import type { Visitor } from '../visitor';
import { Answers } from './answers';

/** Rules that count how often they are asked, and the checks of them over one memory. */
function setUp(visits: { readonly [id: string]: Visitor }) {
  const asked: string[] = [];
  const noting = (id: string, name: string, visit?: (thing: any, context: any) => void) =>
    visit && {
      [name]: (thing: any, context: any) => {
        asked.push(`${id} ${thing.objectRef?.name ?? thing.name}`);
        visit(thing, context);
      },
    };
  const rules = Object.entries(visits).map(([id, { manifest, container }]) =>
    defineRule({
      ...{ id, title: 'A title', severity: Severity.LOW, profiles: [], references: [], standards: [] },
      visit: { ...noting(id, 'manifest', manifest), ...noting(id, 'container', container) },
    }),
  );
  const answers = new Answers();
  const check = (
    manifests: readonly Manifest[],
    some: readonly IRule[] = rules,
    memory: Answers | undefined = answers,
    set = ManifestSet.fromManifests([...manifests]),
  ) => {
    asked.length = 0;
    const checker = new Checker({ profile: new Profile('ours', { rules: [...some] }), today: '2026-11-30' });
    const { errors, _each } = checker._checkSome(set, manifests, undefined, memory);
    return { asked: [...asked], errors, found: _each.findings.map(({ rule, pointer }) => `${rule} ${pointer}`) };
  };
  return { rules, check };
}

const pod = (name: string, ...containers: string[]) =>
  Manifest.fromJson({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: containers.map((each) => ({ name: each, image: each })) },
  });

const aboutMetadata: Visitor = { manifest: (_, { report }) => report({ pointer: '/metadata', message: 'is there' }) };
const aboutImages: Visitor = {
  container: ({ path }, { report }) => report({ pointer: `${path}/image`, message: 'is there' }),
};

test('a rule is asked once about an object, and its findings stay', () => {
  const { check } = setUp({ metadata: aboutMetadata, images: aboutImages });
  const manifests = [pod('a', 'b', 'c')];
  const found = ['metadata /metadata', 'images /spec/containers/0/image', 'images /spec/containers/1/image'];
  expect(check(manifests)).toEqual({ asked: ['metadata a', 'images b', 'images c'], errors: [], found });
  expect(check(manifests)).toEqual({ asked: [], errors: [], found });
});

test('it is asked again about an object that was changed, and not about the others', () => {
  const { check } = setUp({ metadata: aboutMetadata });
  const [first, second] = [pod('a', 'b'), pod('c', 'd')];
  check([first, second]);
  const changed = first._withJson({ ...first.json, metadata: { name: 'e' } });
  expect(check([changed, second]).asked).toEqual(['metadata e']);
});

test('a rule that looks at other objects is asked again', () => {
  const alone: Visitor = {
    manifest: (_, { all, report }) => all.all.length === 1 && report({ pointer: '', message: 'is alone' }),
  };
  const { check } = setUp({ alone });
  const [first, second] = [pod('a', 'b'), pod('c', 'd')];
  expect(check([first, second]).found).toEqual([]);
  expect(check([first])).toEqual({ asked: ['alone a'], errors: [], found: ['alone '] });
});

test('a rule that looks at other objects is asked once about an object in the same set', () => {
  const alone: Visitor = {
    manifest: (_, { all, report }) => all.all.length === 1 && report({ pointer: '', message: 'is alone' }),
  };
  const { check } = setUp({ alone, metadata: aboutMetadata });
  const manifests = [pod('a', 'b')];
  const set = ManifestSet.fromManifests(manifests);
  const found = ['alone ', 'metadata /metadata'];
  expect(check(manifests, undefined, undefined, set)).toEqual({ asked: ['alone a', 'metadata a'], errors: [], found });
  expect(check(manifests, undefined, undefined, set)).toEqual({ asked: [], errors: [], found });
  expect(check(manifests)).toEqual({ asked: ['alone a'], errors: [], found });
});

test('a rule that crashed is asked again, and crashes again', () => {
  const crash = () => {
    throw new Error('no');
  };
  const { check } = setUp({ crash: { manifest: crash } });
  const manifests = [pod('a', 'b')];
  check(manifests);
  expect(check(manifests)).toMatchObject({ asked: ['crash a'], errors: [{ rule: 'crash' }] });
});

test('findings have the order of a check that asks all rules', () => {
  const { rules, check } = setUp({ images: aboutImages, metadata: aboutMetadata, more: aboutImages });
  const manifests = [pod('a', 'b', 'c')];
  const [images, metadata] = rules as unknown as [IRule, IRule];
  for (const known of [[metadata], [images], [images, metadata]]) {
    const { check: own } = setUp({ images: aboutImages, metadata: aboutMetadata, more: aboutImages });
    own(manifests, known);
    expect(own(manifests).found).toEqual(check(manifests, rules, undefined).found);
  }
});

test('a rule with other options is another rule', () => {
  const [number, other, again] = [{ most: 1 }, { most: 2 }, { most: 1 }].map((options) =>
    answers.numberOf(aboutImages, options, TARGET),
  );
  expect(other).not.toBe(number);
  expect(again).toBe(number);
  expect(answers.numberOf(aboutImages, { most: 1 }, { ...TARGET, kubernetesVersion: '1.29' })).not.toBe(number);
});

const answers = new Answers();
const TARGET = { kubernetesVersion: '1.30', podSecurityLevel: 'restricted' } as any;
