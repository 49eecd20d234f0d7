import { pageHtml } from '../../html/page';
import { html } from '../../html/parts';
import { STYLE } from '../../html/style';
import { count } from '../../object-name';
import type { Pieces } from '../../pieces';
import type { NetworkGraph } from './graph';
import { NETWORK_SCRIPT } from './script';
import { networkSection } from './section';
import { NETWORK_STYLE } from './style';

/** Writes a page with the picture of a network, and nothing else. */
export function networkPage(graph: NetworkGraph, lead = 'Who can reach whom, as the NetworkPolicies say.'): Pieces {
  return pageHtml({
    title: `cdk8s-hardened: network of ${count(graph.workloads.length, 'workload')}`,
    heading: 'Network',
    lead: `<p>${html(lead)}</p>`,
    sections: [networkSection(graph)],
    style: STYLE + NETWORK_STYLE,
    script: NETWORK_SCRIPT,
  });
}
