import { dirname, join } from 'node:path';
import { GoVisitor } from 'jsii-rosetta';
import * as ts from 'typescript';
import { isStruct, LIBRARIES, type Library, libraryOfFile } from './libraries';

// Not exported: the tree that a visitor returns, and what a visitor inherits.
const { OTree } = require(join(dirname(require.resolve('jsii-rosetta')), 'o-tree.js'));
const Rosetta: new () => any = GoVisitor;

/**
 * Go as the generated packages want it. jsii-rosetta 6.0 leaves out the packages of structs, the pointers of lists and maps,
 * the calls of getters, and a `nil` for each argument that TypeScript leaves out.
 */
export class Go extends Rosetta {
  goName(input: string, renderer: any, symbol: ts.Symbol | undefined): string {
    return super.goName(input, renderer.updateContext({ isPtr: false }), symbol);
  }

  /** A namespace has the name of its package. */
  identifier(node: ts.Identifier, renderer: any) {
    const symbol: ts.Symbol | undefined = renderer.typeChecker.getSymbolAtLocation(node);
    if (!symbol?.declarations?.some(ts.isNamespaceImport)) return super.identifier(node, renderer);
    const module = renderer.typeChecker.getAliasedSymbol(symbol).declarations?.[0];
    return new OTree([module && libraryOfFile(module.getSourceFile().fileName)?.go.name]);
  }

  newExpression(node: ts.NewExpression, renderer: any) {
    const tree = super.newExpression(node, renderer);
    tree.children.push(...this.leftOut(node, renderer));
    return tree;
  }

  regularCallExpression(node: ts.CallExpression, renderer: any) {
    const given = renderer.updateContext({ wrapPtr: true }).convertAll(node.arguments);
    const all = [...given, ...this.leftOut(node, renderer)];
    return new OTree([renderer.convert(node.expression), '('], all, { separator: ', ', suffix: ')' });
  }

  private leftOut(node: ts.CallExpression | ts.NewExpression, { typeChecker }: { typeChecker: ts.TypeChecker }) {
    const parameters = typeChecker.getResolvedSignature(node)?.parameters ?? [];
    return parameters.slice(node.arguments?.length ?? 0).flatMap((each) => {
      const type = typeChecker.getNonNullableType(typeChecker.getTypeOfSymbol(each));
      if (type.flags & ts.TypeFlags.EnumLike)
        throw new Error(
          `"${node.getText()}" leaves out "${each.name}", an enum, which Go cannot; give it in the example`,
        );
      const { valueDeclaration: declaration } = each;
      return declaration && ts.isParameter(declaration) && declaration.dotDotDotToken ? [] : ['nil'];
    });
  }

  /** A variable holds what an argument may be: a pointer. */
  variableDeclaration(node: ts.VariableDeclaration, renderer: any) {
    return super.variableDeclaration(node, renderer.updateContext({ wrapPtr: true }));
  }

