import { LIGHT } from '../../html/style';
import type { Mark } from './marks';

/** The look of marked connections: a colour and a style of lines, because some readers do not see one of them. */
function markStyle(mark: Mark, colour: keyof typeof LIGHT, dashes: string): string {
  return [
    `.network .${mark} path, .network .${mark} rect { stroke: var(--${colour}); stroke-width: 2.5; }`,
    `.network .${mark} path { stroke-dasharray: ${dashes}; }`,
    `.network .${mark} .head { fill: var(--${colour}); }`,
    `.network .${mark} text { fill: var(--${colour}); font-weight: 650; }`,
  ].join('\n');
}

/** The look of the picture. Its colours are those of the page. */
export const NETWORK_STYLE = `
.network { display: block; }
.network text { fill: var(--text); font-family: ui-monospace, monospace; font-size: 12px; }
.network .title { font-weight: 650; }
.network .kind { fill: var(--quiet); font-size: 10px; }
.network .pill text { font-size: 11px; }
.network .group rect { fill: var(--raised); stroke: var(--line); }
.network .outside rect { fill: none; stroke: var(--quiet); stroke-dasharray: 2 4; }
.network .stack rect { fill: none; stroke: var(--quiet); }
.network .cell rect { fill: var(--back); stroke: var(--quiet); }
.network .open rect { stroke: var(--medium); stroke-width: 2; stroke-dasharray: 6 3; }
.network .open .kind { fill: var(--medium); font-weight: 650; }
.network .edge path { fill: none; stroke: var(--quiet); }
.network .edge .head { fill: var(--quiet); stroke: none; }
.network .pill rect { fill: var(--back); stroke: var(--quiet); }
${markStyle('undeclared', 'high', 'none')}
${markStyle('added', 'good', 'none')}
${markStyle('removed', 'high', '7 4')}
${markStyle('changed', 'link', '2 3')}
.network .edge:hover path { stroke-width: 3; }
.network [tabindex] { cursor: pointer; outline-offset: 1px; }
.network.focused .cell:not(.near), .network.focused .edge:not(.near) { opacity: .15; }
.network .chosen rect { stroke: var(--link); stroke-width: 3; stroke-dasharray: none; }
.network-box { max-height: 45rem; overflow: auto; border: 1px solid var(--line); border-radius: .35rem; }
.network-box.whole { max-height: none; }
.network-box.whole .network { max-width: 100%; height: auto; }
.network.sample { display: inline; vertical-align: middle; }
.network-key { margin: .5rem 0; padding-left: 1.2rem; color: var(--quiet); }
@media print {
  .network-box { max-height: none; overflow: visible; border: 0; }
  .network-box .network { max-width: 100%; height: auto; }
  .network.focused .cell:not(.near), .network.focused .edge:not(.near) { opacity: 1; }
}
`;

/** The look of a picture that is in no page, with the colours themselves: few programs but browsers know variables. */
export const ALONE_STYLE = NETWORK_STYLE.replace(/@media print[\s\S]*/, '').replace(
  /var\(--(\w+)\)/g,
  (_, name: keyof typeof LIGHT) => LIGHT[name],
);
