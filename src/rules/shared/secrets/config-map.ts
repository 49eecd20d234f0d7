import { escapeSegment } from '../../../json/pointer';
import type { Manifest } from '../../../model/manifest';

/** One text in a ConfigMap. */
export interface ConfigMapText {
  readonly key: string;
  readonly text: string;
  /** JSON Pointer, from the root of the object. */
  readonly pointer: string;
}

/** The texts of a ConfigMap; values of `binaryData` are decoded, and left out if they are not text. */
export function configMapTexts(configMap: Manifest): ConfigMapText[] {
  const read = (field: string, decode: (value: string) => string | undefined): ConfigMapText[] =>
    Object.entries<any>(configMap.value(`/${field}`) ?? {}).flatMap(([key, value]) => {
      const text = decode(value ?? '');
      return text === undefined ? [] : [{ key, text, pointer: `/${field}/${escapeSegment(key)}` }];
    });
  return [...read('data', (value) => value), ...read('binaryData', decoded)];
}

/** The text that base64 encodes; undefined if it is not text. */
export function decoded(base64: string): string | undefined {
  const text = Buffer.from(base64, 'base64').toString('utf8');
  return text.includes('\0') || text.includes('\uFFFD') ? undefined : text;
}
