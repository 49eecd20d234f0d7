import { type Restrictions, restrictionOf } from './custom-values';
import type { Field, ObjectType, Shape } from './shape';

/** One version of a kind that a CustomResourceDefinition adds. */
export interface CustomKind {
  readonly group: string;
  /** Group and version. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
  readonly isServed: boolean;
  /** The plural, as requests name it. */
  readonly resource: string;
  readonly subresources: readonly string[];
  /** What is known of its objects; of their metadata Kubernetes knows. */
  readonly typeWith: (metadata: ObjectType) => ObjectType;
}

/** What OpenAPI v3 says of a value, as far as the server reads it. */
type Schema = Restrictions & {
  readonly type?: unknown;
  readonly properties?: unknown;
  readonly additionalProperties?: unknown;
  readonly items?: unknown;
  readonly required?: unknown;
  readonly default?: unknown;
  readonly nullable?: unknown;
  readonly 'x-kubernetes-int-or-string'?: unknown;
  readonly 'x-kubernetes-preserve-unknown-fields'?: unknown;
  readonly 'x-kubernetes-embedded-resource'?: unknown;
  readonly 'x-kubernetes-list-map-keys'?: unknown;
};

const ANY: Shape = { form: 'scalar', scalar: 'any' };
const TEXT: Shape = { form: 'scalar', scalar: 'string' };
const SCALARS = { boolean: 'bool', integer: 'int64', number: 'double', string: 'string' } as const;
/** The server has these of every object. */
const OF_EVERY_OBJECT = ['apiVersion', 'kind', 'metadata'];

/**
 * The kinds that a CustomResourceDefinition adds; none of one that cannot be read, or that keeps unknown fields. Patterns,
 * formats, `anyOf` and its kin, and expressions of CEL are left to the server.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function customKinds(definition: any): CustomKind[] {
  const { group, names, scope, versions, preserveUnknownFields } = objectOf(definition?.spec);
  const { kind, plural } = objectOf(names);
  if (definition?.apiVersion !== 'apiextensions.k8s.io/v1' || definition.kind !== 'CustomResourceDefinition') return [];
  if (![group, kind, plural].every((text) => typeof text === 'string' && text !== '')) return [];
  if (!Array.isArray(versions) || preserveUnknownFields === true) return [];
  return versions.map(objectOf).flatMap(({ name, served, schema, subresources }): CustomKind[] => {
    const root = objectOf(schema).openAPIV3Schema;
    if (typeof name !== 'string' || !isObject(root)) return [];
    const below = Object.keys(objectOf(subresources));
    return [
      {
        group,
        apiVersion: `${group}/${name}`,
        kind,
        isNamespaced: scope === 'Namespaced',
        isServed: served === true,
        resource: plural,
        subresources: below,
        typeWith: (metadata) => rootType(kind, root, metadata, below.includes('status')),
      },
    ];
  });
}

/** A status that has its own resource is dropped from what an author writes. */
function rootType(kind: string, schema: Schema, metadata: ObjectType, dropsStatus: boolean): ObjectType {
  const type = objectType(kind, schema);
  const fields = new Map(type.fields);
  for (const name of ['apiVersion', 'kind']) fields.set(name, { name, shape: TEXT, isRequired: true });
  fields.set('metadata', { name: 'metadata', shape: { form: 'object', type: () => metadata }, isRequired: true });
  if (dropsStatus && fields.has('status')) fields.set('status', { name: 'status', shape: ANY, isRequired: false });
  const required = type.required.filter((name) => !OF_EVERY_OBJECT.includes(name) && name !== 'status');
  return { ...type, fields, required };
}

function objectType(name: string, schema: Schema): ObjectType {
  const required = listOf(schema.required);
  const properties: { readonly [name: string]: unknown } = objectOf(schema.properties);
  const fields = Object.entries(properties).map(([key, value]): [string, Field] => {
    const property = objectOf(value) as Schema;
    return [
      key,
      {
        name: key,
        shape: shapeOf(`${name}.${key}`, property),
        isRequired: required.includes(key),
        keys:
          property['x-kubernetes-list-map-keys'] === undefined
            ? undefined
            : listOf(property['x-kubernetes-list-map-keys']),
        default: property.default,
        check: restrictionOf(property),
      },
    ];
  });
  if (schema['x-kubernetes-embedded-resource'] === true) {
    for (const key of OF_EVERY_OBJECT) fields.push([key, { name: key, shape: ANY, isRequired: key !== 'metadata' }]);
    required.push('apiVersion', 'kind');
  }
  return {
    name,
    fields: new Map(fields),
    // A default is filled in first, and null is a value where it is allowed.
    required: required.filter((key) => {
      const property = objectOf(properties[key]);
      return property.default === undefined && property.nullable !== true;
    }),
    mayBeEmpty: true,
    others: schema['x-kubernetes-preserve-unknown-fields'] === true ? ANY : undefined,
    elsewhen: [],
  };
}

function shapeOf(name: string, schema: Schema): Shape {
  if (schema['x-kubernetes-int-or-string'] === true)
    return { form: 'either', shapes: [{ form: 'scalar', scalar: 'int64' }, TEXT] };
  const { type, additionalProperties, items } = schema;
  switch (type) {
    case 'object':
      if (additionalProperties === true) return { form: 'map', element: ANY };
      return isObject(additionalProperties)
        ? { form: 'map', element: elementOf(`${name}{}`, additionalProperties) }
        : { form: 'object', type: once(() => objectType(name, schema)) };
    case 'array':
      return { form: 'list', element: elementOf(`${name}[]`, objectOf(items)) };
    case 'boolean':
    case 'integer':
    case 'number':
    case 'string':
      return {
        form: 'scalar',
        scalar: SCALARS[type],
        ...(Array.isArray(schema.enum) && { values: schema.enum, isExact: true }),
      };
    default:
      return ANY;
  }
}

/** Null among items is an empty object, but for one that may be null. */
function elementOf(name: string, schema: Schema): Shape {
  const shape = shapeOf(name, schema);
  return schema.nullable === true ? { form: 'either', shapes: [shape] } : shape;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function objectOf(value: unknown): any {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
