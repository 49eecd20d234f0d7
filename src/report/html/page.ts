import { hash } from 'node:crypto';
import { type Html, type HtmlSection, html } from './parts';

/** A page with its own style and script, which runs nothing else. */
export interface Page {
  readonly title: string;
  readonly heading: string;
  /** What stands below the heading. */
  readonly lead: Html;
  readonly sections: readonly HtmlSection[];
  readonly style: string;
  readonly script: string;
}

/** Writes a page that needs no server, no network, and no script to be read. */
export function* pageHtml({ title, heading, lead, sections, style, script }: Page): Generator<Html> {
  const policy = [
    "default-src 'none'",
    `style-src '${integrity(style)}'`,
    `script-src '${integrity(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const links = sections.map(
    ({ id, title: name, number }) =>
      `<li><a href="#${id}">${html(name)}</a>${number === undefined ? '' : ` ${number}`}</li>`,
  );
  yield `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${html(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
<header>
<h1>${html(heading)}</h1>
${lead}
</header>
<nav aria-label="Sections"><ul>${links.join('')}</ul></nav>
<main id="main">
`;
  for (const { id, title: name, body } of sections) {
    yield `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${html(name)}</h2>\n`;
    yield* body;
    yield '\n</section>\n';
  }
  yield `</main>
<script>${script}</script>
</body>
</html>
`;
}

function integrity(text: string): string {
  return `sha256-${hash('sha256', text, 'base64')}`;
}
