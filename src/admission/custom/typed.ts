import type { Field, ObjectType, Shape } from '../../kubernetes/api/shape';

/** The names of the fields that expressions read. */
type Named = ReadonlySet<string>;

interface Typed {
  /** Whether the value has its type. */
  readonly test: string;
  /** The value, without what in it has another type. */
  readonly value: string;
}

/** A rule asks whether a volume has any other source than some. */
const VOLUME = 'core.v1.Volume';
/** What the decoder of Kubernetes gives a required field that is not there. */
const ZERO: { readonly [scalar: string]: string } = { bool: 'false', int32: '0', int64: '0', string: "''" };
const TYPE_TESTS: { readonly [scalar: string]: (cel: string) => string } = {
  bool: (cel) => `type(${cel}) == bool`,
  int32: (cel) => `type(${cel}) == int`,
  int64: (cel) => `type(${cel}) == int`,
  quantity: (cel) => `(type(${cel}) == string ? isQuantity(${cel}) : type(${cel}) == int || type(${cel}) == double)`,
  intOrString: (cel) => `(type(${cel}) == int || type(${cel}) == string)`,
};

/**
 * The fields of an object that are named, each as an optional value in CEL. In an object of a custom kind a value may be null, or a text in
 * place of a number, where the decoder of Kubernetes' own kinds gives expressions neither: such a value is as if it were not there.
 */
export function typedFields(
  cel: string,
  type: ObjectType,
  named: Named,
  depth = 0,
): { readonly [name: string]: string } {
  const fields = [...type.fields.values()].filter(({ name }) => named.has(name) || type.name === VOLUME);
  return Object.fromEntries(fields.map((field) => [field.name, typedField(cel, field, named, depth)]));
}

function typedField(parent: string, { name, shape, isRequired }: Field, named: Named, depth: number): string {
  const cel = `${parent}.${name}`;
  const { test, value } = typed(cel, shape, named, depth);
  const zero = isRequired && shape.form === 'scalar' ? ZERO[shape.scalar] : undefined;
  const found = value === cel ? `${parent}.?${name}` : `optional.of(dyn(${value}))`;
  const other = zero === undefined ? 'optional.none()' : `optional.of(dyn(${zero}))`;
  return `has(${cel}) && ${test} ? ${found} : ${other}`;
}

function typed(cel: string, shape: Shape, named: Named, depth: number): Typed {
  if (shape.form === 'scalar')
    return {
      test: (TYPE_TESTS[shape.scalar] ?? isText)(cel),
      value: shape.scalar === 'quantity' ? `string(${cel})` : cel,
    };
  if (shape.form === 'either') return { test: 'false', value: cel }; // pods have none
  if (shape.form === 'object') {
    const entries = Object.entries(typedFields(cel, shape.type(), named, depth));
    return {
      test: `type(${cel}) == map`,
      value: `{${entries.map(([name, each]) => `?'${name}': ${each}`).join(', ')}}`,
    };
  }
  const item = `x${depth}`;
  const { test, value } = typed(shape.form === 'map' ? `${cel}[${item}]` : item, shape.element, named, depth + 1);
  if (shape.form === 'map') return { test: `type(${cel}) == map && ${cel}.all(${item}, ${test})`, value: cel };
  const kept = `${cel}.filter(${item}, ${test})`;
  return { test: `type(${cel}) == list`, value: value === item ? kept : `${kept}.map(${item}, ${value})` };
}

function isText(cel: string): string {
  return `type(${cel}) == string`;
}
