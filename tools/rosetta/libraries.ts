import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Assembly, Type } from '@jsii/spec';
import { isInterfaceType, loadAssemblyFromPath } from '@jsii/spec';

const ROOT = join(__dirname, '..', '..');

/** A jsii library, and what each language calls it. */
export interface Library {
  readonly name: string;
  /** Its folder, which has the declarations of its types. */
  readonly folder: string;
  readonly assembly: Assembly;
  readonly python: string;
  readonly java: string;
  readonly go: { readonly name: string; readonly path: string };
}

/** This library, and those that its API names. */
export const LIBRARIES: readonly Library[] = libraries();

function libraries(): Library[] {
  const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const folders = Object.keys(own.peerDependencies).map((name) => join(ROOT, 'node_modules', name));
  return [ROOT, ...folders].filter((folder) => existsSync(join(folder, '.jsii'))).map(library);
}

function library(folder: string): Library {
  const assembly = loadAssemblyFromPath(folder, false, ['class-covariant-overrides']);
  const { python, java, go } = assembly.targets ?? {};
  const major = Number.parseInt(assembly.version, 10);
  const goName = go?.packageName ?? assembly.name.replaceAll(/[^a-z0-9]/g, ''); // as jsii-pacmak names it
  return {
    name: assembly.name,
    folder: realpathSync(folder), // as the compiler names its files
    assembly,
    python: python?.module,
    java: java?.package,
    go: { name: goName, path: `${go?.moduleName}/${goName}${major > 1 ? `/v${major}` : ''}` },
  };
}

/** Returns the library that declares something in a file. */
export function libraryOfFile(file: string): Library | undefined {
  return LIBRARIES.filter(({ folder }) => file.startsWith(`${folder}/`)).sort(
    (a, b) => b.folder.length - a.folder.length,
  )[0];
}

/** Returns a type of any of the libraries. */
export function typeOf(fqn: string): Type | undefined {
  return LIBRARIES.map(({ assembly }) => assembly.types?.[fqn]).find(Boolean);
}

/** Whether a type is data: props and the like. */
export function isStruct(fqn: string): boolean {
  const type = typeOf(fqn);
  return isInterfaceType(type) && type.datatype === true;
}

/** Returns the first library that has a type of a name. */
export function libraryOfType(name: string): Library | undefined {
  return LIBRARIES.find(({ name: library, assembly }) => assembly.types?.[`${library}.${name}`] !== undefined);
}
