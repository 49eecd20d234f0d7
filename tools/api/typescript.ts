import type { Parameter, TypeReference } from '@jsii/spec';
import { type Called, type Language, nameOf, typeText } from './language';

export const TYPESCRIPT: Language = {
  title: 'TypeScript',
  folder: '',
  fence: 'ts',
  about: [
    'Names are those of TypeScript; there are pages for [Python](python/README.md), [Java](java/README.md) and',
    '[Go](go/README.md) too. [API.md](../../API.md) has every member, inherited ones included, on one large page for tools.',
  ],
  primitive,
  property: (owner, { name, optional, static: isStatic }) =>
    `${isStatic ? `${owner.name}.` : ''}${name}${optional ? '?' : ''}`,
  enumMember: (_, name) => name,
  parameter: (name) => name,
  signature,
};

function signature({ owner, name, isStatic, parameters, returns }: Called): string {
  const called = name === undefined ? `new ${owner.name}` : `${isStatic ? `${owner.name}.` : ''}${name}`;
  const result = returns ? `: ${text(returns.type)}${returns.optional ? ' | undefined' : ''}` : '';
  return `${called}(${parameters.map(parameter).join(', ')})${result}`;
}

function parameter({ name, optional, type, variadic }: Parameter): string {
  return `${variadic ? '...' : ''}${name}${optional ? '?' : ''}: ${text(type)}${variadic ? '[]' : ''}`;
}

function text(type: TypeReference): string {
  return typeText(
    type,
    primitive,
    nameOf,
    (of) => `${of}[]`,
    (of) => `{ [key: string]: ${of} }`,
  );
}

function primitive(name: string): string {
  return name === 'json' ? 'object' : name;
}
