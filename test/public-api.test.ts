import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const ENTRY = join(ROOT, 'src', 'index.ts');

/** Whether a member is not part of the public API. */
function isInternal(node: ts.Declaration): boolean {
  const isPrivate = (ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;
  const name = ts.getNameOfDeclaration(node);
  return (
    isPrivate ||
    (name !== undefined && (ts.isPrivateIdentifier(name) || name.getText().startsWith('_'))) ||
    ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal')
  );
}

function hasText(comment: ts.JSDocTag['comment']): boolean {
  return (ts.getTextOfJSDocComment(comment) ?? '').trim() !== '';
}

function checkComment(node: ts.Declaration, name: string): string[] {
  const doc = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  return hasText(doc?.comment) ? [] : [`${name}: has no doc comment`];
}

function checkParameters(node: ts.SignatureDeclaration, name: string): string[] {
  const tags = ts.getJSDocTags(node).filter(ts.isJSDocParameterTag);
  const described = tags.filter(({ comment }) => hasText(comment)).map((tag) => tag.name.getText());
  return node.parameters
    .map((parameter) => parameter.name.getText())
    .filter((parameter) => !described.includes(parameter))
    .map((parameter) => `${name}: parameter "${parameter}" has no @param`);
}

function checkMember(member: ts.ClassElement | ts.TypeElement | ts.EnumMember, owner: string): string[] {
  if (isInternal(member)) return [];
  if (ts.isConstructorDeclaration(member)) {
    const name = `${owner}.constructor`;
    return member.parameters.length === 0 ? [] : [...checkComment(member, name), ...checkParameters(member, name)];
  }
  const name = `${owner}.${member.name?.getText()}`;
  const found = checkComment(member, name);
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) found.push(...checkParameters(member, name));
  const isProperty = ts.isPropertySignature(member) || ts.isPropertyDeclaration(member);
  const isOptional = isProperty && member.questionToken !== undefined;
  const defaults = ts.getJSDocTags(member).filter(({ tagName }) => tagName.text === 'default');
  if (isOptional && !defaults.some(({ comment }) => hasText(comment)))
    found.push(`${name}: is optional and has no @default`);
  return found;
}

/** Returns what the documentation of a module's exports lacks. Packages are not loaded, as that takes ten seconds. */
function missingDocs(entry: string, host: ts.CompilerHost): string[] {
  const resolveModuleNameLiterals: ts.CompilerHost['resolveModuleNameLiterals'] = (literals, file, _, options) =>
    literals.map(({ text }) =>
      text.startsWith('.') ? ts.resolveModuleName(text, file, options, host) : { resolvedModule: undefined },
    );
  const program = ts.createProgram([entry], { noLib: true, types: [] }, { ...host, resolveModuleNameLiterals });
  const checker = program.getTypeChecker();
  const declarationsOf = (symbol: ts.Symbol | undefined): readonly ts.Declaration[] => {
    const isAlias = symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    return (isAlias ? checker.getAliasedSymbol(symbol) : symbol)?.declarations ?? [];
  };
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry) as ts.SourceFile) as ts.Symbol;
  const exported = checker.getExportsOfModule(module).flatMap(declarationsOf);
  const checkMembers = (node: ts.Declaration, name: string): string[] => {
    if (ts.isEnumDeclaration(node)) return node.members.flatMap((member) => checkMember(member, name));
    if (!ts.isClassDeclaration(node) && !ts.isInterfaceDeclaration(node)) return [];
    // jsii adds the members of a base that is not exported to what extends it.
    const bases = (node.heritageClauses ?? [])
      .flatMap(({ types }) => types)
      .flatMap(({ expression }) => declarationsOf(checker.getSymbolAtLocation(expression)))
      .filter((base) => !exported.includes(base));
    const members = exported.includes(node)
      ? node.members
      : node.members.filter((m) => !ts.isConstructorDeclaration(m));
    return [...members.flatMap((m) => checkMember(m, name)), ...bases.flatMap((base) => checkMembers(base, name))];
  };
  return exported.flatMap((node) => {
    const name = ts.getNameOfDeclaration(node)?.getText() ?? '';
    const parameters = ts.isFunctionDeclaration(node) ? checkParameters(node, name) : [];
    return [...checkComment(node, name), ...parameters, ...checkMembers(node, name)];
  });
}

