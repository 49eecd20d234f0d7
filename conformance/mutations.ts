/** Objects that are one change away from a given one. */
import type { Field, Shape } from '../src/kubernetes/api/shape';

/** One change. */
export interface Mutation {
  /** What was changed, such as `/spec/replicas = -1`. */
  readonly name: string;
  /** The changed object, made when it is asked for. */
  readonly make: () => any;
}

type Fields = ReadonlyMap<string, Field>;
type Path = readonly (string | number)[];

const TEXTS: readonly string[] = [
  ...[
    '',
    ' ',
    'x',
    'X',
    'a b',
    'a_b',
    'a.b',
    'a/b',
    'a/b/c',
    '/a',
    '/a/../b',
    '../a',
    'a:b',
    '-a',
    'a-',
    '1',
    '0',
    '-1',
    '70000',
    'é',
  ],
  ...[
    '*',
    '*.a',
    '%',
    '50%',
    '101%',
    '$(X)',
    '{}',
    'true',
    'None',
    'Always',
    'Never',
    'Local',
    'Exact',
    'TCP',
    'Pods',
    'RuntimeDefault',
  ],
  ...[
    '10.0.0.1',
    '10.0.0.1/8',
    '10.0.0.0/8',
    '010.0.0.1',
    '::1',
    'fd00::/64',
    '500m',
    '-500m',
    '1Gi',
    '512MB',
    '1e400',
    '* * * * *',
    '61 * * * *',
  ],
  ...[
    'a'.repeat(16),
    'a'.repeat(64),
    'a'.repeat(254),
    'https://a.example.com/x',
    'a.example.com',
    'metadata.name',
    'limits.cpu',
    'http',
  ],
];
const NUMBERS: readonly number[] = [
  -1,
  0,
  1,
  2,
  30,
  80,
  100,
  101,
  511,
  512,
  3600,
  30000,
  65535,
  65536,
  100000,
  2 ** 31,
  2 ** 40,
  1.5,
];
const KEYS: readonly string[] = [
  '',
  'a b',
  'a/b/c',
  'A_b',
  '-a',
  '..',
  'a'.repeat(64),
  'example.com/a',
  'Example.com/a',
  'kubernetes.io/a',
  'cpu',
];

/** All single changes of an object that its fields suggest: other values, no value, a field more, an item twice. */
export function* mutationsOf(object: any, fields: Fields): Generator<Mutation> {
  yield* ofObject(object, [], object, fields);
}

function* ofObject(value: any, path: Path, root: any, fields: Fields): Generator<Mutation> {
  for (const [key, child] of Object.entries(value)) {
    const at = [...path, key];
    const field = fields.get(key);
    if (!field || key === 'apiVersion' || key === 'kind') continue;
    yield without(at, root);
    yield replaced(at, null, root);
    yield renamed(at, key.slice(0, -1) + key.slice(-1).toUpperCase(), root);
    yield* ofValue(child, at, root, field.shape);
  }
  for (const field of fields.values()) {
    if (value[field.name] !== undefined || field.name === 'status') continue;
    for (const sample of samplesOf(field)) yield replaced([...path, field.name], sample, root);
  }
  yield replaced([...path, 'unheardOf'], 'x', root);
}

function* ofValue(value: any, path: Path, root: any, shape: Shape): Generator<Mutation> {
  const others = [{}, [], 'x', 1, true].filter((each) => kindOf(each) !== kindOf(value));
  for (const other of others) yield replaced(path, other, root);
  // What others wrote may be of a wrong type already.
  if (kindOf(value) !== (shape.form === 'list' ? 'list' : 'object') && shape.form !== 'scalar') return;
  switch (shape.form) {
    case 'scalar':
      for (const other of scalars(value, shape.values)) if (other !== value) yield replaced(path, other, root);
      return;
    case 'list':
      yield* ofList(value, path, root, shape.element);
      return;
    case 'map':
      for (const [key, child] of Object.entries(value)) {
        yield without([...path, key], root);
        yield replaced([...path, key], null, root);
        for (const other of KEYS) yield renamed([...path, key], other, root);
        yield* ofValue(child, [...path, key], root, shape.element);
      }
      for (const key of KEYS) yield replaced([...path, key], sampleOf(shape.element), root);
      return;
    case 'object':
      yield* ofObject(value, path, root, shape.type().fields);
  }
}

