import { Manifest } from './manifest';
import { ManifestSet } from './manifest-set';
import { readObjects } from './read-objects';

const account = (name: string, namespace?: string) =>
  Manifest.fromJson({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });

describe('a set of objects', () => {
  const input = [account('a'), account('b', 'shop'), account('c', 'default'), account('d', 'shop')];
  const set = ManifestSet.fromManifests(input);
  const names = (found: Manifest[]) => found.map((manifest) => manifest.objectRef.name);

  test('keeps the order, and copies the list', () => {
    expect(names(set.all)).toEqual(['a', 'b', 'c', 'd']);
    set.all.pop();
    set.ofType('ServiceAccount').pop();
    set.inNamespace('ServiceAccount', 'shop').pop();
    expect(set.all).toHaveLength(4);
    expect(set.ofType('ServiceAccount')).toHaveLength(4);
    expect(set.inNamespace('ServiceAccount', 'shop')).toHaveLength(2);
  });

  test('finds by type; names match whole', () => {
    expect(set.ofType('ServiceAccount')).toHaveLength(4);
    expect(set.ofType('Service')).toEqual([]);
    expect(set.ofType('apps/ServiceAccount')).toEqual([]);
  });

  test('finds by namespace; no namespace is "default"', () => {
    expect(names(set.inNamespace('ServiceAccount', 'shop'))).toEqual(['b', 'd']);
    expect(names(set.inNamespace('ServiceAccount', 'default'))).toEqual(['a', 'c']);
    expect(set.inNamespace('ServiceAccount', 'sho')).toEqual([]);
    expect(set.inNamespace('Role', 'shop')).toEqual([]);
  });

  test('computes an analysis once, also if the result is undefined', () => {
    let times = 0;
    const count = () => {
      times += 1;
      return undefined;
    };
    for (let round = 0; round < 3; round += 1) set._analysis(count, count);
    expect(times).toBe(1);
  });
});

describe('reading objects', () => {
  const pod = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name }] },
  });
  const places = (json: any) =>
    readObjects(json).map(({ pointer, manifest, problem }) => [pointer, manifest?.objectRef.name ?? problem]);

  test('takes a single object unchanged', () => {
    expect(places(pod('a'))).toEqual([['', 'a']]);
  });

  test('opens lists, also inside lists', () => {
    const inner = { apiVersion: 'v1', kind: 'List', items: [pod('b')] };
    expect(places({ apiVersion: 'v1', kind: 'List', items: [pod('a'), inner] })).toEqual([
      ['/items/0', 'a'],
      ['/items/1/items/0', 'b'],
    ]);
  });

  test('gives the items of a PodList the type that they omit, and no other', () => {
    const { apiVersion, kind, ...bare } = pod('a');
    const list = { apiVersion, kind: `${kind}List`, items: [bare, { ...bare, apiVersion: 'v1', kind: 'Secret' }] };
    expect(readObjects(list).map(({ manifest }) => manifest?.groupKind)).toEqual(['Pod', 'Secret']);
  });

  test.each(['apiVersion', 'kind'])('gives an item of a PodList the %s that it alone leaves out', (left) => {
    const item = Object.fromEntries(Object.entries(pod('a')).filter(([field]) => field !== left));
    const list = { apiVersion: 'v1', kind: 'PodList', items: [item] };
    expect(readObjects(list).map(({ manifest }) => manifest?.groupKind)).toEqual(['Pod']);
  });

  test.each<[string, any, any]>([
    ['an empty list', { apiVersion: 'v1', kind: 'List', items: [] }, []],
    ['a list of null', { apiVersion: 'v1', kind: 'List', items: null }, []],
    [
      'items that are not a list',
      { apiVersion: 'v1', kind: 'List', items: {} },
      [['/items', expect.stringContaining('is not a list')]],
    ],
    [
      'a null in a list',
      { apiVersion: 'v1', kind: 'List', items: [null] },
      [['/items/0', expect.stringContaining('not an object')]],
    ],
    ['a text', 'x', [['', expect.stringContaining('not an object')]]],
    ['a list at the root', [pod('a')], [['', expect.stringContaining('not an object')]]],
    ['no kind', { apiVersion: 'v1' }, [['', expect.stringContaining('kind is missing')]]],
    [
      'an item of a plain List without a kind',
      { apiVersion: 'v1', kind: 'List', items: [{ metadata: {} }] },
      [['/items/0', expect.stringContaining('missing')]],
    ],
  ])('of %s gives one result for each', (_, json, expected) => {
    expect(places(json)).toEqual(expected);
  });

  test('an unreadable item does not hide the other items', () => {
    expect(places({ apiVersion: 'v1', kind: 'List', items: [{}, pod('b')] })).toEqual([
      ['/items/0', expect.stringContaining('apiVersion is missing')],
      ['/items/1', 'b'],
    ]);
  });

  /** An object inside so many lists. */
  const nested = (depth: number) => {
    let json: any = pod('a');
    for (let made = 0; made < depth; made += 1) json = { apiVersion: 'v1', kind: 'List', items: [json] };
    return json;
  };

  test('opens lists that nest 20 deep, and none that nest deeper', () => {
    expect(places(nested(20))).toEqual([['/items/0'.repeat(20), 'a']]);
    expect(places(nested(21))).toEqual([['/items/0'.repeat(20), 'lists nest deeper than 20']]);
  });

  test('a kind that ends in List and has no items is an object', () => {
    expect(places({ apiVersion: 'x.io/v1', kind: 'AllowList', metadata: { name: 'a' } })).toEqual([['', 'a']]);
  });
});

describe('made from JSON', () => {
  const json = (name: string) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } });
  const namesOf = (set: ManifestSet) => set.all.map(({ objectRef }) => objectRef.name);

  test('opens lists, and takes manifests unchanged', () => {
    const list = { apiVersion: 'v1', kind: 'List', items: [json('b'), json('c')] };
    const own = account('d');
    const set = ManifestSet.fromJson([json('a'), list, own]);
    expect(namesOf(set)).toEqual(['a', 'b', 'c', 'd']);
    expect(set.all[3]).toBe(own);
  });

  test.each([
    [[json('a'), { kind: 'Pod' }], 'object 1: apiVersion is missing'],
    [[null], 'object 0: is not an object'],
    [[{ apiVersion: 'v1', kind: 'List', items: [json('a'), {}] }], 'object 0: /items/1 apiVersion is missing'],
  ])('refuses what it cannot read: %j', (objects, message) => {
    expect(() => ManifestSet.fromJson(objects)).toThrow(message);
  });
});

describe('made from YAML', () => {
  test('has all objects of all documents, with their lines', () => {
    const text =
      'apiVersion: v1\nkind: Pod\nspec: {}\n---\n---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n';
    const { all } = ManifestSet.fromYaml(text);
    expect(all.map(({ groupKind }) => groupKind)).toEqual(['Pod', 'Secret']);
    expect(all.map((manifest) => manifest._positionOf?.('/kind'))).toEqual([
      { line: 2, column: 1 },
      { line: 10, column: 3 },
    ]);
  });

  test.each([
    ['kind: Pod\nkind: Pod\n', /^2:1: /],
    ['apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n', '4:3: apiVersion is missing'],
    ['- a\n', '1:1: is not an object'],
  ])('refuses what it cannot read, with its place: %j', (text, message) => {
    expect(() => ManifestSet.fromYaml(text)).toThrow(message);
  });
});
