import { PythonVisitor } from 'jsii-rosetta';
import * as ts from 'typescript';

const Rosetta: new () => any = PythonVisitor; // what a visitor inherits is not exported

/** Python with the keys of untyped data as they are: jsii-rosetta 6.0 takes them for the properties of a struct. */
export class Python extends Rosetta {
  unknownTypeObjectLiteralExpression(node: ts.ObjectLiteralExpression, renderer: any) {
    return this.keyValueObjectLiteralExpression(node, renderer);
  }

  /** A struct among several arguments is an object; the last argument alone is written as keywords. */
  knownStructObjectLiteralExpression(node: ts.ObjectLiteralExpression, type: unknown, renderer: any) {
    const { variadicArgument } = renderer.currentContext;
    const context = variadicArgument ? { variadicArgument: false, tailPositionArgument: false } : {};
    return super.knownStructObjectLiteralExpression(node, type, renderer.updateContext(context));
  }

  identifier(node: ts.Identifier, renderer: any) {
    const isKey = renderer.currentContext.inMap && ts.isPropertyAssignment(node.parent) && node.parent.name === node;
    return isKey ? this.token(node, renderer) : super.identifier(node, renderer);
  }
}

/** Returns a program that imports from each module once: jsii-rosetta imports a struct once for each use, in a line of its own. */
export function withPythonImports(code: string): string {
  const modules = new Map<string, Set<string>>();
  const rest = code.replace(/^from (\S+) import (.*)\n/gm, (_, module, names: string) => {
    modules.set(module, new Set([...(modules.get(module) ?? []), ...names.split(', ')]));
    return '';
  });
  const imports = [...modules].map(([module, names]) => `from ${module} import ${[...names].sort().join(', ')}\n`);
  return imports.sort().join('') + rest;
}
