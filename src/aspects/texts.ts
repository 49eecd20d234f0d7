import { Yaml } from 'cdk8s';
import { escapeUnprintable } from '../report/escape';
import { Emitter } from '../yaml/emitter';
import type { Stringify } from '../yaml/quoted';
import { writtenDocument } from '../yaml/written';
import { plainJson } from './plain-json';
import { hasOwnWriter } from './writing/switch';

const HOOKED = Symbol('cdk8s-hardened.writes-what-was-judged');
/** What `chart.toJson()` gave out. */
const GIVEN = new WeakSet<object>();
/** A program may replace `Yaml.stringify`: an emitter writes as one function does. */
const EMITTERS = new WeakMap<object, Emitter | undefined>();

/** The texts of all documents of a synth: written, and where needed read again, before any file exists. */
export class Texts {
  private readonly texts = new Map<any, string>();
  private readonly write = writer(Yaml.stringify);

  public constructor(documents: Iterable<any>) {
    for (const document of documents) this.texts.set(document, this.write(document));
  }

  /** Some of them in one text, as `Yaml.stringify` puts them. */
  public of(documents: readonly any[]): string {
    return joined(documents.map((document) => this.texts.get(document) ?? this.write(document)));
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
    const write = writer(original);
    return joined(documents.map((each) => (GIVEN.has(each) ? write(plainJson(each)) : original.call(Yaml, each))));
  };
  Object.defineProperty(stringify, HOOKED, { value: true });
  Yaml.stringify = stringify;
}

/** Writes a document as a function does, and so that it is read as it is. */
function writer(original: typeof Yaml.stringify): (document: any) => string {
  const stringify: Stringify = original.bind(Yaml);
  const emitter = hasOwnWriter() ? emitterFor(original, stringify) : undefined;
  return (document) => {
    try {
      return emitter?.textOf(document) ?? writtenDocument(document, stringify);
    } catch (error) {
      // Names come from objects, which others may have written, and a message goes to a terminal.
      throw new Error(escapeUnprintable((error as Error).message));
    }
  };
}

function emitterFor(original: typeof Yaml.stringify, stringify: Stringify): Emitter | undefined {
  if (!EMITTERS.has(original)) EMITTERS.set(original, Emitter.like(stringify));
  return EMITTERS.get(original);
}

function joined(texts: readonly string[]): string {
  return texts.join('---\n');
}
