import { code, type Html, type HtmlSection, html, table } from '../../html/parts';
import { count } from '../../object-name';
import type { Picture } from './drawing';
import type { NetworkEdge, NetworkGraph } from './graph';
import { legendText, MARKS, type Mark, marksIn } from './marks';
import { connectionsOf, pictureOf, shortList } from './picture';
import { sample, svgOf } from './svg';

/** The section of the report page about the network: the picture, and its connections as a table. */
export function networkSection(graph: NetworkGraph): HtmlSection {
  return { id: 'network', title: 'Network', number: graph.workloads.length, body: sectionHtml(graph) };
}

function* sectionHtml(graph: NetworkGraph): Generator<Html> {
  const picture = pictureOf(graph);
  const { workloads, edges, isDifference } = graph;
  const open = workloads.filter(({ isolatedIngress, isolatedEgress }) => !isolatedIngress || !isolatedEgress).length;
  const marks = marksIn(edges);
  const lines = [
    isDifference
      ? 'Each line is a connection that changes, with its ports where it arrives. What stays as it is has no line.'
      : 'Each line is a connection that the NetworkPolicies allow, with its ports where it arrives.',
    ...(workloads.length === 0 ? [] : [isolationText(workloads.length, open, isDifference ? ' that change' : '')]),
    ...(open === 0 || isDifference
      ? []
      : [
          'With open egress a workload reaches all addresses and every workload with open ingress: these connections have no line.',
        ]),
    ...(graph.isDeclared && marks.length === 0 ? ['The app declares all connections of its Secure* workloads.'] : []),
    ...(picture.note === undefined ? [] : [`${picture.note}.`]),
    ...(graph.notes ?? []).map((note) => `${note}.`),
  ];
  const legend = marks.map((mark) => `<li>${sample(mark)} ${html(legendText(mark, edges))}</li>`);
  yield `<ul class="network-key">${[...lines.map((line) => `<li>${html(line)}</li>`), ...legend].join('')}</ul>\n`;
  if (picture.spots.length > 0) yield* drawn(picture);
  if (marks.length > 0) yield* markedTable(edges);
  if (picture.spots.length === 0) return;
  yield '<details><summary>The connections as a table</summary>\n';
  yield* connectionTable(picture);
  yield '</details>';
}

function isolationText(all: number, open: number, which: string): string {
  return open === 0
    ? `Policies isolate all ${count(all, 'workload')}${which} in both directions.`
    : `No policy isolates ${open} of ${count(all, 'workload')}${which} in one direction or in both: they have a dashed border, and the words "open ingress", "open egress" or "not isolated".`;
}

function* drawn(picture: Picture): Generator<Html> {
  yield `<form id="network-filter" hidden role="search" aria-label="Search in the picture">
<label>Workload <input type="search" name="workload" placeholder="name or namespace" autocomplete="off"></label>
<label><input type="checkbox" name="whole"> fit to the width</label>
<button type="reset">Show all</button>
<output name="found" aria-live="polite"></output>
</form>
<div class="network-box" role="region" aria-label="Picture of the connections" tabindex="0">`;
  yield* svgOf(picture);
  yield '</div>\n';
}

/** Each connection in colour, one by one: the picture may draw several as one. */
function markedTable(edges: readonly NetworkEdge[]): Iterable<Html> {
  const marked = edges.filter(({ mark }) => mark !== undefined);
  return table('Connections in colour', ['what', 'from', 'to', 'ports'], marked, ({ source, target, ports, mark }) => [
    `<b>${MARKS[mark as Mark].short}</b>`,
    code(source),
    code(target),
    html(ports),
  ]);
}

function connectionTable(picture: Picture): Iterable<Html> {
  const names = (spots: readonly number[]) =>
    shortList(spots.map((spot) => picture.spots[spot]?.name ?? ''))
      .map(code)
      .join('<br>');
  const head = ['from', 'to', 'ports'];
  return table('Connections that the network policies allow', head, connectionsOf(picture), (connection) => {
    const { sources, targets, ports, mark } = connection;
    return [
      names(sources),
      names(targets),
      mark === undefined ? html(ports) : `${html(ports)}<br><b>${MARKS[mark].short}</b>`,
    ];
  });
}
