import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { IRule } from '../engine/rule';
import { valueAt } from '../json/pointer';
import { ImageLockRule } from '../profiles/image-lock-rule';
import { type Policy, profileOf } from '../profiles/policy';
import { formProblems, mergeLayers, policyOf } from '../profiles/policy-file';
import type { YamlDocument } from '../yaml/document';
import { readYaml } from '../yaml/read';
import { readDefinitions } from './definitions';
import type { Exclusion } from './exclusions';
import { reasonOf } from './files';
import { readTextFile } from './text-file';

/** The default path of the policy file. */
export const POLICY_FILE = 'hardening.yaml';

/** The content of a policy file and the files that it includes. */
export interface LoadedPolicy {
  readonly policy: Policy;
  /** Path of the baseline; undefined if no file names one. */
  readonly baseline?: string;
  /** Path of the image lock; undefined if no file names one. */
  readonly imagesLock?: string;
  /** Namespace of objects in files that set none. */
  readonly namespaceName?: string;
  /** Files to leave out, each with the absolute path of the folder of its policy file. */
  readonly exclude?: readonly Exclusion[];
}

interface Layer {
  readonly path: string;
  readonly document: YamlDocument;
}

/**
 * Reads policy files.
 *
 * @see https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/policy.md
 */
export class PolicyFile {
  /**
   * Reads a policy file and the files that it includes, for `HardeningChecks` and `Harden`. Throws with all problems
   * and their places if a file is invalid.
   *
   * @param path path of the file, relative to the current folder
   * @example
   * import { App } from 'cdk8s';
   * import { Aspects, HardeningChecks, PolicyFile } from 'cdk8s-hardened';
   *
   * const app = new App();
   * Aspects.of(app).add(new HardeningChecks(PolicyFile.fromFile('hardening.yaml')));
   */
  public static fromFile(path: string): Policy {
    return loadPolicy(resolve(path)).policy;
  }

  private constructor() {}
}

/** Reads a policy file and all files that it includes. */
export function loadPolicy(path: string): LoadedPolicy {
  const layers = layersOf(path, []);
  const packages = layers.flatMap((layer) =>
    listAt(layer, 'rulePackages').map((name, index) => ({ layer, name, pointer: `/rulePackages/${index}` })),
  );
  const isLocked = layers.some((layer) => typeof valueAt(layer.document.value, '/imagesLock') === 'string');
  const brought = [...new Set(packages.flatMap(({ layer, name, pointer }) => rulesOf(layer, name, pointer)))];
  const rules = isLocked ? [...brought, new ImageLockRule()] : brought; // So that a policy can configure the rule.
  const problems = layers.flatMap((layer) =>
    formProblems(layer.document.value, rules).map(({ pointer, message }) => at(layer, pointer, message)),
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const json = layers.map(({ document }) => document.value).reduce(mergeLayers, {});
  const definitions = layers.flatMap((layer) => readDefinitions(listAt(layer, 'crds'), dirname(layer.path)));
  const policy = {
    ...policyOf(json, rules),
    ...(definitions.length > 0 && { customResourceDefinitions: definitions }),
  };
  confirmRules(layers, policy);
  const exclude = layers.flatMap((layer) =>
    listAt(layer, 'exclude').map((glob) => ({ glob, folder: dirname(layer.path) })),
  );
  const files = { baseline: fileAt(layers, 'baseline'), imagesLock: fileAt(layers, 'imagesLock') };
  return { policy, ...files, namespaceName: json.namespace, exclude };
}

/** Returns the file that the uppermost layer with the key names, resolved from the folder of that layer. */
function fileAt(layers: readonly Layer[], key: string): string | undefined {
  const [layer] = layers.filter(({ document }) => document.value[key] !== undefined).reverse();
  return layer && resolve(dirname(layer.path), layer.document.value[key]);
}

/** Throws with the place of a rule setting that is invalid. */
function confirmRules(layers: readonly Layer[], policy: Policy): void {
  for (const [id, setting] of Object.entries(policy.rules ?? {})) {
    try {
      profileOf({ profile: policy.profile, rules: { [id]: setting } });
    } catch (error) {
      const layer = [...layers].reverse().find(({ document }) => document.value.rules?.[id] !== undefined) as Layer;
      throw new Error(at(layer, `/rules/${id}`, (error as Error).message));
    }
  }
}

/** Returns a file and the files that it includes, the lowest first. */
function layersOf(path: string, above: readonly string[]): Layer[] {
  if (above.includes(path)) throw new Error(`${path}: includes itself; remove it from include`);
  const layer = { path, document: documentOf(path) };
  const below = listAt(layer, 'include').flatMap((name, index) => {
    const found = located(layer, name, `/include/${index}`);
    return layersOf(found, [...above, path]);
  });
  return [...below, layer];
}

function documentOf(path: string): YamlDocument {
  const { documents, problems } = readYaml(textOf(path));
  const [problem] = problems;
  if (problem) throw new Error(`${path}:${problem.line}:${problem.column}: ${problem.message}`);
  const [document, second] = documents;
  if (!document) throw new Error(`${path}: is empty; write a policy, such as "profile: nsa"`);
  if (second) throw new Error(`${path}: has a second document; write one`);
  if (typeof document.value !== 'object' || Array.isArray(document.value))
    throw new Error(`${path}: is not a mapping; write a policy, such as "profile: nsa"`);
  return document;
}

function textOf(path: string): string {
  try {
    return readTextFile(path);
  } catch (error) {
    throw new Error(`${path}: ${reasonOf(error)}`);
  }
}

/** Returns a list of texts of a file that has not been validated yet. */
function listAt({ document }: Layer, key: string): string[] {
  const list = valueAt(document.value, `/${key}`);
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** Resolves a name in a file: a path relative to the file, or a file in an npm package. */
function located(layer: Layer, name: string, pointer: string): string {
  if (isAbsolute(name)) return name;
  if (name.startsWith('.')) return join(dirname(layer.path), name);
  try {
    return createRequire(layer.path).resolve(name);
  } catch {
    const message = `"${name}" is not found; install its package, or start a path with "./"`;
    throw new Error(at(layer, pointer, message));
  }
}

function rulesOf(layer: Layer, name: string, pointer: string): IRule[] {
  const path = located(layer, name, pointer);
  let loaded: any;
  try {
    loaded = createRequire(layer.path)(path);
  } catch (error) {
    throw new Error(at(layer, pointer, `"${name}" cannot be loaded: ${(error as Error).message}; correct the package`));
  }
  const { rules } = loaded ?? {};
  if (!Array.isArray(rules) || rules.length === 0)
    throw new Error(at(layer, pointer, `"${name}" exports no rules; export an array called "rules"`));
  for (const rule of rules) {
    if (typeof rule?.check === 'function' && typeof rule.meta?.id === 'string' && rule.meta.title) continue;
    throw new Error(
      at(layer, pointer, `"${name}" exports a value that is not a rule; implement IRule, with meta and check`),
    );
  }
  return rules;
}

function at({ path, document }: Layer, pointer: string, message: string): string {
  const { line, column } = document.positionOf(pointer);
  return `${path}:${line}:${column}: ${pointer ? `${pointer} ` : ''}${message}`;
}
