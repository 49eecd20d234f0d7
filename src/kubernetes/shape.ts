import { escapeSegment, segmentsOf } from '../json/pointer';
import { CONTAINER, KINDS, METADATA, POD_SPEC, type Scalar, type Shape } from './shapes';

/** A value that the API server would refuse to decode, so that a verdict about the object would not be reliable. */
export interface ShapeProblem {
  /** JSON Pointer of the field. */
  readonly pointer: string;
  /** What is there; what must be. */
  readonly message: string;
}

/** Returns the type errors in an object's own fields. */
export function objectProblems(type: string, json: any): ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  compare(json?.metadata, METADATA, ['metadata'], problems);
  const shape = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (shape) compare(json, shape, [], problems);
  return problems;
}

/** Returns the type errors in the pod template at a pointer. */
export function podTemplateProblems(template: any, pointer: string): ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  const containers = template?.spec?.containers;
  if (containers === undefined || containers === null || (Array.isArray(containers) && containers.length === 0)) {
    problems.push({ pointer: `${pointer}/spec/containers`, message: 'must be a list of at least one container' });
  }
  const path = segmentsOf(pointer);
  if (pointer !== '') compare(template?.metadata, METADATA, [...path, 'metadata'], problems);
  compare(template?.spec, POD_SPEC, [...path, 'spec'], problems);
  const volumes: unknown = template?.spec?.volumes;
  if (Array.isArray(volumes)) {
    volumes.forEach((volume, index) => {
      const sources = volumeSources(volume);
      if (sources.length < 2) return;
      const message = `has ${sources.length} sources (${sources.join(', ')}); a volume takes one`;
      problems.push({ pointer: `${pointer}/spec/volumes/${index}`, message });
    });
  }
  return problems;
}

/** Returns the type errors in fields of a pod's spec, and in metadata of the pod beside them, that stand at a pointer. */
export function podSpecProblems(spec: any, pointer: string): ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  compare(spec, POD_SPEC, [...segmentsOf(pointer)], problems);
  compare(spec?.metadata, METADATA, [...segmentsOf(pointer), 'metadata'], problems);
  return problems;
}

/** Returns the type errors in the container at a pointer. */
export function containerProblems(container: any, pointer: string): ShapeProblem[] {
  const problems: ShapeProblem[] = [];
  compare(container ?? 'null', CONTAINER, [...segmentsOf(pointer)], problems);
  return problems;
}

/** The source types that a volume names; null counts as absent. */
export function volumeSources(volume: any): string[] {
  if (volume === null || typeof volume !== 'object') return [];
  return Object.keys(volume).filter((key) => key !== 'name' && volume[key] !== null && volume[key] !== undefined);
}

/**
 * Compares a value at a path with its shape. Nearly all values are right, so pointers are built only for the wrong
 * ones.
 */
function compare(value: unknown, shape: Shape, path: (string | number)[], problems: ShapeProblem[]): void {
  if (value === undefined || value === null) return; // The API server reads null as absent.
  if (typeof shape === 'string') {
    if (!isScalar(value, shape))
      problems.push(problemAt(path, `is ${typeName(value)}; must be ${expectedText(shape)}`));
  } else if (isList(shape)) {
    if (!Array.isArray(value)) {
      problems.push(problemAt(path, `is ${typeName(value)}; must be a list`));
      return;
    }
    for (let index = 0; index < value.length; index += 1) {
      path.push(index);
      const item = value[index];
      if (item === null || item === undefined) problems.push(problemAt(path, 'is null; must have a value'));
      else compare(item, shape[0], path, problems);
      path.pop();
    }
  } else {
    if (typeof value !== 'object' || Array.isArray(value)) {
      problems.push(problemAt(path, `is ${typeName(value)}; must be an object`));
      return;
    }
    for (const field in value) {
      const fieldShape = shape['*'] ?? (Object.hasOwn(shape, field) ? shape[field] : undefined);
      if (fieldShape === undefined || !Object.hasOwn(value, field)) continue;
      path.push(field);
      compare((value as any)[field], fieldShape, path, problems);
      path.pop();
    }
  }
}

function problemAt(path: readonly (string | number)[], message: string): ShapeProblem {
  return { pointer: path.map((key) => `/${escapeSegment(key)}`).join(''), message };
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function isScalar(value: unknown, shape: Scalar): boolean {
  switch (shape) {
    case 'any':
      return true;
    case 'integer':
      return Number.isInteger(value);
    case 'scalar':
      return typeof value === 'string' || typeof value === 'number';
    default:
      return typeof value === shape;
  }
}

function expectedText(shape: Scalar): string {
  if (shape === 'integer') return 'an integer';
  return shape === 'scalar' ? 'a string or a number' : `a ${shape}`;
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return `the ${typeof value} ${text.length > 40 ? `${text.slice(0, 37)}…` : text}`;
}