function* ofList(items: any[], path: Path, root: any, element: Shape): Generator<Mutation> {
  yield replaced(path, [], root);
  yield replaced(path, [null], root);
  yield replaced(path, items.slice(1), root);
  if (items.length > 0) yield replaced(path, [...items, items[0]], root);
  yield replaced(path, [...items, sampleOf(element)], root);
  for (const [index, item] of items.entries()) {
    const at = [...path, index];
    const next = items[(index + 1) % items.length];
    if (kindOf(item) === 'object' && kindOf(next) === 'object' && next !== item) {
      // The name of a neighbour, to be the same twice; another's field, to stand beside what it excludes.
      for (const [key, value] of Object.entries(next)) yield replaced([...at, key], value, root);
    }
    yield* ofValue(item, at, root, element);
  }
}

function* scalars(value: unknown, values: readonly unknown[] = []): Generator<unknown> {
  yield* values;
  if (typeof value === 'boolean') yield !value;
  if (typeof value === 'number') yield* NUMBERS;
  if (typeof value !== 'string') return;
  yield* [...TEXTS, `${value}x`, `${value}-`, value.toUpperCase(), value.slice(1)];
}

function* samplesOf({ shape }: Field): Generator<unknown> {
  yield sampleOf(shape);
  switch (shape.form) {
    case 'scalar':
      yield* shape.values ?? [];
      if (shape.scalar === 'bool') yield false;
      if (shape.scalar === 'int32' || shape.scalar === 'int64') yield* [0, -1, 100];
      return;
    case 'list':
      yield [];
      return;
    case 'object':
      // Each field alone, as in the sources of a volume.
      for (const field of shape.type().fields.values()) yield { [field.name]: sampleOf(field.shape) };
  }
}

/** Some value of the right type: an object has the fields that it must have. */
function sampleOf(shape: Shape, depth = 0): unknown {
  switch (shape.form) {
    case 'scalar':
      return (
        shape.values?.[0] ??
        { bool: true, int32: 1, int64: 1, double: 1, bytes: 'eA==', duration: '1s', quantity: '1', any: {} }[
          shape.scalar as string
        ] ??
        'x'
      );
    case 'list':
      return depth > 3 ? [] : [sampleOf(shape.element, depth + 1)];
    case 'map':
      return { a: sampleOf(shape.element, depth + 1) };
    case 'either':
      return true;
    case 'object': {
      const required = [...shape.type().fields.values()].filter(({ isRequired }) => isRequired);
      return depth > 3
        ? {}
        : Object.fromEntries(required.map((field) => [field.name, sampleOf(field.shape, depth + 1)]));
    }
  }
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;
}

function replaced(path: Path, value: unknown, root: any): Mutation {
  return changed(`${shown(path)} = ${JSON.stringify(value)}`, root, path, (parent, key) => {
    parent[key] = structuredClone(value);
  });
}

function without(path: Path, root: any): Mutation {
  return changed(`${shown(path)} gone`, root, path, (parent, key) => {
    delete parent[key];
  });
}

function renamed(path: Path, name: string, root: any): Mutation {
  return changed(`${shown(path)} as ${name}`, root, path, (parent, key) => {
    const value = parent[key];
    delete parent[key];
    parent[name] = value;
  });
}

function changed(name: string, root: any, path: Path, change: (parent: any, key: string | number) => void): Mutation {
  return {
    name,
    make: () => {
      const copy = structuredClone(root);
      change(
        path.slice(0, -1).reduce((parent, key) => parent[key], copy),
        path.at(-1) as string | number,
      );
      return copy;
    },
  };
}

function shown(path: Path): string {
  return `/${path.join('/')}`;
}
