import { type Html, html } from '../../html/parts';
import { layered, type Placed } from '../../network/picture/layered';
import { CELL_HEIGHT, cellWidth, type Look, wordsOf } from '../../network/picture/measure';
import { round, routeOf } from '../../network/picture/route';
import type { AccessEdge, AccessNode, AccessPicture } from './graph';
import { ALONE_ACCESS_STYLE } from './style';

const GAP = { width: 60, height: 12 };
const MARGIN = 8;
const LINE_HEIGHT = 20;

/** Draws a picture as an SVG text that needs nothing else. */
export function* accessSvg(picture: AccessPicture, notes: readonly string[]): Generator<Html> {
  const lines = [...(picture.note === undefined ? [] : [picture.note]), ...notes];
  yield* accessSvgOf(picture, { style: `<style>${ALONE_ACCESS_STYLE}</style>`, lines });
}

/** Draws a picture as an SVG element for the page, which has its style. */
export function* accessSvgOf(
  picture: AccessPicture,
  { style, lines }: { readonly style: string; readonly lines: readonly string[] } = { style: '', lines: [] },
): Generator<Html> {
  const { nodes, edges } = picture;
  const boxes = nodes.map((node) => ({
    width: cellWidth({ ...node, name: node.label, isOpen: false }),
    height: CELL_HEIGHT,
  }));
  const layout = layered(boxes, edges, GAP);
  const words = lines.map((line) => wordsOf(line, 'sentence'));
  const top = words.length * LINE_HEIGHT;
  const width = Math.ceil(Math.max(layout.width, ...words.map((each) => each.width))) + 2 * MARGIN;
  const height = Math.ceil(layout.height) + top + 2 * MARGIN;
  yield `<svg xmlns="http://www.w3.org/2000/svg" class="access" width="${width}" height="${height}" viewBox="${-MARGIN} ${-MARGIN - top} ${width} ${height}" role="group" aria-label="Who may do what, by the roles and bindings">${style}\n`;
  yield words
    .map((each, index) => `<text x="0" y="${(index + 1) * LINE_HEIGHT - top - 6}">${html(each.text)}</text>\n`)
    .join('');
  for (const [index, edge] of edges.entries()) {
    const ends = [layout.boxes[edge.source], layout.boxes[edge.target]] as [Placed, Placed];
    yield edgeSvg(edge, routeOf(layout.routes[index] ?? [], ...ends).path);
  }
  for (const [index, node] of nodes.entries()) yield nodeSvg(node, layout.boxes[index] as Placed);
  yield '</svg>\n';
}

function edgeSvg({ isIdle }: AccessEdge, path: string): Html {
  return `<path${isIdle ? ' class="idle"' : ''} d="${path}"/>\n`;
}

function nodeSvg({ kind, label, note, mark }: AccessNode, { x, y, width, height }: Placed): Html {
  const title = [label, note].filter((each) => each !== '').map(html);
  const box = `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="4"/>`;
  return `<g class="${kind}${mark === undefined ? '' : ` ${mark}`}"><title>${title.join('\n')}</title>${box}${text('label', label, x + 10, y + 15, '')}${text('note', note, x + 10, y + 29, 'kind')}</g>\n`;
}

function text(look: Look, content: string, x: number, y: number, name: string): Html {
  const words = wordsOf(content, look);
  if (words.text === '') return '';
  const kind = name === '' ? '' : ` class="${name}"`;
  return `<text${kind} x="${round(x)}" y="${round(y)}" textLength="${words.width}" lengthAdjust="spacingAndGlyphs">${html(words.text)}</text>`;
}
