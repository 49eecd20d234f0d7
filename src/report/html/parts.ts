import type { RuleMeta } from '../../engine/rule';
import type { Severity } from '../../engine/severity';
import { escapeUnprintable } from '../escape';

/** HTML that is already escaped. Only the functions of this file create it from text. */
export type Html = string;

/** A section of the page with an entry in the table of contents. */
export interface HtmlSection {
  readonly id: string;
  readonly title: string;
  /** Number of items, for the table of contents. */
  readonly number?: number;
  readonly body: Iterable<Html>;
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML elements and quoted attributes. */
export function html(text: string): Html {
  return escapeUnprintable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** A name, a place, or other literal text. */
export function code(text: string): Html {
  return `<code>${html(text)}</code>`;
}

/** A JSON Pointer or a file path, which can wrap at its slashes. */
export function path(text: string): Html {
  return code(text).replaceAll(/\/(?!code>$)/g, '/<wbr>');
}

export function badge(severity: Severity): Html {
  return `<span class="badge ${severity}">${severity}</span>`;
}

/** A table with a row for each item. On a narrow screen each cell stands below its head, which `data-h` repeats. */
export function* table<T>(
  label: string,
  head: readonly string[],
  items: readonly T[],
  rowOf: (item: T) => readonly Html[],
): Generator<Html> {
  const heads = head.map((each) => `<th scope="col">${html(each)}</th>`).join('');
  yield `<div class="scroll" role="region" aria-label="${html(label)}" tabindex="0"><table><caption class="quiet">${html(label)}</caption><thead><tr>${heads}</tr></thead>\n<tbody>`;
  let before = '';
  for (const item of items) {
    yield `${before}<tr>${rowOf(item)
      .map((cell, index) => `<td data-h="${html(head[index] ?? '')}">${cell}</td>`)
      .join('')}</tr>`;
    before = '\n';
  }
  yield '</tbody></table></div>';
}

/** The sections that require a rule, with links if they are known. */
export function sourcesHtml({ standards, references }: RuleMeta): Html {
  const links = references
    .filter((reference) => /^https?:\/\/\S+$/.test(reference))
    .map((reference) => `<a href="${html(reference)}" rel="noreferrer noopener">${html(hostOf(reference))}</a>`);
  return [html(standards.join(' · ')), links.join(' · ')].filter((part) => part !== '').join('<br>');
}

function hostOf(reference: string): string {
  return reference.replace(/^https?:\/\/(?:www\.)?/, '').replace(/[/?#].*$/s, '');
}
