import type { IConstruct } from 'constructs';
import type { NodeFile } from './node-file';

/** Returns the files of a cluster that nodes get, by path. */
export function nodeFilesOf(root: IConstruct, folder: string): NodeFile[] {
  return root.node
    .findAll()
    .map((construct) => construct as NodeFile)
    .filter((file) => file.mode !== undefined && file._nodeFile?.()?.folder === folder)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
