import { code, type Html, type HtmlSection, html, table } from '../../html/parts';
import { count } from '../../object-name';
import type { Picture } from './drawing';
import type { NetworkGraph } from './graph';
import { connectionsOf, pictureOf, shortList } from './picture';
import { svgOf } from './svg';

/** The section of the report page about the network: the picture, and its connections as a table. */
export function networkSection(graph: NetworkGraph): HtmlSection {
  return { id: 'network', title: 'Network', number: graph.workloads.length, body: sectionHtml(graph) };
}

function* sectionHtml(graph: NetworkGraph): Generator<Html> {
  const picture = pictureOf(graph);
  const { workloads, edges } = graph;
  const open = workloads.filter(({ isolatedIngress, isolatedEgress }) => !isolatedIngress || !isolatedEgress).length;
  const undeclared = edges.filter(({ isDeclared }) => isDeclared === false).length;
  const lines = [
    'Each line is a connection that the NetworkPolicies allow, with its ports where it arrives.',
    open === 0
      ? `Policies isolate all ${count(workloads.length, 'workload')} in both directions.`
      : `No policy isolates ${open} of ${count(workloads.length, 'workload')} in one direction or in both: they have a dashed border, and the words "open ingress", "open egress" or "not isolated".`,
    ...(open === 0
      ? []
      : [
          'With open egress a workload reaches all addresses and every workload with open ingress: these connections have no line.',
        ]),
    ...(undeclared === 0
      ? []
      : [`${count(undeclared, 'connection')}, in red, ${undeclared === 1 ? 'is' : 'are'} not declared.`]),
    ...(picture.note === undefined ? [] : [`${picture.note}.`]),
  ];
  yield `<ul class="network-key">${lines.map((line) => `<li>${html(line)}</li>`).join('')}</ul>\n`;
  if (picture.spots.length === 0) return;
  yield `<form id="network-filter" hidden role="search" aria-label="Search in the picture">
<label>Workload <input type="search" name="workload" placeholder="name or namespace" autocomplete="off"></label>
<label><input type="checkbox" name="whole"> fit to the width</label>
<button type="reset">Show all</button>
<output name="found" aria-live="polite"></output>
</form>
<div class="network-box" role="region" aria-label="Picture of the connections" tabindex="0">`;
  yield* svgOf(picture);
  yield '</div>\n<details><summary>The connections as a table</summary>\n';
  yield* connectionTable(picture);
  yield '</details>';
}

function connectionTable(picture: Picture): Iterable<Html> {
  const names = (spots: readonly number[]) =>
    shortList(spots.map((spot) => picture.spots[spot]?.name ?? ''))
      .map(code)
      .join('<br>');
  const head = ['from', 'to', 'ports'];
  return table('Connections that the network policies allow', head, connectionsOf(picture), (connection) => {
    const { sources, targets, ports, isUndeclared } = connection;
    return [names(sources), names(targets), isUndeclared ? `${html(ports)}<br><b>not declared</b>` : html(ports)];
  });
}
