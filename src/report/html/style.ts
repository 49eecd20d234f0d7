/** Style of the page: light, dark, and print. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --back: #ffffff; --raised: #f5f6f8; --line: #d5d9e0; --text: #1b1f27; --quiet: #535b69; --link: #0b57b5;
  --critical: #8f0f2b; --high: #b3261e; --medium: #8a5300; --low: #3d5a80; --info: #535b69; --good: #1a6b36;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #14171c; --raised: #1d2128; --line: #363c47; --text: #e6e8ec; --quiet: #a7aebb; --link: #8ab8ff;
    --critical: #ff8fa6; --high: #ff9a8f; --medium: #f0b860; --low: #9cc0ec; --info: #a7aebb; --good: #7dd69a;
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
.tiles { display: flex; flex-wrap: wrap; gap: .6rem; margin: 0; padding: 0; list-style: none; }
.tile {
  min-width: 6.5rem; padding: .5rem .9rem; border: 1px solid var(--line); border-top: .3rem solid var(--line);
  border-radius: .35rem; background: var(--raised); color: var(--quiet);
}
.tile .number { display: block; color: var(--text); font-size: 1.7rem; font-weight: 650; line-height: 1.2; }
.tile.critical { border-top-color: var(--critical); } .tile.high { border-top-color: var(--high); }
.tile.medium { border-top-color: var(--medium); } .tile.low { border-top-color: var(--low); }
.tile.info { border-top-color: var(--info); }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .35rem; }
table { width: 100%; min-width: 42rem; border-collapse: collapse; }
caption.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: .4rem .75rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { border-top: 0; overflow-wrap: normal; background: var(--raised); font-size: .875rem; color: var(--quiet); }
tbody th { background: var(--raised); font-weight: 400; color: var(--quiet); }
tbody th code { color: var(--text); font-weight: 650; font-size: .95rem; }
td:first-child .badge, .day { white-space: nowrap; }
#findings { table-layout: fixed; min-width: 50rem; }
#findings th:nth-child(1) { width: 7rem; } #findings th:nth-child(2) { width: 18%; } #findings th:nth-child(4) { width: 34%; }
#findings tbody { content-visibility: auto; }
.badge { display: inline-block; padding: 0 .55rem; border: 1px solid; border-radius: 1rem; font-size: .8125rem; font-weight: 600; }
.badge.critical { color: var(--critical); } .badge.high { color: var(--high); } .badge.medium { color: var(--medium); }
.badge.low { color: var(--low); } .badge.info { color: var(--info); }
meter { width: 6rem; height: .8rem; margin-right: .5rem; vertical-align: middle; }
.warning { padding: .6rem .9rem; border-left: .35rem solid var(--medium); border-radius: .25rem; background: var(--raised); list-style: none; }
form { display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: center; margin-bottom: .75rem; }
fieldset { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0; padding: .3rem .75rem .45rem; border: 1px solid var(--line); border-radius: .35rem; }
legend { padding: 0 .3rem; color: var(--quiet); font-size: .875rem; }
select, input, button { font: inherit; color: inherit; }
select, input[type=search], button { max-width: 18rem; padding: .3rem .5rem; border: 1px solid var(--quiet); border-radius: .3rem; background: var(--back); }
button { cursor: pointer; background: var(--raised); }
output { color: var(--quiet); }
@media print {
  :root { --back: #fff; --raised: #fff; --line: #999; --text: #000; --quiet: #333; --link: #000;
    --critical: #8f0f2b; --high: #b3261e; --medium: #8a5300; --low: #3d5a80; --info: #535b69; --good: #1a6b36; }
  body { padding: 0; max-width: none; font-size: 10pt; }
  nav, form, .skip { display: none !important; }
  .scroll { overflow: visible; border: 0; }
  table { min-width: 0 !important; }
  #findings tbody { content-visibility: visible; }
  thead { display: table-header-group; }
  tr, .tile { break-inside: avoid; }
  h2, h3, tbody th { break-after: avoid; }
}
`;
