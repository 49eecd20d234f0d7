/** What is claimed about the writer, for a test and for `npm run same-bytes`. Each throws where it does not hold. */
import { deepStrictEqual, strictEqual } from 'node:assert';
import { Yaml } from 'cdk8s';
import { Aspects } from '../../src';
import { isSame } from '../../src/yaml/edit/values';
import { Emitter } from '../../src/yaml/emitter';
import { readYaml } from '../../src/yaml/read';
import { writtenDocument } from '../../src/yaml/written';
import { buildApp, outcomeOf, type Recipe } from './written-apps';

const stringify = Yaml.stringify.bind(Yaml);
const emitter = Emitter.like(stringify);

/** Whether the emitter writes a document by itself: then it has the bytes of cdk8s, which are read as the document. */
export function claimSameText(document: unknown): boolean {
  if (!emitter) throw new Error('cdk8s does not write as the emitter expects');
  const text = emitter.textOf(document);
  if (text === undefined) return false;
  strictEqual(text, stringify(document));
  const { documents, problems } = readYaml(text);
  deepStrictEqual([documents.length, problems], [1, []]);
  strictEqual(isSame(documents[0]?.value, document), true);
  return true;
}

/** Whether an app is written: with an aspect, by this library, it has the files, texts and errors of plain cdk8s. */
export function claimSameFiles(recipe: Recipe, entry: string): boolean {
  const plain = outcomeOf(buildApp(recipe), entry);
  const own = outcomeOf(watched(recipe), entry);
  const switched = withoutWriter(() => outcomeOf(watched(recipe), entry));
  deepStrictEqual(own, switched);
  // This library adds lines to the metadata of constructs, quotes a text that is read as another, and refuses one that no file can hold.
  if (recipe.texts.every(isWrittenAsByCdk8s)) deepStrictEqual(comparable(own, recipe), comparable(plain, recipe));
  return !('error' in own);
}

/** A chart with a `toJson` of its own is called earlier: an error says so, and it may find another part of a cycle. */
function comparable(
  { 'construct-metadata.json': _, ...files }: { readonly [file: string]: string },
  { constructs }: Recipe,
) {
  const error = files.error?.replace(/^".*" cannot be rendered: /, '');
  const isEarly = constructs.some(({ kind }) => kind === 'own chart');
  return { ...files, error: isEarly ? error?.replace(/^(Dependency cycle detected): .*/, '$1') : error };
}

function watched(recipe: Recipe) {
  const app = buildApp(recipe);
  Aspects.of(app).add({ visit: () => {} });
  return app;
}

/** Acts while everything is ordered and written by cdk8s. */
export function withoutWriter<T>(act: () => T): T {
  const { HARDENING_WRITER: before } = process.env;
  process.env.HARDENING_WRITER = 'cdk8s';
  try {
    return act();
  } finally {
    if (before === undefined) delete process.env.HARDENING_WRITER;
    else process.env.HARDENING_WRITER = before;
  }
}

function isWrittenAsByCdk8s(text: string): boolean {
  try {
    return writtenDocument({ a: text }, stringify) === stringify({ a: text });
  } catch {
    return false;
  }
}
