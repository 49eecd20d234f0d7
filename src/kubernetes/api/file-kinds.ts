import { groupOf, typeOf } from '../workload-kinds';
import * as published from './file-table.json';
import { ALWAYS, type Range, rangeIn } from './table';

/** The kinds of files that nodes read; `npm run generate:kubernetes` writes them. The lines are read as those of api-table.json. */
const KINDS: { readonly [name: string]: string } = published.kinds;

/** A kind of file that a component of a node reads. It is no object of the API. */
export interface FileKind extends Range {
  readonly apiVersion: string;
  readonly kind: string;
  /** The name of its type, such as `file.kubelet.v1beta1.KubeletConfiguration`. */
  readonly type: string;
}

const ALL: readonly FileKind[] = Object.entries(KINDS).map(([key, line]) => {
  const [apiVersion = '', kind = ''] = key.split(' ');
  const [life = '', type = ''] = line.split(';');
  return { apiVersion, kind, type, ...rangeIn(life, ALWAYS) };
});
const BY_NAME = new Map(ALL.map((each) => [`${each.apiVersion} ${each.kind}`, each]));
/** The group of files that are neither YAML nor JSON; it is ours. */
export const TEXT_GROUP = 'files.cdk8s-hardened';
const TEXT_KINDS = ['NftablesRuleset', 'SysctlConfiguration', 'TmpfilesConfiguration'];
const GROUP_KINDS = new Set([
  ...ALL.map(({ apiVersion, kind }) => typeOf(groupOf(apiVersion), kind)),
  ...TEXT_KINDS.map((kind) => typeOf(TEXT_GROUP, kind)),
]);

/** All versions of all kinds of files. */
export function fileKinds(): readonly FileKind[] {
  return ALL;
}

/** A kind of file, in whatever version of Kubernetes. */
export function fileKind(apiVersion: string, kind: string): FileKind | undefined {
  return BY_NAME.get(`${apiVersion} ${kind}`);
}

/** Whether a group and kind, such as `kubelet.config.k8s.io/KubeletConfiguration`, is that of a file. */
export function isFileKind(groupKind: string): boolean {
  return GROUP_KINDS.has(groupKind);
}

/** Whether a type is one of a file, or of a part of one. */
export function isFileType(type: string): boolean {
  return type.startsWith('file.');
}
