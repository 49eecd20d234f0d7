import type { Manifest } from '../model/manifest';
import { REMARK_MARK, type Remark } from '../model/remark';
import type { YamlDocument } from '../yaml/document';
import { lastAtMost, type TextLines } from '../yaml/text-lines';

/** An object of a document, and where it is in it. */
export interface Owner {
  /** Empty for the object that is the whole document. */
  readonly pointer: string;
  readonly manifest: Manifest;
}

/**
 * Gives each comment to the object that it belongs to, and returns those that belong to none. A comment belongs to the
 * document in which it stands: below the `---` before it. In a list, and in an object that holds others, it belongs to
 * the innermost object that it stands in: on one of its lines, or on a line of its own that is indented like its fields
 * or deeper. A comment above an item of a list belongs to no item.
 */
export function giveRemarks(document: YamlDocument, owners: readonly Owner[]): Remark[] {
  const remarks = document.commentsWith(REMARK_MARK);
  if (remarks.length === 0) return [];
  const parts = owners
    .filter(({ pointer }) => pointer !== '')
    .map((owner) => ({ ...owner, start: document.positionOf(owner.pointer) }));
  const whole = owners.find(({ pointer }) => pointer === '');
  const byPointer = new Map(parts.map((part) => [part.pointer, part]));
  const lines = parts.map(({ start }) => start.line);
  return remarks.filter((remark) => {
    const isBelow = lines[0] !== undefined && lines[0] <= remark.line;
    const at = isBelow ? lastAtMost(lines, remark.line) : -1;
    const [near, before] = [parts[at], parts[at - 1]];
    const isShared = before?.start.line === near?.start.line && !near?.pointer.startsWith(`${before?.pointer}/`);
    const around =
      near && !isShared ? pointersAround(near.pointer).flatMap((pointer) => byPointer.get(pointer) ?? []) : [];
    const own = around.find(({ start }) => isInside(document, start, remark)) ?? whole;
    if (own) own.manifest._remarks = [...(own.manifest._remarks ?? []), remark];
    return !own;
  });
}

/** A pointer, and those of all that it is in, from the innermost. */
function pointersAround(pointer: string): string[] {
  const found = [pointer];
  for (let at = pointer.lastIndexOf('/'); at > 0; at = pointer.lastIndexOf('/', at - 1))
    found.push(pointer.slice(0, at));
  return found;
}

/** Whether all lines from the start of an object to a comment are indented like its fields. */
function isInside(document: YamlDocument, start: { line: number; column: number }, remark: Remark): boolean {
  for (let number = start.line + 1; number <= remark.line; number += 1) {
    const line = document.line(number) ?? '';
    if (line.trim() !== '' && !isComment(line, number, remark) && line.search(/\S/) + 1 < start.column) return false;
  }
  return true;
}

/** Whether a line is another comment, whose place says nothing. */
function isComment(line: string, number: number, remark: Remark): boolean {
  return number !== remark.line && /^\s*#/.test(line);
}

/** The comments of a text that stand in no document, such as those above the first `---`. */
export function remarksOutside(documents: readonly YamlDocument[], lines: TextLines, text: string): Remark[] {
  const firstLines = documents.map(({ firstLine }) => firstLine);
  const remarks: Remark[] = [];
  for (const { index } of text.matchAll(/^[ \t]*#[ \t]*cdk8s-hardened:/gm)) {
    const position = lines.positionOf(index);
    const isFirst = firstLines[0] === undefined || position.line < firstLines[0];
    const document = isFirst ? undefined : documents[lastAtMost(firstLines, position.line)];
    const isIn = document && position.line < document.firstLine + document.text.split('\n').length;
    if (!isIn) remarks.push({ text: '', ...position });
  }
  return remarks;
}
