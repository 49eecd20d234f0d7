import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { ModuleFolder } from './read-flags';

/** A feature gate in one release. */
export interface Gate {
  /** The value to which it is locked; absent: it can be set. */
  readonly locked?: boolean;
}

/** Upstream's own list of all gates with their history; it was moved, and older releases have none. */
const LISTS = ['test/compatibility_lifecycle/reference', 'test/featuregates_linter/test_data'];

/** The list has no gates of client-go, which components have too. */
const NOT_LISTED = ['client-go/features/known_features.go'];
/** Where releases without a list declare their gates. */
const SOURCES = [
  'kubernetes/pkg/features/kube_features.go',
  'apiserver/pkg/features/kube_features.go',
  'apiextensions-apiserver/pkg/features/kube_features.go',
  ...NOT_LISTED,
  'component-base/logs/api/v1/kube_features.go',
  'component-base/metrics/features/kube_features.go',
  'controller-manager/pkg/features/kube_features.go',
];
const NAME = /^\t?(?:const )?(\w+)\s+(?:featuregate\.)?(?:Feature)?\s*=\s*"([A-Z]\w+)"/gm;
/** A gate with a history: one line for each version. */
const HISTORY = /^\t(?:\w+\.)?(\w+): \{\n([\s\S]*?)^\t\},/gm;
const LOCKED = /^\s*(?:\w+\.)?(\w+):\s*\{Default:\s*(true|false),.*LockToDefault:\s*true/gm;

/** Gates that stand for all of a stage. */
const WHOLE_STAGES = ['AllAlpha', 'AllBeta'];

/** Reads the feature gates of one release. */
export function readGates(minor: number, folderOf: ModuleFolder): ReadonlyMap<string, Gate> {
  return new Map([...WHOLE_STAGES.map((name): [string, Gate] => [name, {}]), ...gatesOf(minor, folderOf)]);
}

function gatesOf(minor: number, folderOf: ModuleFolder): ReadonlyMap<string, Gate> {
  const folder = LISTS.map((path) => join(folderOf('kubernetes'), path)).find(existsSync);
  if (folder === undefined) return declaredGates(SOURCES, minor, folderOf);
  return new Map([...declaredGates(NOT_LISTED, minor, folderOf), ...listedGates(minor, folder)]);
}

function listedGates(minor: number, folder: string): ReadonlyMap<string, Gate> {
  const lists = ['versioned_feature_list.yaml', 'unversioned_feature_list.yaml'].map((name) => join(folder, name));
  const gates = lists.filter(existsSync).flatMap((path) => (load(readFileSync(path, 'utf8')) ?? []) as any[]);
  return new Map(
    gates.map(({ name, versionedSpecs }): [string, Gate] => {
      const current = versionedSpecs
        .filter(({ version }: any) => Number(String(version).split('.')[1] ?? 0) <= minor)
        .at(-1);
      return [name, current?.lockToDefault ? { locked: current.default } : {}];
    }),
  );
}

function declaredGates(sources: readonly string[], minor: number, folderOf: ModuleFolder): ReadonlyMap<string, Gate> {
  const gates = new Map<string, Gate>();
  for (const source of sources) {
    const [module = '', ...path] = source.split('/');
    const file = join(folderOf(module), ...path);
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    const names = new Map([...text.matchAll(NAME)].map(([, constant = '', name = '']) => [constant, name]));
    for (const name of names.values()) gates.set(name, gates.get(name) ?? {});
    for (const [, constant = '', value] of text.matchAll(LOCKED)) {
      gates.set(names.get(constant) ?? constant, { locked: value === 'true' });
    }
    for (const [, constant = '', lines = ''] of text.matchAll(HISTORY)) {
      const past = lines.split('\n').filter((line) => Number(/"1\.(\d+)"/.exec(line)?.[1] ?? 'NaN') <= minor);
      const [, value] = /Default: (true|false),.*LockToDefault: true/.exec(past.at(-1) ?? '') ?? [];
      if (value !== undefined) gates.set(names.get(constant) ?? constant, { locked: value === 'true' });
    }
  }
  return gates;
}
