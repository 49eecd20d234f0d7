import { isClassType, type Parameter, type Property, type Type, type TypeReference } from '@jsii/spec';
import { TargetLanguage } from 'jsii-rosetta';
import { isStruct, LIBRARIES, typeOf } from '../rosetta/libraries';
import { type Called, type Language, nameOf, typeText } from './language';

const PRIMITIVES: Record<string, string> = {
  string: '*string',
  number: '*float64',
  boolean: '*bool',
  any: 'interface{}',
  json: '*map[string]interface{}',
  date: '*time.Time',
};

export const GO: Language = {
  title: 'Go',
  folder: 'go',
  fence: 'go',
  translations: TargetLanguage.GO,
  about: [
    `The package is \`${LIBRARIES[0]?.go.path}\`. Strings, numbers and booleans are pointers, which \`jsii.String("web")\`,`,
    '`jsii.Number(8080)` and `jsii.Bool(true)` make. An optional argument that is left out is `nil`. Texts name properties as',
    'TypeScript does: `writablePaths` is the field `WritablePaths` here, and `connections` the method `Connections()`.',
  ],
  primitive,
  property,
  enumMember: (owner, name) => `${owner.name}_${name}`,
  parameter: (name) => name,
  signature,
};

function property(owner: Type, property: Property, isData: boolean): string {
  if (property.static) return `${owner.name}_${property.name}()`;
  const name = pascal(property.name);
  return isData ? name : `${name}()${isNarrowed(property) ? `.(${text(property.type)})` : ''}`;
}

/** Go has no covariant types: a property has the type of the class that declares it first, and is converted. */
function isNarrowed({ name, type, overrides }: Property): boolean {
  const base = overrides === undefined ? undefined : typeOf(overrides);
  const inherited = isClassType(base) ? base.properties?.find((each) => each.name === name) : undefined;
  return inherited !== undefined && text(inherited.type) !== text(type);
}

function signature({ owner, name, isStatic, parameters, returns }: Called): string {
  const all = parameters.map(parameter).join(', ');
  if (name === undefined) return `New${owner.name}(${all}) ${owner.name}`;
  return `${isStatic ? `${owner.name}_` : ''}${pascal(name)}(${all})${returns ? ` ${text(returns.type)}` : ''}`;
}

function parameter({ name, type, variadic }: Parameter): string {
  return `${name} ${variadic ? '...' : ''}${text(type)}`;
}

function text(type: TypeReference): string {
  return typeText(
    type,
    primitive,
    named,
    (of) => `*[]${of}`,
    (of) => `*map[string]${of}`,
  );
}

function named(fqn: string): string {
  const [library] = fqn.split('.');
  const packaged = library === LIBRARIES[0]?.name ? '' : `${LIBRARIES.find(({ name }) => name === library)?.go.name}.`;
  return `${isStruct(fqn) ? '*' : ''}${packaged}${nameOf(fqn)}`;
}

function primitive(name: string): string {
  return PRIMITIVES[name] ?? name;
}

function pascal(name: string): string {
  return `${name[0]?.toUpperCase()}${name.slice(1)}`;
}
