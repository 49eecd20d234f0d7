import { Yaml } from 'cdk8s';
import { escapeUnprintable } from '../report/escape';
import type { Stringify } from '../yaml/quoted';
import { writtenDocument } from '../yaml/written';
import { plainJson } from './plain-json';

const HOOKED = Symbol('cdk8s-hardened.writes-what-was-judged');
/** What `chart.toJson()` gave out. */
const GIVEN = new WeakSet<object>();

/** The texts of all documents of a synth: written, and where needed read again, before any file exists. */
export class Texts {
  private readonly texts = new Map<any, string>();
  private readonly stringify = Yaml.stringify.bind(Yaml);

  public constructor(documents: Iterable<any>) {
    for (const document of documents) this.texts.set(document, textOf(document, this.stringify));
  }

  /** Some of them in one text, as `Yaml.stringify` puts them. */
  public of(documents: readonly any[]): string {
    return joined(documents.map((document) => this.texts.get(document) ?? textOf(document, this.stringify)));
  }
}

/** Copies of documents that a program may change, and write by `Yaml.stringify` or `Yaml.save`. */
export function givenOut(documents: readonly any[]): any[] {
  const copies = structuredClone([...documents]);
  for (const copy of copies) if (copy !== null && typeof copy === 'object') GIVEN.add(copy);
  return copies;
}

/** From now on, `Yaml.stringify` writes the documents that were given out so that they are read as they are. */
export function watchWriter(): void {
  const original: any = Yaml.stringify;
  if (original[HOOKED]) return;
  const stringify = (...documents: any[]) => {
    if (!documents.some((document) => GIVEN.has(document))) return original.apply(Yaml, documents);
    const write = original.bind(Yaml);
    return joined(documents.map((each) => (GIVEN.has(each) ? textOf(plainJson(each), write) : write(each))));
  };
  Object.defineProperty(stringify, HOOKED, { value: true });
  Yaml.stringify = stringify;
}

/** Names come from objects, which others may have written, and a message goes to a terminal. */
function textOf(document: any, stringify: Stringify): string {
  try {
    return writtenDocument(document, stringify);
  } catch (error) {
    throw new Error(escapeUnprintable((error as Error).message));
  }
}

function joined(texts: readonly string[]): string {
  return texts.join('---\n');
}
