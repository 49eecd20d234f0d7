import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checker } from '../../src/engine/checker';
import { Profile } from '../../src/engine/profile';
import type { Report } from '../../src/engine/report';
import { HardenMode, harden } from '../../src/harden/harden';
import { imageUsesOf } from '../../src/images/uses';
import { applyPatches, patchTo } from '../../src/json/patch';
import { escapeSegment, valueAt } from '../../src/json/pointer';
import { typeOf } from '../../src/kubernetes/workload-kinds';
import { findPods } from '../../src/kubernetes/workloads/find';
import type { PodPlace } from '../../src/kubernetes/workloads/place';
import { WORKLOADS } from '../../src/kubernetes/workloads/table';
import { Manifest } from '../../src/model/manifest';
import { ManifestSet } from '../../src/model/manifest-set';
import { readObjects } from '../../src/model/read-objects';
import { Profiles } from '../../src/profiles/profiles';
import { CATALOG } from '../../src/rules/catalog';
import { readYaml } from '../../src/yaml/read';

interface Case {
  readonly object: any;
  readonly containers?: string[];
  readonly images?: string[];
  /** Containers that only give others what these do not say. */
  readonly defaults?: string[];
  /** Where `hostNetwork` is a field. */
  readonly pods?: string[];
  /** Where `volumes` is a field, and `hostNetwork` is none. */
  readonly volumes?: string[];
  readonly isReadOnly?: boolean;
}

const TODAY = '2026-11-29';
const CHECKER = new Checker({ profile: Profiles.restricted(), today: TODAY });
const [document] = readYaml(readFileSync(join(__dirname, 'cases.yaml'), 'utf8')).documents;
const CASES: [string, Case][] = document?.value.cases.map((each: Case) => [
  `${each.object.apiVersion} ${each.object.kind}`,
  { ...each, object: { ...each.object, metadata: { name: 'a', namespace: 'shop' } } },
]);

const manifestOf = (object: any) => Manifest.fromJson(object);
const check = (object: any): Report => CHECKER.check(ManifestSet.fromJson([object]));
const placesOf = ({ findings, errors }: Report) => [
  ...errors.filter(({ isRefusal }) => !isRefusal).map(({ pointer, message }) => `error ${pointer} ${message}`),
  ...findings.map(({ rule, pointer }) => `${rule} ${pointer}`),
];
const withValue = (object: any, pointer: string, value: unknown) =>
  applyPatches(object, patchTo(object, pointer, value));
const HOST_PATH = [{ name: 'host', hostPath: { path: '/data' } }];

describe.each(CASES)('%s', (_, { object, containers = [], images = [], defaults = [], ...rest }) => {
  test('passes', () => {
    const report = check(object);
    expect(placesOf(report)).toEqual([]);
    expect(report.unknown).toEqual([]);
  });

  test('fails for each container that is privileged, in its place', () => {
    for (const path of [...containers, ...defaults]) {
      const weak = withValue(object, `${path}/securityContext/privileged`, true);
      expect(placesOf(check(weak))).toEqual([`privileged-container ${path}/securityContext/privileged`]);
    }
  });

  test('fails for each pod that uses the network or a folder of the node', () => {
    for (const path of rest.pods ?? []) {
      const weak = withValue(object, `${path}/hostNetwork`, true);
      expect(placesOf(check(weak))).toEqual([`host-network ${path}/hostNetwork`]);
    }
    for (const path of rest.volumes ?? []) {
      const weak = withValue(object, `${path}/volumes`, HOST_PATH);
      expect(placesOf(check(weak))).toEqual([`restricted-volume-type ${path}/volumes/0`]);
    }
  });

  test('is fixed in the place of the weak value, and nowhere else', () => {
    const weak = containers.reduce(
      (before, path) => withValue(before, `${path}/securityContext/privileged`, true),
      object,
    );
    const manifest = manifestOf(weak);
    const options = { profile: Profiles.restricted(), mode: HardenMode.FORCE, today: TODAY };
    const fixed = harden([manifest], [manifest], options).get(manifest)?.manifest.json;
    const strong = containers.reduce((before, path) => {
      const own = valueAt(before, `${path}/securityContext`) ?? {};
      return withValue(before, `${path}/securityContext`, own);
    }, object);
    expect(fixed).toEqual(rest.isReadOnly ? weak : strong);
  });

  test('has its images listed', () => {
    const named = [...containers, ...defaults].map((path) => `${path}/image`).filter((at) => valueAt(object, at));
    const listed = new Set(imageUsesOf(manifestOf(object)).map(({ pointer }) => pointer));
    expect([...listed].filter((each) => named.includes(each) || images.includes(each)).sort()).toEqual(
      [...new Set([...named, ...images])].sort(),
    );
  });
});

test('no rule crashes, whatever stands in the place of a value', () => {
  const all = new Checker({ profile: new Profile('all', { rules: [...CATALOG] }), today: TODAY });
  const crashes = new Set<string>();
  for (const [name, { object }] of CASES) {
    for (const pointer of pointersIn(object).filter((each) => !/^\/(apiVersion|kind|metadata)/.test(each))) {
      const manifests = [null, 7, 'x', [], [null], ['x'], {}, { a: null }]
        .flatMap((value) => readObjects(withValue(object, pointer, value)))
        .flatMap(({ manifest }) => manifest ?? []);
      for (const { rule, message, manifest } of all.check(ManifestSet.fromManifests(manifests)).errors)
        if (rule !== undefined) crashes.add(`${name} ${JSON.stringify(manifest?.json)} ${message}`);
    }
  }
  expect([...crashes]).toEqual([]);
});

function pointersIn(value: any, pointer = ''): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.keys(value).flatMap((key) => {
    const below = `${pointer}/${escapeSegment(key)}`;
    return [below, ...pointersIn(value[key], below)];
  });
}

test('each kind of the table has a case', () => {
  const tried = new Set(CASES.map(([, { object }]) => manifestOf(object).groupKind));
  const known = WORKLOADS.flatMap(({ groups, kinds }) =>
    groups.flatMap((group) => kinds.map((kind) => typeOf(group, kind))),
  );
  expect(known.filter((type) => !tried.has(type))).toEqual([]);
  expect(new Set(known).size).toBe(known.length);
});

test('each place of the table is in a case; texts have tests of their own', () => {
  const found = new Set<PodPlace>();
  for (const [, { object, volumes = [], pods = [] }] of CASES) {
    const whole = [...volumes, ...pods].reduce(
      (before, path) => withValue(before, `${path}/volumes`, HOST_PATH),
      object,
    );
    for (const { place } of findPods(manifestOf(object).groupKind, whole, []).pods) found.add(place);
  }
  const missing = WORKLOADS.flatMap(({ kinds, places }) =>
    places.filter((place) => place.text === undefined && !found.has(place)).map((place) => ({ kinds, ...place })),
  );
  expect(missing).toEqual([]);
});
