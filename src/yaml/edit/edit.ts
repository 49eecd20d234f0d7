import { groupBy } from '../../json/group-by';
import type { YamlDocument } from '../document';
import { readYaml, type YamlText } from '../read';
import { DocumentEditor, isRight, newlineOf, type ValueEdit, WRONG } from './document-editor';
import { applySplices, type Splice } from './splices';

/** One value of a text that is to become another. */
export interface YamlEdit extends ValueEdit {
  /** Which document it is in, as `readYaml` counts them, from 0. */
  readonly document: number;
}

/** An edit that was not made, and why. */
export interface RefusedEdit {
  readonly document: number;
  readonly pointer: string;
  readonly why: string;
}

/** The edited text. Documents with a refused edit are unchanged. */
export interface EditedYaml {
  readonly text: string;
  /** What was changed in the text as it was, in order. */
  readonly splices: readonly Splice[];
  readonly refused: RefusedEdit[];
}

/**
 * Replaces values in a YAML or JSON text. Comments, order, quotes, anchors, line ends, and every byte outside of a
 * changed field are kept. If an alias or a merge key shares a value that changes in only one place, the other place
 * gets its own copy. The result is read again: if it differs from the requested values, nothing is changed.
 */
export function editYaml(text: string, edits: readonly YamlEdit[]): EditedYaml {
  try {
    // Whether all is right shows when the whole is read again; only if it is not, each document is asked.
    return (
      editDocuments(text, edits, false) ??
      editDocuments(text, edits, true) ?? { text, splices: [], refused: edits.map(wrong) }
    );
  } catch (error) {
    return { text, splices: [], refused: edits.map((edit) => refusal(edit, error)) };
  }
}

interface Chunk {
  readonly document: YamlDocument;
  readonly start: number;
}

/** Undefined if the result differs from the requested values. */
function editDocuments(text: string, edits: readonly YamlEdit[], isCareful: boolean): EditedYaml | undefined {
  const refused: RefusedEdit[] = [];
  const read = readYaml(text);
  const wanted: unknown[] = read.documents.map(({ value }) => value);
  const newline = newlineOf(text) ?? '\n';
  const splices: Splice[] = [];
  const chunks = chunksOf(text, read);
  for (const [index, group] of groupsOf(edits)) {
    const chunk = chunks[index];
    try {
      if (!chunk) throw new Error(`the text has no document ${index}`);
      const edited = new DocumentEditor(chunk.document, newline).editAll(group, isCareful);
      for (const splice of edited.splices) splices.push({ ...splice, offset: chunk.start + splice.offset });
      wanted[index] = edited.value;
    } catch (error) {
      refused.push(...group.map((edit) => refusal(edit, error)));
    }
  }
  const edited = applySplices(text, splices);
  return edited === text || isRight(readYaml(edited), wanted, read.problems.length)
    ? { text: edited, splices, refused }
    : undefined;
}

function refusal({ document, pointer }: YamlEdit, error: unknown): RefusedEdit {
  return { document, pointer, why: error instanceof Error ? error.message : String(error) };
}

function wrong(edit: YamlEdit): RefusedEdit {
  return refusal(edit, new Error(WRONG));
}

function groupsOf(edits: readonly YamlEdit[]): [number, YamlEdit[]][] {
  const groups = groupBy(edits, ({ document }) => document);
  return [...groups].sort(([one], [other]) => one - other);
}

/** The position of each document; the line ends in between are counted once. */
function chunksOf(text: string, { documents }: YamlText): Chunk[] {
  let line = 1;
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  return documents.map((document) => {
    const firstLine = document.firstLine;
    const chunk = document.text;
    for (; line < firstLine; line += 1) start = text.indexOf('\n', start) + 1;
    if (!text.startsWith(chunk, start)) throw new Error('a document is not where it was read');
    return { document, start };
  });
}
