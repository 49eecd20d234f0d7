import type { Parameter, TypeReference } from '@jsii/spec';
import { toSnakeCase } from 'codemaker';
import { TargetLanguage } from 'jsii-rosetta';
import { isStruct } from '../rosetta/libraries';
import { type Called, type Language, nameOf, typeText } from './language';

const PRIMITIVES: Record<string, string> = {
  string: 'str',
  number: 'float',
  boolean: 'bool',
  any: 'Any',
  json: 'dict',
  date: 'datetime',
};

export const PYTHON: Language = {
  title: 'Python',
  folder: 'python',
  fence: 'python',
  translations: TargetLanguage.PYTHON,
  about: [
    'The package is `cdk8s-hardened`, the module `cdk8s_hardened`. `**props: X` are keyword arguments: the properties of `X`.',
    'Texts name properties as TypeScript does: `writablePaths` is `writable_paths` here.',
  ],
  primitive,
  property: (owner, { name, static: isStatic, const: isConst }) =>
    `${isStatic ? `${owner.name}.` : ''}${isConst ? name : toSnakeCase(name)}`,
  enumMember: (owner, name) => `${owner.name}.${name}`,
  parameter: toSnakeCase,
  signature,
};

function signature({ owner, name, isStatic, parameters, returns }: Called): string {
  const called = name === undefined ? owner.name : `${isStatic ? `${owner.name}.` : ''}${toSnakeCase(name)}`;
  const result = returns ? ` -> ${text(returns.type)}${returns.optional ? ' | None' : ''}` : '';
  return `${called}(${parameters.map(parameter).join(', ')})${result}`;
}

function parameter({ name, optional, type, variadic }: Parameter, index: number, all: readonly Parameter[]): string {
  if (variadic) return `*${toSnakeCase(name)}: ${text(type)}`;
  if (index === all.length - 1 && 'fqn' in type && isStruct(type.fqn)) return `**${toSnakeCase(name)}: ${text(type)}`;
  return `${toSnakeCase(name)}: ${text(type)}${optional ? ' = None' : ''}`;
}

function text(type: TypeReference): string {
  return typeText(
    type,
    primitive,
    nameOf,
    (of) => `list[${of}]`,
    (of) => `dict[str, ${of}]`,
  );
}

function primitive(name: string): string {
  return PRIMITIVES[name] ?? name;
}
