import { isFileKind, TEXT_GROUP } from '../kubernetes/api/file-kinds';
import { groupOf, typeOf } from '../kubernetes/workload-kinds';

/** Identifies an object. */
export interface ObjectRef {
  /** API group and version, as written. */
  readonly apiVersion: string;
  /** Kind. */
  readonly kind: string;
  /**
   * Name; the value of `generateName` if the server makes the name; of a file that nodes read, its path; empty if there is none of
   * these.
   */
  readonly name: string;
  /**
   * Namespace, as written.
   *
   * @default - none: cluster-scoped, or set when the object is applied
   */
  readonly namespaceName?: string;
}

/** Tells where an object comes from. */
export interface Origin {
  /**
   * File that the object was read from, `-` for standard input.
   *
   * @default - none, for a synthesized object
   */
  readonly file?: string;
  /**
   * Path of the construct that makes the object.
   *
   * @default - none, for an object that was read from a file
   */
  readonly constructPath?: string;
  /**
   * Line of the program that created the construct, as `file:line:column`.
   *
   * @default - unknown
   */
  readonly createdAt?: string;
  /**
   * Whether `Include` or `Helm` read it: its author is not the author of the app.
   *
   * @default false
   */
  readonly isIncluded?: boolean;
}

/**
 * Returns a unique name for an object within an app, such as `apps/v1/Deployment shop/web`; no object can have it as
 * its own name.
 */
export function uniqueName({ apiVersion, kind, namespaceName, name }: ObjectRef): string {
  return `${apiVersion}/${kind} ${namespaceName ?? ''}/${name}`;
}

/**
 * Reads the identity of an object. Throws if `apiVersion` or `kind` is missing, and for a text of a node without lines.
 *
 * @param file the file that it was read from
 */
export function identityOf(json: any, file?: string): { readonly objectRef: ObjectRef; readonly groupKind: string } {
  const { apiVersion, kind } = json ?? {};
  if (typeof apiVersion !== 'string' || apiVersion === '')
    throw new Error('apiVersion is missing; set it, for example to "v1"');
  if (typeof kind !== 'string' || kind === '') throw new Error('kind is missing; set it, for example to "Pod"');
  if (apiVersion.indexOf('/') !== apiVersion.lastIndexOf('/'))
    throw new Error(`apiVersion "${apiVersion}" must be VERSION or GROUP/VERSION`);
  const metadata = json.metadata ?? {};
  const group = groupOf(apiVersion);
  const isTexts = Array.isArray(json.lines) && json.lines.every((line: unknown) => typeof line === 'string');
  if (group === TEXT_GROUP && !isTexts)
    throw new Error(`${kind} of ${TEXT_GROUP} is a text that is not YAML; name the file with the text`);
  const groupKind = typeOf(group, kind);
  const path = isFileKind(groupKind) ? file : undefined; // nodes may have several of one kind, and none has a name
  const name = text(metadata.name) ?? text(metadata.generateName) ?? path ?? '';
  return { objectRef: { apiVersion, kind, name, namespaceName: text(metadata.namespace) }, groupKind };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