test('the public API is documented', () => {
  expect(readFileSync(ENTRY, 'utf8')).toMatch(/export \{.*\bManifest\b/);
  expect(missingDocs(ENTRY, ts.createCompilerHost({}))).toEqual([]);
});

describe('the check', () => {
  /** Checks a module in memory; it can import `./base`. */
  function check(text: string, base = ''): string[] {
    const entry = join(ROOT, 'src', 'entry.ts');
    const files = new Map([
      [entry, text],
      [join(ROOT, 'src', 'base.ts'), base],
    ]);
    return missingDocs(entry, {
      ...ts.createCompilerHost({}),
      fileExists: (path) => files.has(path),
      readFile: (path) => files.get(path),
      getSourceFile: (path) => ts.createSourceFile(path, files.get(path) ?? '', ts.ScriptTarget.Latest, true),
    });
  }

  test.each([
    ['a type without a comment', 'export interface A {}', 'A: has no doc comment'],
    ['a comment of tags only', '/** @see https://example.com */\nexport class A {}', 'A: has no doc comment'],
    ['a line comment', '// A.\nexport enum A {}', 'A: has no doc comment'],
    ['a property', '/** A. */ export interface A { readonly b: string }', 'A.b: has no doc comment'],
    ['an enum member', '/** A. */ export enum A { B }', 'A.B: has no doc comment'],
    ['a getter', '/** A. */ export class A { public get b() { return 1; } }', 'A.b: has no doc comment'],
    [
      'an optional property without a default',
      '/** A. */ export interface A {\n/** B. */ readonly b?: string }',
      'A.b: is optional and has no @default',
    ],
    [
      'an empty default',
      '/** A. */ export interface A {\n/**\n * B.\n * @default\n */ readonly b?: string }',
      'A.b: is optional and has no @default',
    ],
    [
      'a parameter of a method',
      '/** A. */ export class A {\n/** B. */ public b(c: string): void {} }',
      'A.b: parameter "c" has no @param',
    ],
    [
      'one of two parameters',
      '/** A. */ export class A {\n/**\n * B.\n * @param c the c\n */ public b(c: string, d: string): void {} }',
      'A.b: parameter "d" has no @param',
    ],
    [
      'a parameter with an empty description',
      '/** A. */ export class A {\n/**\n * B.\n * @param c\n */ public static b(c: string): void {} }',
      'A.b: parameter "c" has no @param',
    ],
    [
      'a parameter of a constructor',
      '/** A. */ export class A {\n/** Creates it. */ public constructor(b: string) {} }',
      'A.constructor: parameter "b" has no @param',
    ],
    [
      'a parameter of an interface',
      '/** A. */ export interface A {\n/** B. */ b(...c: string[]): void }',
      'A.b: parameter "c" has no @param',
    ],
    ['a function', '/** A. */ export function a(b: string): void {}', 'a: parameter "b" has no @param'],
  ])('finds %s', (_, text, message) => {
    expect(check(text)).toEqual([message]);
  });

  test('follows exports and bases into other files', () => {
    const base = '/** A. */ class A { public b = 1; }\n/** C. */ export class C extends A {}\nexport class D {}';
    expect(check("export { C } from './base';", base)).toEqual(['C.b: has no doc comment']);
  });

  test('ignores members that are internal, and what is documented', () => {
    const text = `
      /** A. */
      export class A {
        /** Is not exported. @internal */
        public hidden(b: string): void {}
        public _hidden?: string;
        private other?: string;
        readonly #own?: string;
        public constructor() {}
        /**
         * Sets b.
         *
         * @param b the b
         */
        public set(b: string): void {}
        /**
         * B.
         *
         * @default - none
         */
        public readonly b?: string;
      }
      interface Local { c?: string }`;
    expect(check(text)).toEqual([]);
  });
});
