import { LIGHT } from '../../html/style';

/** The look of the picture. Its colours are those of the page. */
export const ACCESS_STYLE = `
.access { display: block; }
.access text { fill: var(--text); font-family: ui-monospace, monospace; font-size: 12px; }
.access .kind { fill: var(--quiet); font-size: 10px; }
.access .title { font-weight: 650; }
.access rect { fill: var(--back); stroke: var(--quiet); }
.access .rule rect { fill: var(--raised); stroke: var(--line); }
.access .danger rect { stroke: var(--high); stroke-width: 2.5; }
.access .danger .kind { fill: var(--high); font-weight: 650; }
.access .unknown rect { stroke: var(--medium); stroke-width: 2; stroke-dasharray: 6 3; }
.access path { fill: none; stroke: var(--quiet); }
.access .idle { stroke-dasharray: 2 4; }
.access-box { max-height: 45rem; overflow: auto; border: 1px solid var(--line); border-radius: .35rem; }
.access-key { margin: .5rem 0; padding-left: 1.2rem; color: var(--quiet); }
@media print {
  .access-box { max-height: none; overflow: visible; border: 0; }
  .access-box .access { max-width: 100%; height: auto; }
}
`;

/** The look of a picture that is in no page, with the colours themselves: few programs but browsers know variables. */
export const ALONE_ACCESS_STYLE = ACCESS_STYLE.replace(/@media print[\s\S]*/, '').replace(
  /var\(--(\w+)\)/g,
  (_, name: keyof typeof LIGHT) => LIGHT[name],
);
