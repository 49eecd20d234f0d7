import { escapeSegment } from '../json/pointer';
import { isCertain } from './certain';
import { isSame } from './edit/values';
import { quotedYaml, type Stringify } from './quoted';
import { readYaml } from './read';

/**
 * The text of a document: byte for byte what cdk8s writes, where Kubernetes reads that as the same document; else each string
 * that is in doubt stands in double quotes. Throws where no text is read as the document.
 *
 * @param document plain data, without values that stand in two places
 */
export function writtenDocument(document: any, stringify: Stringify): string {
  const text = stringify(document);
  if (isCertain(document)) return text;
  const broken = brokenTextIn(document);
  if (broken !== undefined)
    throw new Error(`${nameOf(document)} ${broken} holds half of a surrogate pair, which no file can hold; remove it`);
  if (misreading(text, document) === undefined) return text;
  const quoted = quotedYaml(document, stringify);
  const problem = misreading(quoted, document);
  if (problem !== undefined) throw new Error(`${nameOf(document)} cannot be written as YAML: ${problem}`);
  return quoted;
}

/** Why a text is not read as a document; undefined where it is. */
function misreading(text: string, document: unknown): string | undefined {
  const { documents, problems } = readYaml(text);
  if (problems[0]) return problems[0].message;
  return documents.length === 1 && isSame(documents[0]?.value, document) ? undefined : 'it is read as another object';
}

/** The pointer of a string or a key that UTF-8 cannot say. */
function brokenTextIn(value: unknown, pointer = ''): string | undefined {
  if (typeof value === 'string') return isWellFormed(value) ? undefined : pointer;
  if (value === null || typeof value !== 'object') return undefined;
  for (const [key, item] of Object.entries(value)) {
    const place = `${pointer}/${escapeSegment(key)}`;
    const broken = isWellFormed(key) ? brokenTextIn(item, place) : place;
    if (broken !== undefined) return broken;
  }
  return undefined;
}

/** Whether UTF-8 has all characters of a string. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function nameOf({ kind, metadata }: any): string {
  return `${kind} "${metadata?.name}"`;
}
