import type { Shape } from '../../kubernetes/api/shape';

/** Fields that expressions name; a value of another type than Kubernetes gives them is as if it were not there. */
type Named = ReadonlySet<string>;
type ObjectShape = Extract<Shape, { form: 'object' }>;

interface Shaped {
  /** Whether the value has the type. */
  readonly test: string;
  /** The value, without what has another type. */
  readonly value: string;
}

/**
 * Reads a value of an unknown type: an object of a custom kind may have null, or a text in place of a number, where Kubernetes' own kinds
 * cannot, and an expression fails there.
 */
export function shaped(cel: string, shape: Shape, named: Named, depth = 0): Shaped {
  if (shape.form === 'scalar') return scalarOf(cel, shape.scalar);
  if (shape.form === 'either') return { test: 'false', value: cel }; // pods have none
  const item = `x${depth}`;
  if (shape.form === 'list') {
    const { test, value } = shaped(item, shape.element, named, depth + 1);
    const kept = `${cel}.filter(${item}, ${test})`;
    return { test: `type(${cel}) == list`, value: value === item ? kept : `${kept}.map(${item}, ${value})` };
  }
  if (shape.form === 'map') {
    const { test } = shaped(`${cel}[${item}]`, shape.element, named, depth + 1);
    return { test: `type(${cel}) == map && ${cel}.all(${item}, ${test})`, value: cel };
  }
  const own = `o${depth}`;
  const entries = Object.entries(shapedFields(own, shape, named, depth + 1)).map(
    ([name, value]) => `?'${name}': ${value}`,
  );
  return { test: `type(${cel}) == map`, value: `[${cel}].map(${own}, {${entries.join(', ')}})[0]` };
}

/** The fields of an object that are named, each as an optional value. */
export function shapedFields(
  cel: string,
  shape: ObjectShape,
  named: Named,
  depth = 0,
): { readonly [name: string]: string } {
  const fields = [...shape.type().fields.values()].filter(({ name }) => named.has(name));
  return Object.fromEntries(
    fields.map(({ name, shape: own }) => {
      const { test, value } = shaped(`${cel}.${name}`, own, named, depth);
      return [name, `has(${cel}.${name}) && ${test} ? optional.of(dyn(${value})) : optional.none()`];
    }),
  );
}

function scalarOf(cel: string, scalar: string): Shaped {
  if (scalar === 'bool') return { test: `type(${cel}) == bool`, value: cel };
  if (scalar === 'int32' || scalar === 'int64') return { test: `type(${cel}) == int`, value: cel };
  if (scalar === 'intOrString') return { test: `type(${cel}) in [int, string]`, value: cel };
  if (scalar === 'quantity') return { test: `type(${cel}) in [int, double, string]`, value: `string(${cel})` };
  return { test: `type(${cel}) == string`, value: cel };
}
