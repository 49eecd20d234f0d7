import type { IConstruct } from 'constructs';
import type { NodeFileText } from '../host/node-files';

/** A construct that stands for a file of a node, also of the package for another line of cdk8s-plus. */
interface FileOfNode extends IConstruct {
  /** The file; undefined where another file holds its content. */
  readonly _nodeFile: () => (Omit<NodeFileText, 'text'> & { readonly text: () => string }) | undefined;
}

/** Returns the files of nodes that a tree describes, with their texts. Throws for two files in one place. */
export function nodeFilesIn(root: IConstruct): NodeFileText[] {
  const placed = new Map<string, IConstruct>();
  const files: NodeFileText[] = [];
  for (const construct of root.node.findAll()) {
    const file = (construct as Partial<FileOfNode>)._nodeFile?.();
    if (!file) continue;
    const place = `${file.folder}${file.path}`;
    const other = placed.get(place);
    if (other)
      throw new Error(
        `"${other.node.path}" and "${construct.node.path}" are both ${file.path} of a node; remove one, or give the files of another cluster another folder`,
      );
    placed.set(place, construct);
    files.push({ ...file, text: file.text() });
  }
  return files;
}
