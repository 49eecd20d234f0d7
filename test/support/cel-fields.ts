/** Looks for fields that expressions of CEL read and no object has. */
import type { Field, Shape } from '../../src/kubernetes/api/shape';
import { type Cel, readCel } from './cel';

type Fields = ReadonlyMap<string, Field>;

/** What is known of a value: its shape in the API, or what an expression has made of it. */
type Known =
  | Shape
  | { readonly form: 'unknown'; readonly value?: unknown }
  | { readonly form: 'items'; readonly element: Known }
  | { readonly form: 'made'; readonly parts: ReadonlyMap<string, Known> };
type Names = ReadonlyMap<string, Known>;

const UNKNOWN: Known = { form: 'unknown' };
const constantOf = (known: Known): unknown => (known.form === 'unknown' ? known.value : undefined);
const literal = (value: unknown): Known => ({ form: 'unknown', value });

/** The variables of a policy for an object of one kind, and the fields that its expressions read and the kind does not have. */
export class FieldReader {
  public readonly problems = new Set<string>();
  private readonly variables = new Map<string, Known>();
  private readonly object: Known;

  public constructor(
    private readonly kind: string,
    fields: Fields,
  ) {
    this.object = { form: 'object', type: () => ({ name: kind, fields, required: [], elsewhen: [] }) };
  }

  /** Reads an expression, and keeps what it is as a variable if it has a name. */
  public read(expression: string, name?: string): void {
    const known = this.typeOf(readCel(expression), new Map());
    if (name !== undefined) this.variables.set(name, known);
  }

  private typeOf(cel: Cel, names: Names): Known {
    switch (cel.is) {
      case 'literal':
        return literal(cel.value);
      case 'name':
        if (cel.name === 'object' || cel.name === 'oldObject') return this.object;
        return names.get(cel.name) ?? UNKNOWN;
      case 'list':
        return { form: 'items', element: firstKnown(cel.items.map((item) => this.typeOf(item, names))) };
      case 'map':
        return {
          form: 'made',
          parts: new Map(
            cel.entries.map(([key, value]) => [String(constantOf(this.typeOf(key, names))), this.typeOf(value, names)]),
          ),
        };
      case 'field':
        return this.fieldOf(cel, names);
      case 'index': {
        const of = this.typeOf(cel.of, names);
        const at = constantOf(this.typeOf(cel.at, names));
        if (of.form === 'object') return typeof at === 'string' ? this.partOf(of, at) : UNKNOWN;
        return elementOf(of);
      }
      case 'call':
        return cel.of ? this.method(cel.of, cel.name, cel.args, names) : this.call(cel.name, cel.args, names);
      case 'operator':
        return this.operation(cel.operator, cel.args, names);
    }
  }

  private fieldOf({ of, name }: Cel & { is: 'field' }, names: Names): Known {
    if (of.is === 'name' && of.name === 'variables') {
      const known = this.variables.get(name);
      if (!known) this.problems.add(`variables.${name}`);
      return known ?? UNKNOWN;
    }
    if (of.is === 'name' && of.name === 'object' && name === 'kind') return literal(this.kind);
    return this.partOf(this.typeOf(of, names), name);
  }

  private partOf(of: Known, name: string): Known {
    switch (of.form) {
      case 'object': {
        const { fields, others, name: type } = of.type();
        const field = fields.get(name);
        if (!field && !others) this.problems.add(`${type}.${name}`);
        return field?.shape ?? UNKNOWN;
      }
      case 'made':
        return of.parts.get(name) ?? UNKNOWN;
      case 'map':
        return of.element;
      case 'list':
      case 'items':
      case 'scalar':
        if (of.form !== 'scalar' || of.scalar !== 'any') this.problems.add(`${name} of a ${of.form}`);
        return UNKNOWN;
      default:
        return UNKNOWN;
    }
  }

  private call(name: string, args: readonly Cel[], names: Names): Known {
    const known = args.map((each) => this.typeOf(each, names));
    return name === 'dyn' ? (known[0] ?? UNKNOWN) : UNKNOWN;
  }

  private method(of: Cel, name: string, args: readonly Cel[], names: Names): Known {
    const own = this.typeOf(of, names);
    const [variable, body] = args;
    if (variable?.is === 'name' && body) {
      const isOptional = name === 'optMap';
      const element = own.form === 'map' || own.form === 'object' ? UNKNOWN : elementOf(own);
      const inner = this.typeOf(body, new Map([...names, [variable.name, isOptional ? own : element]]));
      if (name === 'map') return { form: 'items', element: inner };
      return name === 'filter' ? own : isOptional ? inner : UNKNOWN;
    }
    const known = args.map((each) => this.typeOf(each, names));
    if (name === 'orValue') return firstKnown([own, ...known]);
    return name === 'value' ? own : UNKNOWN;
  }

  /** What a comparison with the kind rules out is not read. */
  private operation(operator: string, args: readonly Cel[], names: Names): Known {
    const [first, ...rest] = args as [Cel, ...Cel[]];
    const left = this.typeOf(first, names);
    const value = constantOf(left);
    switch (operator) {
      case '?:':
        return firstKnown(rest.flatMap((each, index) => (value === (index === 1) ? [] : [this.typeOf(each, names)])));
      case '&&':
      case '||': {
        if (value === (operator === '||')) return left;
        const right = this.typeOf(rest[0] as Cel, names);
        const isDecided = constantOf(right) === (operator === '||');
        return isDecided ? right : value === undefined ? UNKNOWN : right;
      }
      case '!':
        return typeof value === 'boolean' ? literal(!value) : UNKNOWN;
      default: {
        const right = this.typeOf(rest[0] ?? first, names);
        const list =
          rest[0]?.is === 'list' ? rest[0].items.map((item) => constantOf(this.typeOf(item, names))) : undefined;
        if (operator === '+') return firstKnown([left, right]);
        if (value === undefined) return UNKNOWN;
        if (operator === 'in') return list && !list.includes(undefined) ? literal(list.includes(value)) : UNKNOWN;
        if (constantOf(right) === undefined) return UNKNOWN;
        return operator === '=='
          ? literal(value === constantOf(right))
          : operator === '!='
            ? literal(value !== constantOf(right))
            : UNKNOWN;
      }
    }
  }
}

function firstKnown(all: readonly Known[]): Known {
  const isEmpty = (known: Known) => known.form === 'unknown' || (known.form === 'made' && known.parts.size === 0);
  const isVague = (known: Known) => isEmpty(known) || (known.form === 'items' && isEmpty(known.element));
  return (
    all.find((known) => !isVague(known)) ??
    all.find((known) => known.form === 'items') ??
    (all.length === 1 ? (all[0] as Known) : UNKNOWN)
  );
}

function elementOf(of: Known): Known {
  return of.form === 'list' || of.form === 'items' || of.form === 'map' ? of.element : UNKNOWN;
}
