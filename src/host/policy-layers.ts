import { createRequire } from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';
import type { IRule } from '../engine/rule';
import { valueAt } from '../json/pointer';
import type { PolicyProblem } from '../profiles/policy-file';
import type { YamlDocument } from '../yaml/document';
import { readYaml } from '../yaml/read';
import { plainValue } from '../yaml/schema';
import { readDefinitions } from './definitions';
import { reasonOf } from './files';
import { readTextFile } from './text-file';

/** A policy file that was read, and what is wrong with it. */
export interface Layer {
  readonly path: string;
  readonly document: YamlDocument;
  /** How a field is written, if it is one plain word behind its key. */
  readonly wordAt: (pointer: string) => string | undefined;
  readonly problems: PolicyProblem[];
}

/** A policy file, and the files that it includes. */
export class PolicyLayers {
  /** The lowest first. */
  public readonly all: readonly Layer[];
  /** What is wrong with files that could not be read as a policy. */
  private readonly unread: string[] = [];

  public constructor(path: string) {
    this.all = this.read(path, []);
  }

  /** Whether a file or a package is missing, so that what it would say is not known. */
  public get isPartial(): boolean {
    return this.unread.length > 0 || this.all.some(({ problems }) => problems.some(({ pointer }) => isLink(pointer)));
  }

  /** Throws with everything that is wrong, by file and line. */
  public confirm(): void {
    const found = this.all.flatMap(({ path, document, problems }) =>
      problems
        .map(({ pointer, message }) => ({
          ...document.positionOf(pointer),
          text: `${pointer ? `${pointer} ` : ''}${message}`,
        }))
        .sort((a, b) => a.line - b.line || a.column - b.column)
        .map(({ line, column, text }) => `${path}:${line}:${column}: ${text}`),
    );
    const lines = new Set([...this.unread, ...found]);
    if (lines.size > 0) throw new Error([...lines].join('\n'));
  }

  /** The rules of the packages that the files name. */
  public rules(): IRule[] {
    const each = (layer: Layer) => linksOf(layer, 'rulePackages', (name) => rulesIn(layer, name));
    return [...new Set(this.all.flatMap(each).flat())];
  }

  /** The CustomResourceDefinitions that the files name. */
  public definitions(): any[] {
    return this.all.flatMap((layer) => {
      const paths = listAt(layer, 'crds');
      const folder = dirname(layer.path);
      try {
        return readDefinitions(paths, folder);
      } catch {
        return linksOf(layer, 'crds', (path) => readDefinitions([path], folder)).flat();
      }
    });
  }

  private read(path: string, above: readonly string[]): Layer[] {
    const layer = this.layerAt(path);
    if (!layer) return [];
    const below = linksOf(layer, 'include', (name) => {
      const found = located(layer, name);
      if ([...above, path].includes(found)) throw new Error(`"${name}" includes itself; remove it from include`);
      return this.read(found, [...above, path]);
    });
    return [...below.flat(), layer];
  }

  private layerAt(path: string): Layer | undefined {
    const { documents, problems, lines } = readYaml(textOf(path));
    const [document, second] = documents;
    for (const { line, column, message } of problems) this.unread.push(`${path}:${line}:${column}: ${message}`);
    if (problems.length > 0) return undefined;
    const form = formOf(document, second);
    if (!document || form !== undefined) {
      this.unread.push(`${path}:${second ? second.firstLine : 1}:1: ${form}`);
      return undefined;
    }
    const wordAt = (pointer: string) => {
      const { line, column } = document.positionOf(pointer);
      const [, word] = WORD.exec(lines.line(line)?.slice(column - 1) ?? '') ?? [];
      return word !== undefined && plainValue(word) === valueAt(document.value, pointer) ? word : undefined;
    };
    return { path, document, wordAt, problems: [] };
  }
}

function textOf(path: string): string {
  try {
    return readTextFile(path);
  } catch (error) {
    throw new Error(`${path}: ${reasonOf(error)}`);
  }
}

/** A plain word, behind its key or as an item of a list. */
const WORD = /^(?:(?:[^\s:'"]+|"[^"]*"|'[^']*')\s*:\s+)?([^\s,'"#&*!|>%@`[\]{}]+)\s*(?:[,}\]#]|$)/;

/** Why the documents of a file are no policy. */
function formOf(document: YamlDocument | undefined, second: YamlDocument | undefined): string | undefined {
  if (!document) return 'is empty; write a policy, such as "profile: nsa"';
  if (second) return 'has a second document; write one';
  const isMapping = typeof document.value === 'object' && !Array.isArray(document.value);
  return isMapping ? undefined : 'is not a mapping; write a policy, such as "profile: nsa"';
}

function isLink(pointer: string): boolean {
  return /^\/(?:include|rulePackages)\//.test(pointer);
}

/** Returns a list of texts of a file that has not been validated yet. */
export function listAt({ document }: Layer, key: string): string[] {
  const list = valueAt(document.value, `/${key}`);
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** What each text of a list leads to. What cannot be reached is a problem of the file. */
function linksOf<T>(layer: Layer, key: string, follow: (name: string) => T): T[] {
  const list: unknown = valueAt(layer.document.value, `/${key}`);
  return (Array.isArray(list) ? list : []).flatMap((name: unknown, index) => {
    if (typeof name !== 'string') return [];
    try {
      return [follow(name)];
    } catch (error) {
      layer.problems.push({ pointer: `/${key}/${index}`, message: (error as Error).message });
      return [];
    }
  });
}

/** Resolves a name in a file: a path relative to the file, or a file in an npm package. */
function located(layer: Layer, name: string): string {
  if (isAbsolute(name)) return name;
  if (name.startsWith('.')) return join(dirname(layer.path), name);
  try {
    return createRequire(layer.path).resolve(name);
  } catch {
    throw new Error(`"${name}" is not found; install its package, or start a path with "./"`);
  }
}

function rulesIn(layer: Layer, name: string): IRule[] {
  const path = located(layer, name);
  let loaded: any;
  try {
    loaded = createRequire(layer.path)(path);
  } catch (error) {
    throw new Error(`"${name}" cannot be loaded: ${(error as Error).message}; correct the package`);
  }
  const { rules } = loaded ?? {};
  if (!Array.isArray(rules) || rules.length === 0)
    throw new Error(`"${name}" exports no rules; export an array called "rules"`);
  for (const rule of rules) {
    if (typeof rule?.check === 'function' && typeof rule.meta?.id === 'string' && rule.meta.title) continue;
    throw new Error(`"${name}" exports a value that is not a rule; implement IRule, with meta and check`);
  }
  return rules;
}
