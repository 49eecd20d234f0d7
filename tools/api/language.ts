import type { Parameter, Property, Type, TypeReference } from '@jsii/spec';
import type { TargetLanguage } from 'jsii-rosetta';

/** What is called: a method, or a constructor, which has no name. */
export interface Called {
  readonly owner: Type;
  readonly name?: string;
  readonly isStatic?: boolean;
  readonly parameters: readonly Parameter[];
  readonly returns?: { readonly type: TypeReference; readonly optional?: boolean };
}

/** How a language writes the API. */
export interface Language {
  readonly title: string;
  /** Its folder in docs/api/; TypeScript has docs/api/ itself. */
  readonly folder: string;
  /** What a block of code is marked with. */
  readonly fence: string;
  /** Its translations in the tablet. Without, the examples stay as they are. */
  readonly translations?: TargetLanguage;
  /** The first paragraph of its index: package, imports, names. */
  readonly about: readonly string[];
  /** A type that has no section, such as `string`. */
  primitive(name: string): string;
  property(owner: Type, property: Property, isData: boolean): string;
  enumMember(owner: Type, name: string): string;
  parameter(name: string): string;
  signature(called: Called): string;
}

/** Writes a type in full, of the texts that a language has for its parts. */
export function typeText(
  type: TypeReference,
  primitive: (name: string) => string,
  named: (fqn: string) => string,
  list: (of: string) => string,
  map: (of: string) => string,
): string {
  if ('primitive' in type) return primitive(type.primitive);
  if ('fqn' in type) return named(type.fqn);
  if (!('collection' in type))
    throw new Error(`no text is known for the type ${JSON.stringify(type)}; extend tools/api/language.ts`);
  const of = typeText(type.collection.elementtype, primitive, named, list, map);
  return type.collection.kind === 'array' ? list(of) : map(of);
}

/** The name of a type, without that of its library. */
export function nameOf(fqn: string): string {
  return fqn.split('.').slice(1).join('.');
}
