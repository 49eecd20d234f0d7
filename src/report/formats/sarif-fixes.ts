import type { Finding } from '../../engine/finding';
import { type Patch, patched } from '../../json/patch';
import { jsonAsWritten } from '../../model/wrapped';
import type { YamlDocument } from '../../yaml/document';
import { DocumentEditor } from '../../yaml/edit/document-editor';
import type { Splice } from '../../yaml/edit/splices';
import { TextLines } from '../../yaml/text-lines';
import type { ReportContext, SourcePlace } from '../context';

interface Editing {
  readonly document: YamlDocument;
  readonly editor: DocumentEditor;
  readonly lines: TextLines;
}

/**
 * Returns the replacements of one finding after the other whose fix can be made in the text that its object was read
 * from. The findings of one object follow each other; those of a list may not, so that its document stays parsed.
 */
export function sarifReplacer({ sourceOf, fixOf }: ReportContext): (finding: Finding) => object[] | undefined {
  const lists = new Map<YamlDocument, Editing>();
  let last: Editing | undefined;
  const editingOf = ({ document, pointer }: SourcePlace): Editing => {
    const known = last?.document === document ? last : lists.get(document);
    last = known ?? { document, editor: new DocumentEditor(document), lines: new TextLines(document.text) };
    if (pointer !== '') lists.set(document, last);
    return last;
  };
  return (finding) => {
    const { manifest } = finding;
    const fix = fixOf?.(finding) ?? finding.fix;
    const source = manifest && fix.length > 0 ? sourceOf?.(manifest) : undefined;
    const after = source && fixed(manifest?.json, fix);
    if (!manifest || !source || !after) return undefined;
    const { editor, lines, document } = editingOf(source);
    const { _wrapped, _placed } = manifest;
    const written = { before: jsonAsWritten(manifest), after: jsonAsWritten({ json: after, _wrapped, _placed }) };
    const splices = editor.editAlone({ pointer: source.pointer, ...written }) ?? [];
    return splices.length === 0
      ? undefined
      : splices.map((splice) => replacementJson(splice, lines, document.firstLine));
  };
}

/** Undefined where the patches of a rule do not apply: a report of findings tells of the finding all the same. */
function fixed(json: any, fix: readonly Patch[]): any {
  try {
    return patched(json, fix);
  } catch {
    return undefined;
  }
}

function replacementJson({ offset, length, insertion }: Splice, lines: TextLines, firstLine: number) {
  const [start, end] = [lines.positionOf(offset), lines.positionOf(offset + length)];
  return {
    deletedRegion: {
      startLine: firstLine + start.line - 1,
      startColumn: start.column,
      endLine: firstLine + end.line - 1,
      endColumn: end.column,
    },
    insertedContent: { text: insertion },
  };
}
