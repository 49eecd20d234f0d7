import type { CheckContext } from './check';
import { isScalar, wanted } from './forms/scalars';
import { described, type Problem, pointerOf, quoted } from './problem';
import type { Field, ObjectType, Scalar, Shape } from './shape';
import { explainUnknownField } from './unknown-field';

/** Texts that the decoder reads. */
const IN_A_FORM = new Set<Scalar>(['bytes', 'microtime', 'quantity', 'time']);

/** One pass over one object. */
export class Inspection implements CheckContext {
  public readonly problems: Problem[] = [];
  /** Fields that the server decodes, and then drops. */
  public readonly dropped: (readonly (string | number)[])[] = [];
  private readonly path: (string | number)[];
  private refusals = 0;
  /** What is only decoded, as a status is: the server takes none from the author. */
  private isUnchecked = false;

  public constructor(
    /** The whole object. */
    public readonly json: any,
    private readonly root: ObjectType,
    /** The minor version of Kubernetes. */
    public readonly minor: number,
    /** Where a value of the type stands in the object; it is the object itself where nothing is said. */
    private readonly start: readonly (string | number)[] = [],
  ) {
    this.path = [...start];
  }

  /** Reads the value. */
  public run(value: unknown): void {
    this.value(value ?? {}, { form: 'object', type: () => this.root });
  }

  /** Reads the value, and asks only whether its fields are of the right types. */
  public decode(value: unknown): void {
    this.isUnchecked = true;
    this.run(value);
  }

  /** Whether all fields are of the right types, so that what they say can be asked. */
  public get isReadable(): boolean {
    return this.problems.every(({ category }) => category !== 'structure');
  }

  /** Whether the object that is being checked is the whole one. */
  public get isRoot(): boolean {
    return this.path.length === 0;
  }

  /** Refuses the value that a check is asked about, or one below it. */
  public refuse(message: string, ...below: readonly (string | number)[]): void {
    this.refusals += 1;
    this.problems.push({ category: 'semantics', pointer: pointerOf([...this.path, ...below]), message });
  }

  private object(value: any, type: ObjectType): void {
    const refusalsBefore = this.refusals;
    for (const key in value) {
      if (!Object.hasOwn(value, key)) continue;
      const child = value[key];
      if (child === undefined || child === null) {
        if (!type.fields.has(key) && child === null) this.unknown(key, type);
        continue; // null is absent
      }
      const field = type.fields.get(key);
      if (field === undefined) this.unknown(key, type, child);
      else if (field.isDropped) this.drop(child, field);
      else if (field.isUnchecked || (key === 'status' && this.isRoot)) this.unchecked(child, field);
      else this.field(child, field);
    }
    if (this.isUnchecked) return;
    for (const name of type.required) {
      if (type.mayBeEmpty ? !isSet(value[name]) : isAbsent(value[name])) this.refuse('is missing; must be set', name);
    }
    if (type.check && this.refusals === refusalsBefore) type.check(value, this);
  }

  private drop(value: unknown, field: Field): void {
    if (!this.isUnchecked) this.dropped.push([...this.path, field.name]);
    this.unchecked(value, field);
  }

  private unchecked(value: unknown, field: Field): void {
    const wasUnchecked = this.isUnchecked;
    this.isUnchecked = true;
    this.field(value, field);
    this.isUnchecked = wasUnchecked;
  }

  private field(value: unknown, { name, shape, check }: Field): void {
    this.path.push(name);
    const refusalsBefore = this.refusals;
    this.value(value, shape);
    if (check && !this.isUnchecked && this.refusals === refusalsBefore) {
      const message = check(value, this);
      if (message !== undefined) this.refuse(message);
    }
    this.path.pop();
  }

  private value(value: any, shape: Shape): void {
    switch (shape.form) {
      case 'scalar':
        if (!isScalar(value, shape.scalar)) this.wrongScalar(value, shape.scalar);
        else if (shape.values && !this.isUnchecked) this.enumerated(value, shape.values, shape.isExact);
        return;
      case 'list':
        if (!Array.isArray(value)) this.wrong(`is ${described(value)}; must be a list`);
        else for (let index = 0; index < value.length; index += 1) this.element(value[index], index, shape.element);
        return;
      case 'map':
        if (!isObject(value)) this.wrong(`is ${described(value)}; must be an object`);
        else for (const key of Object.keys(value)) this.element(value[key], key, shape.element);
        return;
      case 'object':
        if (isObject(value)) this.object(value, shape.type());
        else this.wrong(`is ${described(value)}; must be an object`);
        return;
      case 'either':
        this.either(value, shape.shapes);
    }
  }

  private either(value: unknown, shapes: readonly Shape[]): void {
    const fitting = shapes.find((each) => fits(value, each));
    if (fitting) this.value(value, fitting);
    else this.wrong(`is ${described(value)}; must be ${shapes.map(nameOf).join(' or ')}`);
  }

  /** Null in a list or a map is an empty value. */
  private element(value: unknown, key: string | number, shape: Shape): void {
    const isNull = value === null || value === undefined;
    if (isNull && shape.form !== 'object' && !(shape.form === 'scalar' && shape.values)) return;
    this.path.push(key);
    this.value(isNull ? (shape.form === 'object' ? {} : '') : value, shape);
    this.path.pop();
  }

  private enumerated(value: unknown, values: readonly unknown[], isExact = false): void {
    if ((value === '' && !isExact) || values.includes(value)) return;
    this.refuse(`is ${quoted(value)}; must be ${values.length > 1 ? 'one of ' : ''}${values.map(quoted).join(', ')}`);
  }

  private unknown(name: string, type: ObjectType, value?: unknown): void {
    if (type.others !== undefined) {
      if (value !== undefined) this.field(value, { name, shape: type.others, isRequired: false });
      return;
    }
    const below = this.path.slice(this.start.length);
    const { message, meant } = explainUnknownField(name, type, this.root, below, this.start);
    const pointer = pointerOf([...this.path, name]);
    this.problems.push({ category: 'unknown-field', pointer, message, ...(meant && { meant }) });
  }

  /** Rules read a text in a wrong form as a text. */
  private wrongScalar(value: unknown, scalar: Scalar): void {
    const message = `is ${described(value)}; must be ${wanted(scalar)}`;
    if (typeof value === 'string' && IN_A_FORM.has(scalar)) this.refuse(message);
    else this.wrong(message);
  }

  private wrong(message: string, ...below: readonly string[]): void {
    this.refusals += 1;
    this.problems.push({ category: 'structure', pointer: pointerOf([...this.path, ...below]), message });
  }
}

/** Go tells an absent value from an empty one only behind a pointer, and required fields have none. */
function isAbsent(value: unknown): boolean {
  return !isSet(value) || value === '' || (Array.isArray(value) && value.length === 0);
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fits(value: unknown, shape: Shape): boolean {
  switch (shape.form) {
    case 'scalar':
      return isScalar(value, shape.scalar);
    case 'list':
      return Array.isArray(value);
    case 'either':
      return shape.shapes.some((each) => fits(value, each));
    default:
      return isObject(value);
  }
}

function nameOf(shape: Shape): string {
  if (shape.form === 'scalar') return wanted(shape.scalar);
  return shape.form === 'list' ? 'a list' : 'an object';
}
