/**
 * Reads the roles and bindings that the API server creates for itself, in each release,
 * as upstream's own test data has them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

/** Where a release has its roles and bindings; the names are those of the files. */
const FOLDER = 'plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata';
const FILES = [
  'cluster-roles',
  'controller-roles',
  'cluster-role-bindings',
  'controller-role-bindings',
  'namespace-roles',
  'namespace-role-bindings',
];

/** One line of the file: an object, and the minors in which it is as it is. */
type Line = readonly [since: number, until: number, object: object];

/** Returns the text of the file. Objects that are the same in one release after the other are one line. */
export function builtInAccess(releases: readonly { readonly minor: number; readonly kubernetes: string }[]): string {
  const open = new Map<string, { readonly since: number; until: number }[]>();
  for (const { minor, kubernetes } of releases) {
    for (const object of objectsOf(kubernetes)) {
      const text = JSON.stringify(object);
      const ranges = open.get(text) ?? [];
      open.set(text, ranges);
      const last = ranges.at(-1);
      if (last?.until === minor - 1) last.until = minor;
      else ranges.push({ since: minor, until: minor });
    }
  }
  const lines = [...open]
    .flatMap(([text, ranges]) => ranges.map(({ since, until }): Line => [since, until, JSON.parse(text)]))
    .map((line) => `    ${JSON.stringify(line)}`);
  return `{\n  "objects": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

function objectsOf(kubernetes: string): object[] {
  return FILES.flatMap((file) => {
    const { items } = load(readFileSync(join(kubernetes, FOLDER, `${file}.yaml`), 'utf8')) as { items: any[] };
    return items.flatMap((item) => (item.kind.endsWith('List') ? item.items : [item])).map(withoutComments);
  });
}

/** What says nothing about permissions is left out: annotations, and what is empty. */
function withoutComments({ kind, metadata: { name, namespace, labels }, ...rest }: any): object {
  const { aggregationRule, rules, roleRef, subjects } = rest;
  return {
    ...{ kind, metadata: { name, namespace, labels } },
    ...{ aggregationRule, rules: rules ?? undefined, roleRef, subjects: subjects ?? undefined },
  };
}
