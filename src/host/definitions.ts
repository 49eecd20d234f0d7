import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readYaml } from '../yaml/read';
import { findFiles, reasonOf } from './files';
import { readTextFile } from './text-file';

const KIND = 'CustomResourceDefinition';

/** Reads the CustomResourceDefinitions behind some paths. Throws where a path has none, or cannot be read. */
export function readDefinitions(paths: readonly string[], cwd: string): any[] {
  return findFiles(paths, cwd).flatMap(({ path, files, unread: [problem] }) => {
    if (problem) throw new Error(`${problem.file}: ${problem.message}`);
    const definitions = files.flatMap(({ path: file, absolute }) => definitionsIn(absolute, file));
    if (definitions.length === 0) throw new Error(`${path}: holds no ${KIND}; name a file or folder that does`);
    return definitions;
  });
}

/**
 * The local files that `cdk8s import` of an app reads, by its cdk8s.yaml; none where a folder has no such file. What cannot be
 * read there is for cdk8s to refuse.
 *
 * @see https://cdk8s.io/docs/latest/cli/import/
 */
export function importedDefinitions(cwd: string): any[] {
  const file = join(cwd, 'cdk8s.yaml');
  if (!existsSync(file)) return [];
  const imports: unknown = readYaml(readTextFile(file)).documents[0]?.value?.imports;
  const specs = Array.isArray(imports) ? imports.filter((spec) => typeof spec === 'string') : [];
  return specs
    .map((spec: string) => spec.replace(/^[\w-]+:=/, ''))
    .filter((path) => /\.(?:ya?ml|json)$/.test(path) && existsSync(resolve(cwd, path)))
    .flatMap((path) => definitionsIn(resolve(cwd, path), path));
}

function definitionsIn(absolute: string, path: string): any[] {
  const { documents, problems } = readYaml(textOf(absolute, path));
  const [problem] = problems;
  if (problem) throw new Error(`${path}:${problem.line}:${problem.column}: ${problem.message}`);
  return documents
    .flatMap(({ value }) => (value?.kind === 'List' ? (value.items ?? []) : [value]))
    .filter(isDefinition);
}

function textOf(absolute: string, path: string): string {
  try {
    return readTextFile(absolute);
  } catch (error) {
    throw new Error(`${path}: ${reasonOf(error)}`);
  }
}

function isDefinition(value: any): boolean {
  return value?.kind === KIND && typeof value.apiVersion === 'string';
}
