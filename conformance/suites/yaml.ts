import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { caseOf, textOf } from '../../fuzz/cases';
import { readSeeds } from '../../fuzz/seeds';
import { readYaml } from '../../src/yaml/read';
import type { Judge } from '../judge';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';
import { raggedText, slippedText, yamlText } from '../yaml-texts';

/** Unmodified releases of others; they lie beside the checkout. */
const RELEASES = join(__dirname, '..', '..', '..', 'shared', 'corpus', 'releases');

/** What we refuse on purpose, though the API client reads it. */
const STRICTER: readonly RegExp[] = [
  // The client reads the first document before a separator, and drops what follows it without a word.
  /^end of the stream or a document separator is expected; /,
  /^a second document starts without "---"/,
  /^directives end mark is expected; /,
  // The client takes the last of two; which one is meant?
  /^duplicated mapping key; /,
  // Readers disagree about it (src/yaml/differences.ts).
  /^a line ends with U\+[0-9A-F]{4} here for some readers/,
  /^a byte order mark is inside the text/,
  /^a brace stands behind a space that YAML does not know/,
  /^"---" is indented/,
  /^content follows "---"/,
  /^the last line has only spaces/,
  /^an empty line follows a line that ends with a backslash/,
  /^merge key "<<" sets "/,
  /^key \S+ is a number that some readers write differently/,
  /^the colon belongs to the key for some readers/,
  /is a number that JSON does not have/,
  /is a key without its question mark for some readers/,
  /^the name of an anchor may have/,
  /^the tag of a collection has no collection/,
  // Tags that no manifest needs: times and binaries among them.
  /^unknown (scalar|mapping|sequence) tag /,
  /^cannot resolve a node with .* explicit tag; /,
];

interface Tally {
  alike: number;
  refusedByBoth: number;
  refusedByUs: number;
  /** The API client refuses them when they are applied. */
  readByUs: number;
}

/** What is judged is what is applied. */
export const yaml: Suite = {
  name: 'yaml',
  guarantee: 'A YAML text is read as the API client reads it, or refused: never as something else',
  by: "upstream's YAML reader (k8s.io/apimachinery, as kubectl calls it)",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const tally: Tally = { alike: 0, refusedByBoth: 0, refusedByUs: 0, readByUs: 0 };
    const texts = count * 5;
    const written = fc.asyncProperty(yamlText, (text) => compare(judge, text, tally, STRICTER));
    await fc.assert(written, { numRuns: texts, seed });
    const ragged = fc.asyncProperty(raggedText, (text) => compare(judge, text, tally, STRICTER));
    await fc.assert(ragged, { numRuns: texts, seed });
    const slipped = fc.asyncProperty(slippedText, (text) => compare(judge, text, tally, [/^/]));
    await fc.assert(slipped, { numRuns: texts, seed });
    const mutated = fc.asyncProperty(caseOf(readSeeds()), (each) =>
      compare(judge, Buffer.from(textOf(each), 'latin1').toString('utf8'), tally, [/^/]),
    );
    await fc.assert(mutated, { numRuns: texts, seed });
    if (tally.alike < texts / 2) throw new Error(`of ${texts} texts, ${tally.alike} could be read; mend the generator`);
    await compareReleases(judge);
    return {
      cases: `${grouped(4 * texts)} texts: ${grouped(tally.alike)} read alike, ${grouped(tally.refusedByBoth)} refused by both, ${grouped(tally.refusedByUs)} by us alone`,
    };
  },
};

async function compare(judge: Judge, text: string, tally: Tally, allowed: readonly RegExp[]): Promise<void> {
  const theirs = await judge.ask('yaml', { text });
  const { documents, problems } = readYaml(text);
  const ours = documents.map(({ value }) => value);
  const isObject = (value: unknown) => value !== null && typeof value === 'object'; // nothing else can be a manifest
  const said = () =>
    `${JSON.stringify(text)}\nupstream ${JSON.stringify(theirs)}\nwe ${JSON.stringify({ ours, problems })}`;
  if (problems.length > 0) {
    tally[theirs.accepted ? 'refusedByUs' : 'refusedByBoth'] += 1;
    const strange = problems.find(({ message }) => !allowed.some((pattern) => pattern.test(message)));
    if (theirs.accepted && strange) throw new Error(`we refuse what upstream reads: ${strange.message}\n${said()}`);
  } else if (!theirs.accepted) {
    tally.readByUs += 1;
    if (theirs.error === undefined) throw new Error(`upstream refuses without a reason\n${said()}`);
  } else {
    tally.alike += 1;
    if (canonical(ours.filter(isObject)) !== canonical(theirs.documents.filter(isObject)))
      throw new Error(`read differently\n${said()}`);
  }
}

async function compareReleases(judge: Judge): Promise<void> {
  if (!existsSync(RELEASES)) {
    console.log(`SKIPPED: ${RELEASES} is not there: third-party YAML was not read`);
    return;
  }
  const tally: Tally = { alike: 0, refusedByBoth: 0, refusedByUs: 0, readByUs: 0 };
  const files = readdirSync(RELEASES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(ya?ml|json)$/.test(file),
  );
  for (const file of files) await compare(judge, readFileSync(join(RELEASES, file), 'utf8'), tally, []);
  if (tally.alike < files.length) throw new Error(`of ${files.length} releases, ${tally.alike} were read alike`);
}

/** JSON with the fields in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each) => {
    if (each === null || typeof each !== 'object' || Array.isArray(each)) return each;
    return Object.keys(each)
      .sort()
      .map((key) => [key, each[key]]);
  });
}
