import type { Parameter, TypeReference } from '@jsii/spec';
import { TargetLanguage } from 'jsii-rosetta';
import { type Called, type Language, nameOf, typeText } from './language';

const PRIMITIVES: Record<string, string> = {
  string: 'String',
  number: 'Number',
  boolean: 'Boolean',
  any: 'Object',
  json: 'ObjectNode',
  date: 'Instant',
};

export const JAVA: Language = {
  title: 'Java',
  folder: 'java',
  fence: 'java',
  translations: TargetLanguage.JAVA,
  about: [
    'The artifact is `io.github.cdk8s-hardened:cdk8s-hardened`, the package `io.github.cdk8shardened`. Props and other data have',
    'builders: `Waiver.builder().rule("host-pid").build()`. So has a class whose last argument is props:',
    '`SecureDeployment.Builder.create(chart, "web").replicas(2).build()`. An optional argument may be left out. Texts name',
    'properties as TypeScript does: `connections` is `getConnections()` here, and a method of builders.',
  ],
  primitive,
  property: (owner, { name, static: isStatic }, isData) =>
    isStatic ? `${owner.name}.${name}` : isData ? name : `get${name[0]?.toUpperCase()}${name.slice(1)}()`,
  enumMember: (owner, name) => `${owner.name}.${name}`,
  parameter: (name) => name,
  signature,
};

function signature({ owner, name, isStatic, parameters, returns }: Called): string {
  const all = parameters.map(parameter).join(', ');
  if (name === undefined) return `new ${owner.name}(${all})`;
  return `${isStatic ? 'static ' : ''}${returns ? text(returns.type) : 'void'} ${isStatic ? `${owner.name}.` : ''}${name}(${all})`;
}

function parameter({ name, type, variadic }: Parameter): string {
  return `${text(type)}${variadic ? '...' : ''} ${name}`;
}

function text(type: TypeReference): string {
  return typeText(
    type,
    primitive,
    nameOf,
    (of) => `List<${of}>`,
    (of) => `Map<String, ${of}>`,
  );
}

function primitive(name: string): string {
  return PRIMITIVES[name] ?? name;
}