  propertyAccessExpression(node: ts.PropertyAccessExpression, renderer: any, submodule: unknown) {
    const member = renderer.typeChecker.getSymbolAtLocation(node.name)?.valueDeclaration as ts.Declaration | undefined;
    const { text } = node.name;
    const owner = () => renderer.convert(node.expression);
    if (member && ts.isEnumMember(member)) return new OTree([owner(), '_', text]);
    if (!member || !ts.isClassElement(member)) return super.propertyAccessExpression(node, renderer, submodule);
    const isStatic = (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0;
    const isProperty = ts.isPropertyDeclaration(member) || ts.isAccessor(member);
    const name = text[0]?.toUpperCase() + text.slice(1);
    return new OTree([
      owner(),
      isStatic ? '_' : '.',
      name,
      isProperty ? '()' : '',
      this.conversion(node, member, renderer),
    ]);
  }

  /** Go has no covariant types: a property has the type of the class that declares it first. */
  private conversion(
    node: ts.PropertyAccessExpression,
    member: ts.ClassElement,
    { typeChecker }: { typeChecker: ts.TypeChecker },
  ) {
    const base = ts.isClassDeclaration(member.parent)
      ? typeChecker.getTypeAtLocation(member.parent).getBaseTypes()?.[0]
      : undefined;
    const inherited = base?.getProperty(node.name.text);
    const type = typeChecker.getTypeAtLocation(node);
    if (!inherited || !ts.isPropertyDeclaration(member) || typeChecker.getTypeOfSymbol(inherited) === type) return '';
    return `.(${typeName(type)})`;
  }

  arrayLiteralExpression(node: ts.ArrayLiteralExpression, renderer: any) {
    const { typeChecker } = renderer;
    const type = typeChecker.getContextualType(node) ?? typeChecker.getTypeAtLocation(node);
    const element = typeChecker.getNonNullableType(type).getNumberIndexType();
    return this.literal(`&[]${typeName(element)}`, renderer.convertAll(node.elements));
  }

  keyValueObjectLiteralExpression(node: ts.ObjectLiteralExpression, renderer: any) {
    const type = renderer.typeChecker.getContextualType(node);
    const value = type && renderer.typeChecker.getNonNullableType(type).getStringIndexType();
    const entries = renderer.updateContext({ inMapLiteral: true, wrapPtr: true }).convertAll(node.properties);
    return this.literal(`&map[string]${typeName(value)}`, entries);
  }

  knownStructObjectLiteralExpression(node: ts.ObjectLiteralExpression, { type }: { type: ts.Type }, renderer: any) {
    const context = { isExported: true, isStruct: true, inMapLiteral: false };
    return this.literal(typeName(type).replace('*', '&'), renderer.updateContext(context).convertAll(node.properties));
  }

  private literal(type: string, entries: unknown[]) {
    if (entries.length === 0) return new OTree([type, '{}']);
    return new OTree([type, '{'], entries, { separator: ',', trailingSeparator: true, suffix: '}', indent: 1 });
  }

  shorthandPropertyAssignment(node: ts.ShorthandPropertyAssignment, renderer: any) {
    const { text } = node.name;
    const key = renderer.currentContext.inMapLiteral ? JSON.stringify(text) : text[0]?.toUpperCase() + text.slice(1);
    return new OTree([key, ': ', text]);
  }

  token(node: ts.Token<ts.SyntaxKind>, renderer: any) {
    const isBoolean = node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword;
    if (!isBoolean || !renderer.currentContext.wrapPtr) return super.token(node, renderer);
    return new OTree([`jsii.Bool(${node.getText()})`]);
  }

  templateExpression(node: ts.TemplateExpression, renderer: any) {
    const format = node.head.text + node.templateSpans.map(({ literal }) => `%v${literal.text}`).join('');
    const values = node.templateSpans.map(({ expression }) => new OTree(['*', renderer.convert(expression)]));
    return new OTree(['jsii.Sprintf('], [JSON.stringify(format), ...values], { separator: ', ', suffix: ')' });
  }

  importStatement() {
    return new OTree(['']); // withGoImports writes them
  }
}

/** A type as an element, a value or an argument has it. */
function typeName({ flags = ts.TypeFlags.Any, symbol }: Partial<ts.Type> = {}): string {
  if (flags & ts.TypeFlags.StringLike) return '*string';
  if (flags & ts.TypeFlags.NumberLike && !(flags & ts.TypeFlags.EnumLike)) return '*float64';
  if (flags & ts.TypeFlags.BooleanLike) return '*bool';
  const file = symbol?.declarations?.[0]?.getSourceFile().fileName;
  const library = file === undefined ? undefined : libraryOfFile(file);
  if (!symbol || !library) return 'interface{}';
  return `${isStruct(`${library.name}.${symbol.name}`) ? '*' : ''}${library.go.name}.${symbol.name}`;
}

/** Returns a program with the imports of the packages that it names. */
export function withGoImports(code: string): string {
  const isNamed = (name: string) => new RegExp(`\\b${name}\\.`).test(code.replace(/"(?:\\.|[^"\\])*"|\/\/.*/g, ''));
  const paths = [
    ...(isNamed('jsii') ? ['github.com/aws/jsii-runtime-go'] : []),
    ...LIBRARIES.flatMap(({ go }: Library) => (isNamed(go.name) ? [go.path] : [])),
  ];
  return `import (\n${paths
    .sort()
    .map((path) => `\t"${path}"\n`)
    .join('')})\n\n${code.trim()}`;
}
