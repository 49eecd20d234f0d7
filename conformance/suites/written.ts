import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { editYaml } from '../../src/yaml/edit/edit';
import { isSame } from '../../src/yaml/edit/values';
import { readYaml } from '../../src/yaml/read';
import { writtenDocument } from '../../src/yaml/written';
import { certainManifest, hardManifest, unwritableManifest } from '../hard-values';
import type { Judge, YamlAnswer } from '../judge';
import { grouped, type Outcome, type Settings, type Suite } from '../suite';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
/** Unmodified releases of others; they lie beside the checkout. */
const RELEASES = join(__dirname, '..', '..', '..', 'shared', 'corpus', 'releases');

/** What other readers of YAML take for a line end or for nothing, though upstream may read it as it is: it is escaped. */
const DOUBTFUL = /[\u0085\u2028\u2029\ufeff]/;

interface Tally {
  values: number;
  documents: number;
  /** Documents that upstream reads otherwise, or not at all, as cdk8s writes them. */
  mended: number;
  edited: number;
}

/** What is written is what was judged. */
export const written: Suite = {
  name: 'written',
  guarantee:
    'The text that a synth or a fix writes is read by the API client as the objects that were judged, or is not written',
  by: "upstream's YAML reader (k8s.io/apimachinery, as kubectl calls it)",
  async run({ judge, count, seed }: Settings): Promise<Outcome> {
    const tally: Tally = { values: 0, documents: 0, mended: 0, edited: 0 };
    const options = { numRuns: count * 2, seed };
    const streams = fc.array(hardManifest, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(streams, (manifests) => compare(judge, manifests, tally)),
      options,
    );
    // What is not read again must be right without it, and nothing of it is rewritten.
    await fc.assert(
      fc.asyncProperty(certainManifest, async (manifest) => {
        const { mended } = tally;
        await compare(judge, [manifest], tally);
        if (tally.mended > mended) throw new Error(`rewritten: ${JSON.stringify(manifest)}`);
      }),
      options,
    );
    await fc.assert(fc.property(unwritableManifest, refuse), { numRuns: count, seed });
    await fc.assert(
      fc.asyncProperty(hardManifest, hardManifest, fc.boolean(), (before, after, isJson) =>
        edit(judge, before, after, isJson, tally),
      ),
      { numRuns: count, seed },
    );
    const { values, documents, mended, edited } = tally;
    if (mended < documents / 4) throw new Error(`of ${documents}, ${mended} were mended; mend the generator`);
    if (edited < count / 4) throw new Error(`of ${count} edits, ${edited} were made; mend the generator`);
    const files = await compareFiles(judge);
    return {
      cases: `${grouped(values)} values in ${grouped(documents)} documents, of which cdk8s' own text of ${grouped(mended)} is read otherwise; ${grouped(edited)} edits; ${files} files of examples and releases`,
    };
  },
};

async function compare(judge: Judge, manifests: readonly object[], tally: Tally): Promise<void> {
  const text = textOf(manifests);
  const theirs = await judge.ask('yaml', { text });
  if (!isRead(theirs, manifests)) throw new Error(`read differently\n${said(text, theirs)}`);
  tally.documents += manifests.length;
  for (const manifest of manifests) {
    tally.values += valuesIn(manifest);
    const plain = Yaml.stringify(manifest);
    if (textOf([manifest]) === plain) continue;
    tally.mended += 1;
    const without = await judge.ask('yaml', { text: plain });
    if (isRead(without, [manifest]) && !DOUBTFUL.test(plain))
      throw new Error(`rewritten, though it is read as it is\n${said(plain, without)}`);
  }
}

function refuse(manifest: object): void {
  try {
    textOf([manifest]);
  } catch (error) {
    if (/^ConfigMap ".*" \/.* holds half of a surrogate pair/s.test((error as Error).message)) return;
    throw error;
  }
  throw new Error(`written, though no file can hold it: ${JSON.stringify(manifest)}`);
}

/** What `fix` writes into a text, in YAML or in JSON, is read as it was meant; what it does not write changes nothing. */
async function edit(judge: Judge, before: any, after: any, isJson: boolean, tally: Tally): Promise<void> {
  const source = isJson ? JSON.stringify(before) : textOf([before]);
  const { text, refused } = editYaml(source, [
    { document: 0, pointer: '/spec', before: before.spec, after: after.spec },
    { document: 0, pointer: '/data', before: before.data, after: { ...before.data, ...after.data } },
  ]);
  if (refused.length > 0 && text === source) return;
  const wanted = { ...before, spec: after.spec, data: { ...before.data, ...after.data } };
  const theirs = await judge.ask('yaml', { text });
  if (!isRead(theirs, [wanted])) throw new Error(`edited differently\n${said(source, theirs)}\n${said(text, theirs)}`);
  tally.edited += 1;
}

/** Every document of the examples keeps the bytes that cdk8s gave it, and is read as it is; so are releases of others. */
async function compareFiles(judge: Judge): Promise<number> {
  let files = 0;
  for (const folder of [EXAMPLES, RELEASES]) {
    if (!existsSync(folder)) {
      console.log(`SKIPPED: ${folder} is not there`);
      continue;
    }
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.k8s\.yaml$|releases.*\.ya?ml$/.test(join(folder, file))) continue;
      const source = readFileSync(join(folder, file), 'utf8');
      const manifests = readYaml(source).documents.map(({ value }) => value);
      const text = textOf(manifests);
      const theirs = await judge.ask('yaml', { text });
      if (!isRead(theirs, manifests)) throw new Error(`${file} is read differently`);
      if (folder === EXAMPLES && text !== source) throw new Error(`${file} is written differently`);
      files += 1;
    }
  }
  return files;
}

function textOf(manifests: readonly object[]): string {
  return manifests.map((manifest) => writtenDocument(manifest, Yaml.stringify.bind(Yaml))).join('---\n');
}

function isRead({ accepted, documents }: YamlAnswer, manifests: readonly object[]): boolean {
  return accepted && isSame(documents, manifests);
}

function valuesIn(value: unknown): number {
  if (value === null || typeof value !== 'object') return 1;
  return Object.values(value).reduce(
    (sum, item) => sum + valuesIn(item),
    Array.isArray(value) ? 0 : Object.keys(value).length,
  );
}

function said(text: string, theirs: YamlAnswer): string {
  return `${JSON.stringify(text)}\nupstream ${JSON.stringify(theirs)}`;
}
