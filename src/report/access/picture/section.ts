import { code, type Html, type HtmlSection, html, table } from '../../html/parts';
import type { AccessNode, AccessPicture } from './graph';
import { accessSvgOf } from './svg';

/** The section of the report page about access: the picture, and its lines as a table. */
export function accessSection(picture: AccessPicture, notes: readonly string[] = []): HtmlSection {
  const bindings = picture.nodes.filter(({ kind }) => kind === 'binding').length;
  return { id: 'access', title: 'Access', number: bindings, body: sectionHtml(picture, notes) };
}

function* sectionHtml(picture: AccessPicture, notes: readonly string[]): Generator<Html> {
  const { nodes, edges, note } = picture;
  const has = (mark: AccessNode['mark']) => nodes.some((node) => node.mark === mark);
  const lines = [
    'Each workload has the permissions of its account and of the groups of that account, through bindings and their roles.',
    ...(edges.some(({ isIdle }) => isIdle) ? ['A dotted line: the workload has no token of the account.'] : []),
    ...(has('danger') ? ['A red rule gives its holder more permissions, by what stands below it.'] : []),
    ...(has('unknown') ? ['A dashed role is not among the manifests: what it allows is unknown.'] : []),
    ...(note === undefined ? [] : [`${note}.`]),
    ...notes.map((each) => `${each}.`),
  ];
  yield `<ul class="access-key">${lines.map((line) => `<li>${html(line)}</li>`).join('')}</ul>\n`;
  if (nodes.length === 0) return;
  yield '<div class="access-box" role="region" aria-label="Picture of the permissions" tabindex="0">';
  yield* accessSvgOf(picture);
  yield '</div>\n<details><summary>The lines as a table</summary>\n';
  const text = (index: number) => {
    const { label, note: more } = nodes[index] as AccessNode;
    return more === '' ? code(label) : `${code(label)}<br>${html(more)}`;
  };
  yield* table('Who may do what', ['from', 'to'], edges, ({ source, target }) => [text(source), text(target)]);
  yield '</details>';
}
