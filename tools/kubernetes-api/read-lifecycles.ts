import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apiVersionOf } from './read-openapi';

/** The Kubernetes versions that introduced, deprecated and removed a kind, or will; from upstream's own annotations. */
export interface Lifecycle {
  introduced?: string;
  deprecated?: string;
  removed?: string;
}

const METHOD = /^func \(in \*(\w+)\) APILifecycle(Introduced|Deprecated|Removed)\(\) .*\n\treturn (\d+), (\d+)$/gm;

/** By group and version, then kind. */
export function readLifecycles(module: string): Map<string, Map<string, Lifecycle>> {
  const lifecycles = new Map<string, Map<string, Lifecycle>>();
  const files = readdirSync(module, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('zz_generated.prerelease-lifecycle.go'),
  );
  for (const file of files) {
    const folder = join(module, dirname(file));
    const register = readFileSync(join(folder, 'register.go'), 'utf8');
    const group = /GroupName = "(.*)"/.exec(register)?.[1] ?? groupOfParent(folder);
    const version = /Version: "(\w+)"/.exec(register)?.[1];
    if (version === undefined) throw new Error(`${folder}/register.go names no version`);
    const kinds = new Map<string, Lifecycle>();
    for (const [, kind = '', event = '', major, minor] of readFileSync(join(module, file), 'utf8').matchAll(METHOD)) {
      const lifecycle = kinds.get(kind) ?? {};
      lifecycle[event.toLowerCase() as keyof Lifecycle] = `${major}.${minor}`;
      kinds.set(kind, lifecycle);
    }
    lifecycles.set(apiVersionOf({ group, version }), kinds);
  }
  return lifecycles;
}

function groupOfParent(folder: string): string {
  const group = /GroupName = "(.*)"/.exec(readFileSync(join(dirname(folder), 'register.go'), 'utf8'))?.[1];
  if (group === undefined) throw new Error(`${folder} is of no group`);
  return group;
}
