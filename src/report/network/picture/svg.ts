import { type Html, html } from '../../html/parts';
import type { Connection, Picture, Spot, Stack } from './drawing';
import type { NetworkGraph } from './graph';
import type { Placed } from './layered';
import { layoutOf } from './layout';
import { legendText, MARKS, type Mark, marksIn } from './marks';
import { amongText, CELL_GAP, CELL_HEIGHT, FRAME, gridOf, type Look, pillSize, wordsOf } from './measure';
import { pictureOf, shortList } from './picture';
import { type Route, round } from './route';
import type { Pill, Stroke } from './strokes';
import { ALONE_STYLE } from './style';

const HEAD = 7;
const LINE_HEIGHT = 20;
const SAMPLE = 36;

/** Draws a graph as an SVG text that needs nothing else. */
export function* networkSvg(graph: NetworkGraph): Generator<Html> {
  const picture = pictureOf(graph);
  const style = `<style>${ALONE_STYLE}</style>\n`;
  const notes = [...(picture.note === undefined ? [] : [picture.note]), ...(graph.notes ?? [])];
  const lines: { readonly mark?: Mark; readonly text: string }[] = [
    ...notes.map((text) => ({ text })),
    ...marksIn(graph.edges).map((mark) => ({ mark, text: legendText(mark, graph.edges) })),
  ];
  const top = lines.length * LINE_HEIGHT + (lines.length > 0 ? 4 : 0);
  let width = 0;
  const head = lines.map(({ mark, text }, index) => {
    const words = wordsOf(text, 'sentence');
    const [x, y] = [mark === undefined ? 8 : 16 + SAMPLE, (index + 1) * LINE_HEIGHT - top - 6];
    width = Math.max(width, x + words.width + 8);
    const line = mark === undefined ? '' : sampleLine(mark, 8, y - 4);
    return `${line}<text x="${x}" y="${y}">${html(words.text)}</text>\n`;
  });
  yield* svgOf(picture, { style: style + head.join(''), top, width });
}

/** Draws a line as marked connections have it, for a legend. */
export function sample(mark: Mark): Html {
  return `<svg class="network sample" width="${SAMPLE}" height="8" aria-hidden="true">${sampleLine(mark, 0, 4)}</svg>`;
}

function sampleLine(mark: Mark, x: number, y: number): Html {
  return `<g class="edge ${mark}"><path d="M${x} ${y}H${x + SAMPLE}"/></g>`;
}

/** Draws a picture as an SVG element for the page, which has its style. */
export function* svgOf(picture: Picture, more = { style: '', top: 0, width: 0 }): Generator<Html> {
  const { style, top } = more;
  const layout = layoutOf(picture);
  const width = Math.ceil(Math.max(layout.width, more.width));
  const height = Math.ceil(layout.height) + top;
  yield `<svg xmlns="http://www.w3.org/2000/svg" class="network" width="${width}" height="${height}" viewBox="0 ${-top} ${width} ${height}" role="group" aria-label="Connections that the network policies allow">${style}\n`;
  for (const [index, { title, isOutside }] of picture.groups.entries()) {
    const place = layout.groups[index] as Placed;
    const name = text('label', title, place.x + 14, place.y + 21, 'title');
    yield `<g class="group${isOutside ? ' outside' : ''}">${titleOf([title])}${rect(place, 8)}${name}</g>\n`;
  }
  for (const stroke of layout.strokes) yield strokeSvg(picture, stroke);
  let among = picture.bundles.length;
  for (const [index, stack] of picture.stacks.entries()) {
    yield stackSvg(picture, stack, layout.stacks[index] as Placed, among);
    if (stack.among !== undefined) among += 1;
  }
  yield '</svg>\n';
}

