import { isDropped } from './dropped';
import type { Field, ObjectType, Scalar, Shape } from './shape';
import { type FieldLine, fieldLines, type Range } from './table';
import { CHECKS } from './validation/checks';
import { isEnforced } from './validation/required';
import type { TypeChecks } from './validation/type-checks';

/** The types of each minor version that was asked for; they never change, and are dear to compile. */
const TYPES = new Map<number, Types>();

/** The types of one version of Kubernetes, read from the table when they are first asked for. */
export class Types {
  public static in(minor: number): Types {
    let types = TYPES.get(minor);
    if (!types) {
      types = new Types(minor);
      TYPES.set(minor, types);
    }
    return types;
  }

  private readonly known = new Map<string, ObjectType>();

  private constructor(private readonly minor: number) {}

  /** Throws where no version has the type. */
  public of(name: string): ObjectType {
    const known = this.known.get(name);
    if (known) return known;
    const lines = fieldLines(name);
    if (lines === undefined) throw new Error(`the table of Kubernetes' API has no type ${name}`);
    const type = this.compile(name, lines);
    this.known.set(name, type);
    return type;
  }

  private compile(name: string, lines: readonly FieldLine[]): ObjectType {
    const checks = CHECKS.get(name);
    const present = lines.filter((line) => this.isIn(line));
    const absent = lines.filter((line) => !this.isIn(line) && !present.some(({ name: other }) => other === line.name));
    return {
      name,
      fields: new Map(
        present.map((line): [string, Field] => [
          line.name,
          {
            name: line.name,
            shape: this.shapeOf(line),
            isRequired: line.isRequired,
            keys: line.keys,
            default: line.default,
            check: checks?.fields?.[line.name],
            isUnchecked: this.isUnchecked(checks, line.name),
            isDropped: isDropped(name, line.name, this.minor),
          },
        ]),
      ),
      required: present.filter((line) => isEnforced(name, line.name, line.isRequired)).map((line) => line.name),
      check: checks?.object,
      elsewhen: absent.map((line) => ({ value: line.name, since: line.since, until: line.until, asked: this.minor })),
    };
  }

  private isUnchecked(checks: TypeChecks | undefined, field: string): boolean {
    const since = checks?.uncheckedBefore?.[field];
    return since !== undefined && this.minor < since;
  }

  private shapeOf({ wrapping, element, values }: FieldLine): Shape {
    const allowed = values?.filter((each) => this.isIn(each)).map(({ value }) => value);
    let shape: Shape = element.includes('.')
      ? this.objectShape(element)
      : this.namedShape(element, allowed, wrapping !== '');
    for (let end = wrapping.length; end > 0; end -= 2)
      shape = { form: wrapping.slice(end - 2, end) === '[]' ? 'list' : 'map', element: shape };
    return shape;
  }

  /** The type is looked up when the first object of it is read, and once. */
  private objectShape(name: string): Shape {
    let type: ObjectType | undefined;
    return {
      form: 'object',
      type: () => {
        type ??= this.of(name);
        return type;
      },
    };
  }

  private namedShape(element: string, values: readonly string[] | undefined, isItem: boolean): Shape {
    const schema = this.objectShape('apiextensions.v1.JSONSchemaProps');
    switch (element) {
      case 'schemaOrArray':
        return { form: 'either', shapes: [schema, { form: 'list', element: schema }] };
      case 'schemaOrBool':
        return { form: 'either', shapes: [schema, scalar('bool')] };
      case 'schemaOrStringArray':
        return {
          form: 'either',
          shapes: [schema, { form: 'list', element: scalar('string') }],
        };
      default:
        return scalar(element as Scalar, values, isItem);
    }
  }

  private isIn({ since, until }: Range): boolean {
    return since <= this.minor && this.minor <= until;
  }
}

/** With all properties that such a shape may have: an inspection reads some thousands of them, and objects of one make are read faster. */
function scalar(name: Scalar, values?: readonly string[], isExact?: boolean): Shape {
  return { form: 'scalar', scalar: name, values, isExact };
}
