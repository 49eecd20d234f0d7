import { dirname, join } from 'node:path';
import { JavaVisitor } from 'jsii-rosetta';
import * as ts from 'typescript';
import { libraryOfType } from './libraries';

// Not exported: the tree that a visitor returns, and what a visitor inherits.
const { OTree } = require(join(dirname(require.resolve('jsii-rosetta')), 'o-tree.js'));
const Rosetta: new () => any = JavaVisitor;

/** Java with a getter for each property: jsii-rosetta 6.0 has none where a method of its value is called. */
export class Java extends Rosetta {
  propertyAccessExpression(node: ts.PropertyAccessExpression, renderer: any, submodule: unknown) {
    const isMethod = renderer.currentContext.convertPropertyToGetter === false;
    if (!isMethod || !ts.isPropertyAccessExpression(node.expression))
      return super.propertyAccessExpression(node, renderer, submodule);
    const owner = renderer.updateContext({ convertPropertyToGetter: true }).convert(node.expression);
    return new OTree([owner, '.', renderer.convert(node.name)]);
  }
}

/** Returns a program with the imports that jsii-rosetta leaves out: those of structs and collections. */
export function withJavaImports(code: string): string {
  const named = new Set(code.replace(/"(?:\\.|[^"\\])*"|\/\/.*|^import .*/gm, '').match(/(?<![.\w])[A-Z]\w*/g));
  const given = new Set(code.match(/(?<=^import ).*(?=;$)/gm));
  const missing = [...named].flatMap((name) => {
    const home = name === 'List' || name === 'Map' ? 'java.util' : libraryOfType(name)?.java;
    return home === undefined || given.has(`${home}.*`) || given.has(`${home}.${name}`) ? [] : [`${home}.${name}`];
  });
  const imports = [...given, ...missing].sort().map((each) => `import ${each};\n`);
  return `${imports.join('')}\n${code.replace(/^import .*;\n/gm, '').trim()}`;
}
