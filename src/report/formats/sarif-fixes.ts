import type { Finding } from '../../engine/finding';
import { addTo } from '../../json/group-by';
import { patched } from '../../json/patch';
import { DocumentEditor, type ValueEdit } from '../../yaml/edit/document-editor';
import type { Splice } from '../../yaml/edit/splices';
import type { YamlDocument } from '../../yaml/read';
import { TextLines } from '../../yaml/text-lines';
import type { ReportContext } from '../context';

interface FixEdit extends ValueEdit {
  readonly finding: Finding;
}

/** The replacements of each finding whose fix can be made in the text that its object was read from. */
export function sarifReplacements(findings: readonly Finding[], { sourceOf }: ReportContext): Map<Finding, object[]> {
  const byDocument = new Map<YamlDocument, FixEdit[]>();
  for (const finding of findings) {
    const { manifest, fix } = finding;
    const source = manifest && fix.length > 0 ? sourceOf?.(manifest) : undefined;
    const after = source && fixed(manifest?.json, finding);
    if (source && after)
      addTo(byDocument, source.document, { finding, pointer: source.pointer, before: manifest?._written, after });
  }
  const replacements = new Map<Finding, object[]>();
  for (const [document, edits] of byDocument) {
    const lines = new TextLines(document.text);
    const made = new DocumentEditor(document).editEach(edits);
    for (const [index, { finding }] of edits.entries()) {
      const splices = made[index] ?? [];
      if (splices.length > 0)
        replacements.set(
          finding,
          splices.map((splice) => replacementJson(splice, lines, document.firstLine)),
        );
    }
  }
  return replacements;
}

/** Undefined where the patches of a rule do not apply: a report of findings tells of the finding all the same. */
function fixed(json: any, { fix }: Finding): any {
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
