import { isCertainKey, isCertainText } from './certain';
import { doubleQuoted, indent, isFilled } from './edit/writing';

/** Writes a document as cdk8s does. */
export type Stringify = (document: unknown) => string;

/** The colon of a longer key must stand on a line of its own. */
const LONGEST_SIMPLE_KEY = 1024;

/** A document as cdk8s lays it out, but with each string in double quotes that is not certain to be read as it is. */
export function quotedYaml(document: unknown, stringify: Stringify): string {
  const lines = (value: unknown): string[] => {
    if (!isFilled(value)) return scalar(value);
    if (Array.isArray(value)) return value.flatMap((item) => behind('- ', item));
    return Object.entries(value).flatMap(([key, item]) => field(key, item));
  };

  const field = (key: string, value: unknown): string[] => {
    const name = isCertainKey(key) ? asWritten(key) : doubleQuoted(key);
    if (name.length > LONGEST_SIMPLE_KEY) return [`? ${name}`, ...behind(': ', value)];
    return isFilled(value) ? [`${name}:`, ...indent(lines(value), 2)] : behind(`${name}: `, value);
  };

  const behind = (mark: string, value: unknown): string[] => {
    const [first, ...rest] = lines(value);
    return [`${mark}${first}`, ...indent(rest, 2)];
  };

  const scalar = (value: unknown): string[] => {
    if (typeof value !== 'string') return [JSON.stringify(value)];
    if (!isCertainText(value)) return [doubleQuoted(value)];
    if (!value.includes('\n')) return [asWritten(value)];
    return value.endsWith('\n') ? ['|', ...value.slice(0, -1).split('\n')] : ['|-', ...value.split('\n')];
  };

  const asWritten = (text: string) => stringify([text]).slice('- '.length, -'\n'.length);

  return `${lines(document).join('\n')}\n`;
}
