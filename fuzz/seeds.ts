import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A text that is mutated. */
export interface Seed {
  readonly name: string;
  /** Bytes, one character each. */
  readonly text: string;
}

const ROOT = join(__dirname, '..');
/** Public files; they lie beside the checkout and are never copied into it. */
const CORPUS = join(ROOT, '..', 'shared', 'corpus');
const OWN = ['examples', 'src/rules', 'third-party', 'test/fixtures', 'conformance'];
const LONGEST = 12_000;

/** The files of the corpus, where it is there, and those of this repository; long files are cut between documents. */
export function readSeeds(): Seed[] {
  const folders = [...OWN.map((folder) => join(ROOT, folder)), CORPUS];
  if (!existsSync(CORPUS)) console.log(`without public files: ${CORPUS} is not there`);
  return folders.filter((folder) => existsSync(folder)).flatMap((folder) => filesIn(folder).flatMap(partsOf));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ya?ml|json)$/.test(name) && !/node_modules/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

function partsOf(file: string): Seed[] {
  const name = relative(ROOT, file);
  const parts: string[] = [];
  for (const document of readFileSync(file, 'latin1').split(/^(?=---)/m)) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + document.length <= LONGEST) parts[parts.length - 1] = last + document;
    else parts.push(document);
  }
  return parts.filter((text) => text.length <= LONGEST).map((text, index) => ({ name: `${name}#${index}`, text }));
}
