import type { VisitorContext } from '../../../engine/visitor';
import type { ManifestSet } from '../../../model/manifest-set';
import { assignedSecret } from './assignments';
import { scriptSecret } from './commands';
import { decoded } from './config-map';
import { secretForm } from './forms';
import { isPublicName, SecretKind, secretKind } from './names';
import { secretNames } from './names-option';
import { isHarmless } from './values';

/** What a search for secrets knows beside the text. */
export interface SecretSearch {
  /** Additional words that mark a name as a secret. */
  readonly more: readonly string[];
  /** Names of the Secrets in the set. */
  readonly objects: ReadonlySet<string>;
}

/** The search of a rule that has the option `names`. */
export function secretSearch({ all, option }: VisitorContext): SecretSearch {
  return { more: option(secretNames), objects: secretObjects(all) };
}

/**
 * The secret that a text holds, such as `a private key`; undefined if it holds none. Never its value.
 *
 * @param name the name of the text, which says whether it is public or a program; it makes nothing a secret
 */
export function secretInText(text: string, { more }: SecretSearch, name = ''): string | undefined {
  return secretIn(text, more, name) ?? secretIn(textOfBase64(text) ?? '', more, name);
}

function secretIn(text: string, more: readonly string[], name: string): string | undefined {
  if (text === '') return undefined;
  const form = secretForm(text, isPublicName(name));
  if (form) return form;
  const assigned = assignedSecret(text, more, PROGRAM_NAME.test(name) || PROGRAM_TEXT.test(text));
  if (assigned) return `a secret under "${assigned}"`;
  const program = scriptSecret(text);
  return program && `a password for "${program}"`;
}

/** Files in programming languages, which quote their texts. */
export const PROGRAM_NAME =
  /\.(?:c|cc|cpp|cs|go|groovy|h|java|[cm]?jsx?|kts?|lua|php|pl|pm|py|rb|rs|scala|swift|tsx?)$/i;
const PROGRAM_TEXT = /^#!.{0,100}(?:node|perl|php|python|ruby)/;

/** The secret that a value with a name holds, by its form or its name; undefined if it holds none. Never its value. */
export function secretUnderName(name: string, text: string, search: SecretSearch): string | undefined {
  return secretInText(text, search, name) ?? byName(name, text, search) ?? inFile(name, text);
}

function byName(name: string, text: string, search: SecretSearch): string | undefined {
  // A text of several lines is a file: its name is that of the file, not of one value.
  const kind = text.trim().includes('\n') ? undefined : secretKind(name, search.more);
  const isFound = kind !== undefined && !isHarmless(text, kind) && !isObject(text, kind, search);
  if (isFound) return 'a secret, according to its name';
  return /authorization$/i.test(name) ? secretForm(`authorization: ${text}`) : undefined;
}

/** A token that is equal to the name of a Secret is that name; a password can be equal to it by chance. */
function isObject(text: string, kind: SecretKind, { objects }: SecretSearch): boolean {
  return kind !== SecretKind.PASSWORD && objects.has(text.trim());
}

/** Files whose lines are secrets by the rule of the program that reads them, not by a name. */
const FILES: readonly (readonly [name: RegExp, line: RegExp])[] = [
  [/pgpass/i, /^(?!#)[^\s:]{1,255}:(?:\d{1,5}|\*):[^\s:]{1,100}:[^\s:]{1,100}:(\S{1,200})$/m],
  [/curlrc/i, /^[ \t]{0,8}(?:user|proxy-user)[ \t]{0,8}[=: ][ \t]{0,8}"?[^\s":]{1,100}:([^\s"]{1,200})/m],
  [/sasl_?passwd/i, /^[^\s#]\S{0,255}[ \t]{1,20}[^\s:]{1,100}:(\S{1,200})$/m],
  [/userlist/i, /^"[^"\n]{1,100}"[ \t]{1,10}"([^"\n]{1,200})"/m],
  [/acl/i, /^user[ \t]{1,10}\S{1,100}(?:[ \t]{1,10}[^\s>]\S{0,100}){0,20}[ \t]{1,10}>(\S{1,200})/m],
];

function inFile(name: string, text: string): string | undefined {
  const isFound = FILES.some(([file, line]) => {
    const value = file.test(name) ? line.exec(text)?.[1] : undefined;
    return value !== undefined && !isHarmless(value, SecretKind.PASSWORD);
  });
  return isFound ? 'a password, according to its file' : undefined;
}

/** The text that a whole value in base64 encodes. */
function textOfBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/\s]{16,}={0,2}\s*$/.test(text)) return undefined;
  return decoded(text);
}

/** The names of the Secrets in a set: those that are in it, and those that operators create from objects in it. */
function secretObjects(all: ManifestSet): ReadonlySet<string> {
  return all._analysis('names of Secrets', () => {
    const named = ['Secret', 'bitnami.com/SealedSecret', 'external-secrets.io/ExternalSecret'].flatMap((kind) =>
      all.ofType(kind),
    );
    return new Set<string>([
      ...named.map(({ objectRef }) => objectRef.name),
      ...all.ofType('external-secrets.io/ExternalSecret').map((secret) => secret.value('/spec/target/name')),
      ...all.ofType('cert-manager.io/Certificate').map((certificate) => certificate.value('/spec/secretName')),
    ]);
  });
}
