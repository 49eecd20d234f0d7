import { posix } from 'node:path';
import * as ts from 'typescript';

/** The files that package.json names, but for patterns. */
export function entryPointsOf({ main, types, bin, exports, typesVersions }: any): string[] {
  const named = JSON.stringify([main, types, bin, exports, typesVersions]).match(/"(?:\.\/)?lib\/[^"*]*"/g) ?? [];
  return [...new Set(named.map((each) => posix.normalize(JSON.parse(each))))];
}

/** Where the declarations that an entry point leads to are, and what they name that is not there. */
export interface LedTo {
  readonly files: ReadonlySet<string>;
  readonly outside: readonly { readonly from: string; readonly name: string }[];
}

/** Follows the declarations of entry points. */
export function typesLedTo(
  entries: readonly string[],
  isThere: (path: string) => boolean,
  read: (path: string) => string,
): LedTo {
  const files = new Set(entries.filter((path) => path.endsWith('.d.ts') && isThere(path)));
  const outside: { from: string; name: string }[] = [];
  for (const from of files) {
    for (const name of importsOf(read(from))) {
      const target = posix.join(posix.dirname(from), `${name}.d.ts`);
      if (name.startsWith('.') && isThere(target)) files.add(target);
      else outside.push({ from, name });
    }
  }
  return { files, outside };
}

/** What a file imports. */
export function importsOf(text: string): string[] {
  const names = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return names.filter((name) => !name.includes('${')); // a template that writes code, as ajv has them
}
