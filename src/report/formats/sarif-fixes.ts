import type { Finding } from '../../engine/finding';
import { addTo } from '../../json/group-by';
import { applyPatches } from '../../json/patch';
import type { Manifest } from '../../model/manifest';
import { DocumentEditor, type ValueEdit } from '../../yaml/edit/document-editor';
import type { Splice } from '../../yaml/edit/splices';
import type { YamlDocument } from '../../yaml/read';
import { TextLines } from '../../yaml/text-lines';
import type { ReportContext } from '../context';

/** The replacements of each finding whose fix can be made in the text that its object was read from. */
export function sarifReplacements(findings: readonly Finding[], { sourceOf }: ReportContext): Map<Finding, object[]> {
  const byDocument = new Map<YamlDocument, { readonly finding: Finding; readonly edit: ValueEdit }[]>();
  for (const finding of findings) {
    const { manifest, fix } = finding;
    const source = manifest && fix.length > 0 ? sourceOf?.(manifest) : undefined;
    const edit = manifest && source && editOf(finding, manifest, source.pointer);
    if (edit && source) addTo(byDocument, source.document, { finding, edit });
  }
  const replacements = new Map<Finding, object[]>();
  for (const [document, list] of byDocument) {
    const lines = new TextLines(document.text);
    const made = new DocumentEditor(document).editEach(list.map(({ edit }) => edit));
    for (const [index, { finding }] of list.entries()) {
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
function editOf({ fix }: Finding, { json }: Manifest, pointer: string): ValueEdit | undefined {
  try {
    return { pointer, before: json, after: applyPatches(json, fix) };
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