/** Draws what stands for the same bundles. */
function strokeSvg(picture: Picture, { bundles, lines, arrows, pills, own }: Stroke): Html {
  const all = (end: 'sources' | 'targets') =>
    [...new Set(bundles.flatMap((bundle) => bundle[end]))].flatMap((stack) => picture.stacks[stack]?.spots ?? []);
  const connection: Connection = {
    ...{ sources: all('sources'), targets: all('targets') },
    ports: [...new Set(bundles.map(({ ports }) => ports))].join('; '),
    mark: bundles[0]?.mark,
  };
  const paths = [...lines, ...arrows].map(({ path }) => `<path d="${path}"/>`);
  const index = own === undefined ? undefined : picture.bundles.indexOf(own);
  return edge(picture, connection, `${paths.join('')}${arrows.map(head).join('')}${pills.map(pill).join('')}`, index);
}

/** `index` is that of the row of the table. */
function edge({ spots }: Picture, connection: Connection, drawn: Html, index?: number): Html {
  const { sources, targets, ports, mark } = connection;
  const title = [
    mark === undefined ? ports : `${ports}, ${MARKS[mark].short}`,
    ...shortList(sources.map((spot) => `from ${spots[spot]?.name}`)),
    ...shortList(targets.map((spot) => `to ${spots[spot]?.name}`)),
  ];
  const row = index === undefined ? '' : ` data-row="${index}"`;
  return `<g class="edge${mark === undefined ? '' : ` ${mark}`}" data-from="${sources.join(' ')}" data-to="${targets.join(' ')}"${row}>${titleOf(title)}${drawn}</g>\n`;
}

function stackSvg(picture: Picture, stack: Stack, place: Placed, row: number): Html {
  const { columns, cellWidth } = gridOf(picture, stack);
  const isSingle = stack.spots.length === 1;
  const margin = isSingle ? 0 : FRAME;
  const cells = stack.spots.map((spot, index) => {
    const x = place.x + margin + (index % columns) * (cellWidth + CELL_GAP);
    const y = place.y + margin + Math.floor(index / columns) * (CELL_HEIGHT + CELL_GAP);
    return cellSvg(picture.spots[spot] as Spot, spot, { x, y, width: cellWidth, height: CELL_HEIGHT });
  });
  if (isSingle) return cells.join('');
  return `<g class="stack">${rect(place, 6)}</g>\n${amongSvg(picture, stack, place, row)}${cells.join('')}`;
}

function amongSvg(picture: Picture, { spots, among, mark }: Stack, place: Placed, row: number): Html {
  if (among === undefined) return '';
  const text = amongText(among);
  const size = pillSize(text);
  const [x, y] = [place.x + FRAME, place.y + place.height - FRAME - size.height];
  const connection = { sources: spots, targets: spots, ports: text, mark };
  return edge(picture, connection, pill({ text, place: { x, y, ...size } }), row);
}

function cellSvg({ name, label, note, isOpen }: Spot, index: number, place: Placed): Html {
  const { x, y } = place;
  return `<g class="cell${isOpen ? ' open' : ''}" data-i="${index}">${titleOf([name, note])}${rect(place, 4)}${text('label', label, x + 10, y + 15, '')}${text('note', note, x + 10, y + 29, 'kind')}</g>\n`;
}

function pill({ text: words, place }: Pill): Html {
  return `<g class="pill">${rect(place, place.height / 2)}${text('ports', words, place.x + 7, place.y + 14, '')}</g>`;
}

/** The head of the arrow at the end of a line. */
function head({ x, y, isToTheRight }: Route): Html {
  const back = round(isToTheRight ? x - HEAD : x + HEAD);
  return `<path class="head" d="M${round(x)} ${round(y)}L${back} ${round(y - HEAD / 2)}V${round(y + HEAD / 2)}Z"/>`;
}

function rect({ x, y, width, height }: Placed, radius: number): Html {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}"/>`;
}

function text(look: Look, content: string, x: number, y: number, name: string): Html {
  const words = wordsOf(content, look);
  if (words.text === '') return '';
  const kind = name === '' ? '' : ` class="${name}"`;
  return `<text${kind} x="${round(x)}" y="${round(y)}" textLength="${words.width}" lengthAdjust="spacingAndGlyphs">${html(words.text)}</text>`;
}

/** The title that a browser shows beside the pointer. */
function titleOf(lines: readonly string[]): Html {
  return `<title>${lines.map(html).join('\n')}</title>`;
}
