/** The colours of a light page, and of pictures of its own. */
export const LIGHT = {
  back: '#ffffff',
  raised: '#f5f6f8',
  line: '#d5d9e0',
  text: '#1b1f27',
  quiet: '#535b69',
  link: '#0b57b5',
  critical: '#7a0b3a',
  high: '#c0341d',
  medium: '#8a5300',
  low: '#3d5a80',
  info: '#535b69',
  good: '#1a6b36',
} as const;

/** Style of the page: light, dark, and print. */
export const STYLE = `
:root {
  color-scheme: light dark;
  ${Object.entries(LIGHT)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ')}
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #14171c; --raised: #1d2128; --line: #363c47; --text: #e6e8ec; --quiet: #a7aebb; --link: #8ab8ff;
    --critical: #ff6fae; --high: #ff9a7a; --medium: #f0b860; --low: #9cc0ec; --info: #a7aebb; --good: #7dd69a;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 3rem) 4rem; max-width: 90rem;
  background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif;
}
h1 { margin: 0 0 .6rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.3rem; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1.05rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
header p { margin: .5rem 0; color: var(--quiet); }
header .verdict { padding: .6rem .9rem; border-left: .35rem solid; border-radius: .25rem; background: var(--raised); font-weight: 600; }
.verdict.refused { border-color: var(--high); color: var(--text); }
.verdict.passed { border-color: var(--good); color: var(--text); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 1rem 0 0; padding: 0; list-style: none; color: var(--quiet); }
code { font: .875em/1.45 ui-monospace, monospace; overflow-wrap: anywhere; unicode-bidi: isolate; }
.critical { --look: var(--critical); } .high { --look: var(--high); } .medium { --look: var(--medium); }
.low { --look: var(--low); } .info { --look: var(--info); } .good { --look: var(--good); } .none { --look: var(--line); }
svg path, svg rect { fill: var(--look); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1rem; }
.card { min-width: 0; padding: .9rem 1.1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--raised); }
.card h3 { margin: 0 0 .6rem; }
.card p { margin: .5rem 0 0; color: var(--quiet); }
.ringed { display: flex; flex-wrap: wrap; gap: .75rem 1.75rem; align-items: center; }
.ring { width: 9.5rem; max-width: 100%; }
.ring text { fill: var(--text); font-size: 30px; font-weight: 650; text-anchor: middle; }
.ring .noun { fill: var(--quiet); font-size: 12px; font-weight: 400; }
.bar { display: block; width: 100%; height: .7rem; border-radius: .2rem; background: var(--line); }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .6rem 0 0; padding: 0; list-style: none; color: var(--quiet); }
.ringed .legend { display: block; margin: 0; }
.legend li::before { content: ''; display: inline-block; width: .7rem; height: .7rem; margin-right: .45rem; border-radius: .2rem; background: var(--look, transparent); }
.legend b { color: var(--text); }
.ranking { margin: 0; padding: 0; list-style: none; }
.ranking li { display: grid; grid-template-columns: minmax(0, 1fr) minmax(5rem, 32%); gap: .1rem .9rem; align-items: center; padding: .3rem 0; border-top: 1px solid var(--line); }
.ranking li:first-child { border-top: 0; }
.ranking .name { overflow-wrap: anywhere; } .ranking .title { display: block; color: var(--quiet); font-size: .875rem; }
.ranking .bar { background: none; }
.ranking .numbers { grid-column: 1 / -1; color: var(--quiet); font-size: .8125rem; }
summary { cursor: pointer; }
.standard { margin: .5rem 0; padding: .5rem .9rem; border: 1px solid var(--line); border-radius: .5rem; }
.standard > summary > b { display: inline-block; min-width: 8rem; }
.standard .scroll { margin: .5rem 0 .3rem; }
.standard td:first-child ul { margin: .3rem 0; padding-left: 1.2rem; }
.standard td .bar { display: inline-block; width: 5rem; margin-right: .4rem; }
.worst { color: var(--look); font-weight: 600; }
.cells { max-width: 100%; height: auto; max-height: .8rem; margin: 0 .6rem; vertical-align: middle; }
.quiet-text { color: var(--quiet); }
.level { margin: 1rem 0; }
.level > summary h3 { display: inline; margin: 0; }
article { margin: .6rem 0; border: 1px solid var(--line); border-radius: .35rem; content-visibility: auto; contain-intrinsic-size: auto 6rem; overflow-wrap: anywhere; }
article h4 { margin: 0; padding: .4rem .75rem; background: var(--raised); font-weight: 400; }
article h4 code { font-weight: 650; font-size: .95rem; }
.made { color: var(--quiet); }
article ul { margin: 0; padding: 0; list-style: none; }
article li { display: grid; grid-template-columns: minmax(11rem, 18%) minmax(0, 1fr) minmax(0, 32%); gap: .2rem 1rem; padding: .45rem .75rem; border-top: 1px solid var(--line); }
:target { outline: 3px solid var(--link); }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .35rem; }
table { width: 100%; border-collapse: collapse; }
caption.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: .4rem .75rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { border-top: 0; overflow-wrap: normal; background: var(--raised); font-size: .875rem; color: var(--quiet); }
.day { white-space: nowrap; }
.badge { display: inline-block; white-space: nowrap; padding: 0 .55rem; border: 1px solid; border-radius: 1rem; color: var(--look); font-size: .8125rem; font-weight: 600; }
.warning { padding: .6rem .9rem; border-left: .35rem solid var(--medium); border-radius: .25rem; background: var(--raised); list-style: none; }
form { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: center; margin-bottom: .75rem; }
fieldset { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0; padding: .3rem .75rem .45rem; border: 1px solid var(--line); border-radius: .35rem; }
legend { padding: 0 .3rem; color: var(--quiet); font-size: .875rem; }
select, input, button { font: inherit; color: inherit; }
select, input[type=search], button { max-width: 18rem; padding: .3rem .5rem; border: 1px solid var(--quiet); border-radius: .3rem; background: var(--back); }
button { cursor: pointer; background: var(--raised); }
output { color: var(--quiet); }
@media screen and (max-width: 45rem) {
  article li { grid-template-columns: minmax(0, 1fr); }
  thead { display: none; }
  table, tbody, tr, td { display: block; }
  tr { padding: .35rem .75rem; border-top: 1px solid var(--line); }
  tr:first-child { border-top: 0; }
  td { padding: .1rem 0; border: 0; }
  td:empty { display: none; }
  td::before { content: attr(data-h) ': '; color: var(--quiet); font-size: .875rem; }
  .standard td:first-child::before { content: none; }
  .standard td .bar { width: 3.5rem; margin-left: .3rem; }
  fieldset { min-width: 0; }
  .cells { display: block; margin: .3rem 0; }
  select, input[type=search] { max-width: 100%; }
}
@media print {
  :root { --back: #fff; --raised: #fff; --line: #999; --text: #000; --quiet: #333; --link: #000;
    --critical: #7a0b3a; --high: #c0341d; --medium: #8a5300; --low: #3d5a80; --info: #535b69; --good: #1a6b36; }
  body { padding: 0; max-width: none; font-size: 10pt; }
  nav, form, .skip { display: none !important; }
  .scroll { overflow: visible; border: 0; }
  article { content-visibility: visible; }
  thead { display: table-header-group; }
  tr, .card, article li { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
}
`;
