import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A field as a type of Go writes it; one without a name is embedded. */
export interface GoField {
  readonly name: string;
  readonly type: string;
}

/** A package of Go: its types, each with its fields or the type that it stands for, and its imports by the name that it uses. */
export interface GoPackage {
  readonly structs: ReadonlyMap<string, readonly GoField[]>;
  readonly named: ReadonlyMap<string, string>;
  readonly imports: ReadonlyMap<string, string>;
  /** Types with a decoder of their own. */
  readonly decoders: ReadonlySet<string>;
}

const FIELD = /^\t(?:(\w+)\s+)?(\*?[\w.[\]*]+(?:\{\})?)(?:\s+`(.*)`)?(?:\s*\/\/.*)?$/;

/** Reads a package, as gofmt formats it; undefined where the folder is not there. */
export function readGoPackage(folder: string): GoPackage | undefined {
  if (!existsSync(folder)) return undefined;
  const structs = new Map<string, GoField[]>();
  const named = new Map<string, string>();
  const imports = new Map<string, string>();
  const decoders = new Set<string>();
  const files = readdirSync(folder).filter((name) => name.endsWith('.go') && !/^zz_generated|_test\.go$/.test(name));
  for (const file of files) {
    let open: GoField[] | undefined;
    const text = readFileSync(join(folder, file), 'utf8').replace(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, '');
    for (const line of text.split('\n')) {
      const [, alias, path = ''] = /^(?:import )?\s*(?:(\w+) )?"([\w./-]+)"$/.exec(line) ?? [];
      if (path !== '') imports.set(alias ?? (path.split('/').at(-1) as string), path);
      const decoder = /^func \(\w+ \*?(\w+)\) UnmarshalJSON\(/.exec(line)?.[1];
      if (decoder !== undefined) decoders.add(decoder);
      const [, name = '', rest = ''] = /^type (\w+) (?:= )?(.+)$/.exec(line) ?? [];
      if (rest === 'struct {') {
        open = [];
        structs.set(name, open);
      } else if (rest === 'struct{}') structs.set(name, []);
      else if (name !== '' && rest !== 'interface {') named.set(name, rest.replace(/\s*\/\/.*/, ''));
      else if (line === '}') open = undefined;
      else if (open) {
        const field = fieldOf(line);
        if (field) open.push(field);
      }
    }
  }
  return { structs, named, imports, decoders };
}

function fieldOf(line: string): GoField | undefined {
  if (/^\s*(?:\/\/|$)/.test(line)) return undefined;
  const match = FIELD.exec(line);
  // Functions and channels, which no file has: whoever asks for the type gets an error.
  if (!match) return { name: '?', type: line.trim() };
  const [, name, type = '', tag = ''] = match;
  const json = /json:"([^",]*)/.exec(tag)?.[1] ?? '';
  if (json === '-' || (json === '' && name !== undefined && /^[a-z]/.test(name))) return undefined;
  if (json === '' && name !== undefined) return { name, type };
  return { name: json, type };
}
