import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { escapeUnprintable } from '../../src/report/escape';
import { reportMarkdown, reportMarkdownComment } from '../../src/report/formats/markdown';
import { reportHtml } from '../../src/report/html/html';
import { joined } from '../../src/report/pieces';
import { CATALOG } from '../../src/rules/catalog';
import { hostile, judged, names, sample, WEB } from './sample';

type Sample = ReturnType<typeof judged>;

const pod = WEB.replace(/ {4}- name: log[\s\S]*/, '').replace('        privileged: true', '        runAsNonRoot: true');

const ENTITIES: { readonly [entity: string]: string } = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

function decode(text: string): string {
  return text
    .replaceAll('&#8203;', '')
    .replace(/&#(\d+);|&[a-z]+;/g, (entity, code?: string) =>
      code ? String.fromCodePoint(Number(code)) : (ENTITIES[entity] as string),
    );
}

describe('the Markdown report', () => {
  const markdown = ({ report, context }: Sample) => joined(reportMarkdown(report, context));

  test('has numbers, and findings that fold by object', () => {
    const { report, context } = judged({ 'web.yaml': pod });
    const rules = context.rules.filter(({ meta }) => ['host-pid', 'host-network'].includes(meta.id));
    expect(joined(reportMarkdown(report, { ...context, rules }))).toBe(`## cdk8s-hardened

✗ 1 finding: 1 medium · 1 object · profile test · Kubernetes 1.37

| critical | high | medium | low | info | waived | in the baseline | not judged | objects |
| --: | --: | --: | --: | --: | --: | --: | --: | --: |
| 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |

<details><summary>Pod shop/web: 1 finding</summary>

| severity | rule | what is there; what must be | where |
| --- | --- | --- | --- |
| medium | <code>host-pid</code> | pod sees all processes; remove hostPID | <code>web.yaml&#58;7&#58;3</code><br><code>/spec/hostPID</code> |

</details>

<details><summary>Rules that found nothing: 1</summary>

| rule | claim |
| --- | --- |
| <code>host-network</code> | Pods do not use the network of the node |

</details>
`);
  });

  test('has waivers with their days, dead ones, what is unknown and what was not judged', () => {
    const text = markdown(sample());
    expect(text).toContain('| needed until the move (OPS-1) | 2026-12-31, 37 days left |');
    expect(text).toContain(
      '| run-as-non-root of Pod shop/gone: names no object here; correct it, or keep it for a run that has the object |',
    );
    expect(text).toContain('| example.com/v1 Widget | 1 |');
    expect(text).toContain('|  | <code>k8s/broken.yaml&#58;3&#58;7</code> | is no YAML; mend it |');
    expect(text).toContain('[<code>privileged-container</code>](https://example.com/privileged)');
  });

  test('holds nothing but its own markup, whatever objects are called', () => {
    fc.assert(
      fc.property(fc.uniqueArray(names, { minLength: 1, maxLength: 3 }), (texts) => {
        const text = markdown(hostile(texts));
        const rest = text
          .replace(/\[<code>[\w-]+<\/code>\]\(https:\/\/example\.com\/[\w-]+\)/g, '')
          .replace(/<\/?(?:code|details|summary)>|<br>|&#\d+;|\||^##+ /gm, '');
        expect(rest).not.toMatch(/[<>`*_[\]{}\\~@#!$^&]|www\.|:\/\//);
        for (const table of text.match(/(?:^\|.*\n)+/gm) ?? []) {
          const widths = table
            .trimEnd()
            .split('\n')
            .map((line) => line.split('|').length);
          expect(new Set(widths).size).toBe(1);
        }
      }),
    );
  });

  test('gives back what it was told', () => {
    const text = decode(markdown(hostile(['`a` | **b** @c #1 <i>&amp; www.x.yz', ':smile: ~~x~~ http://x'])));
    expect(text).toContain('`a` | **b** @c #1 <i>&amp; www.x.yz');
    expect(text).toContain(':smile: ~~x~~ http://x');
  });

  test('leaves out what does not fit, and counts it', () => {
    const files = Object.fromEntries(
      Array.from({ length: 4000 }, (_, index) => [`${index}.yaml`, WEB.replace('name: web', `name: "web-${index}"`)]),
    );
    const { report, context } = judged(files);
    expect(report.findings).toHaveLength(16_000);
    for (const [text, most] of [
      [joined(reportMarkdown(report, context)), 1_000_000],
      [joined(reportMarkdownComment(report, context)), 65_000],
    ] as const) {
      expect(Buffer.byteLength(text)).toBeLessThan(most);
      expect(Buffer.byteLength(text)).toBeGreaterThan(most * 0.9);
      const shown = text.match(/^\| (?:critical|high|medium) \| \[?</gm)?.length ?? 0;
      expect(text).toContain(`**Left out, because it would be too long: ${16_000 - shown} findings`);
      expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    }
  });
});

describe('the HTML page', () => {
  const page = ({ report, context }: Sample) => joined(reportHtml(report, context));
  const tag =
    /<(?:!DOCTYPE html|\/?(?:a|article|b|body|button|caption|code|details|div|fieldset|form|h[1-4]|head|header|html|input|label|legend|li|main|meta|nav|ol|option|output|p|path|rect|section|select|span|summary|svg|table|tbody|td|text|th|thead|title|tr|ul)(?: [a-zA-Z-]+(?:="[^"<>]*")?)*|br|wbr)>/g;
  const TAG = '\ue000';
  /** Without the style, the script and all tags that the page itself has. */
  const textOf = (text: string) =>
    text
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .replace(/<script>[\s\S]*?<\/script>/, '')
      .replace(tag, TAG);

  const expectOwnScript = (text: string) => {
    expect(text).not.toMatch(/ src=| style=|@import|url\(| on\w+=/);
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
    const hashOf = (name: string) => {
      const [, inside = ''] = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(text) ?? [];
      return `sha256-${createHash('sha256').update(inside).digest('base64')}`;
    };
    expect(policy).toBe(
      `default-src 'none'; style-src '${hashOf('style')}'; script-src '${hashOf('script')}'; base-uri 'none'; form-action 'none'`,
    );
  };

  test('needs nothing else, and runs nothing but its own script', () => {
    expectOwnScript(page(sample()));
  });

  test('shows the network where there is one to draw, with the script and style for it', () => {
    const { report, context } = sample();
    const end = { namespace: 'shop', kind: 'Pod', isolatedIngress: true, isolatedEgress: false };
    const graph = {
      workloads: ['shop/a[Pod]', 'shop/b[Pod]'].map((name) => ({ name, ...end })),
      edges: [{ source: 'shop/a[Pod]', target: 'shop/b[Pod]', ports: 'TCP 80' }],
    };
    const text = page({ report, context: { ...context, network: () => graph } });
    const [, section = ''] = /<section id="network" [^>]*>([\s\S]*?)<\/section>/.exec(text) ?? [];
    expect(text).toContain('<li><a href="#network">Network</a> 2</li>');
    expect(section.match(/<g class="cell open"/g)).toHaveLength(2);
    expect(section).toContain(
      '<tr><td data-h="from"><code>shop/a[Pod]</code></td><td data-h="to"><code>shop/b[Pod]</code></td><td data-h="ports">TCP 80</td></tr>',
    );
    expectOwnScript(text);
    const plain = page(sample());
    for (const without of [plain, page({ report, context: { ...context, network: () => undefined } })]) {
      expect(without).not.toMatch(/network-(?:box|filter)|<section id="network"/);
      expect(without).toBe(plain);
    }
  });

  test('has all that an auditor asks for', () => {
    const shown = decode(textOf(page(sample())).replaceAll(/\ue000[ \ue000]*/g, '|'));
    for (const part of [
      '|Severity|7|findings|2|critical|2|high|3|medium|0|low|0|info|',
      '|7|open|2|waived|1|in the baseline|1|gone from the baseline|1 of 2 findings of the baseline is gone.|',
      '|4|objects judged|2|not judged|',
      '|1 of 4|7|2|',
      '|NSA/CISA P1: Non-root containers|run-as-non-root|Containers run as a non-root user|0 of 1|2|2|',
      '|0 of 1 section without a finding|PSS: sections|',
      '|2026-12-31|37 days left|',
      'run-as-non-root of Pod shop/gone: names no object here; correct it, or keep it for a run that has the object',
      '|Compliant: rules that found nothing|',
      '|host-network|Pods do not use the network of the node|high|NSA/CISA P4 · CIS 5.2.10|example.com|',
      '|example.com/v1|Widget shop/left|stdin|',
      '|is no YAML; mend it|',
      '2 parts of the input could not be judged',
    ]) {
      expect(shown).toContain(part);
    }
  });

  test('has a label for each control, heads for each table and a name for each region', () => {
    const text = page(sample());
    expect(text.match(/<(?:select|input)/g)).toHaveLength(6);
    expect(text.replace(/<label>[\s\S]*?<\/label>/g, '')).not.toMatch(/<(?:select|input)/);
    expect(text.match(/<table/g)?.length).toBe(
      text.match(/<table[^>]*><caption class="quiet">[^<]+<\/caption><thead>/g)?.length,
    );
    expect(text).not.toMatch(/<th(?:>| (?!scope|colspan))/);
    for (const [, id] of text.matchAll(/aria-labelledby="([^"]+)"/g)) expect(text).toContain(`<h2 id="${id}">`);
    for (const [, id] of text.matchAll(/href="#([^"]+)"/g)) expect(text).toContain(` id="${id}"`);
  });

  test('ranks objects and rules, the worst first, and leads to the findings of an object', () => {
    const text = page(sample());
    const ranked = (title: string) => {
      const [, list = ''] = new RegExp(`<h3>${title}</h3><ol class="ranking">([\\s\\S]*?)</ol>`).exec(text) ?? [];
      return [...list.matchAll(/<code>(.*?)<\/code>[\s\S]*?aria-label="(.*?)"/g)].map(
        ([, name, numbers]) => `${name}: ${numbers}`,
      );
    };
    expect(ranked('The riskiest objects')).toEqual([
      'Pod default/api: 1 critical, 2 high, 1 medium',
      'Pod shop/web: 1 critical, 1 medium',
      'Pod made: 1 medium',
    ]);
    expect(ranked('The rules with the most risk')).toEqual([
      'privileged-container: 2 critical',
      'run-as-non-root: 2 high',
      'host-pid: 3 medium',
    ]);
    expect(text).toMatch(/<article id="object-2" data-n="shop"><h4><code>Pod shop\/web<\/code>/);
  });

  test('ranks ten of many, and draws bars by their share', () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`${index}.yaml`, WEB.replace('name: web', `name: web-${index}`)]),
    );
    const text = page(judged(files));
    expect(text.match(/href="#object-\d+"/g)).toHaveLength(10);
    expect(text.match(/<article id="object-\d+"/g)).toHaveLength(10);
    const [, list = ''] = /The rules with the most risk<\/h3><ol class="ranking">([\s\S]*?)<\/ol>/.exec(text) ?? [];
    expect(
      [...list.matchAll(/<rect class="(\w+)" x="0" width="([\d.]+)"/g)].map(([, look, width]) => `${look} ${width}`),
    ).toEqual(['critical 50', 'high 100', 'medium 50']);
  });

  test('has the findings by severity, the worst first, which a reader can fold without a script', () => {
    const text = page(sample());
    const levels = [
      ...text.matchAll(/<details class="level" open><summary><h3><span class="badge (\w+)">\w+<\/span> (.*?)<\/h3>/g),
    ];
    expect(levels.map(([, severity, numbers]) => `${severity}: ${numbers}`)).toEqual([
      'critical: 2 findings in 2 objects',
      'high: 2 findings in 1 object',
      'medium: 3 findings in 3 objects',
    ]);
    expect(text.match(/<li data-s=/g)).toHaveLength(7);
  });

  test('draws a whole ring where nothing was found, which is not green where something was not judged', () => {
    const ringOf = (text: string) => /<svg class="ring"[\s\S]*?<\/svg>/.exec(text)?.[0] ?? '';
    const clean = judged({});
    expect(ringOf(page(clean))).toMatch(
      /^<svg [^>]*aria-label="none"><path class="good" d="[^"]+"><\/path><text y="4">0</,
    );
    const unread = [{ message: 'is no YAML', file: 'a.yaml' }];
    expect(ringOf(page({ ...clean, context: { ...clean.context, unread } }))).toContain('<path class="none" ');
    expect(ringOf(page(sample())).match(/<path class="\w+"/g)).toEqual(
      ['critical', 'high', 'medium'].map((each) => `<path class="${each}"`),
    );
  });

  test('names each section that the rules of this library cite, by its title or by a rule of it', () => {
    const { report, context } = judged({});
    const text = page({ report, context: { ...context, rules: CATALOG } });
    const rows = [...text.matchAll(/<td data-h="section"><details><summary>(.*?)<\/summary>/g)].map(
      ([, name]) => name as string,
    );
    const cited = new Set(CATALOG.flatMap(({ meta }) => meta.standards));
    const untitled = [...cited].filter((section) => !rows.some((name) => name.startsWith(`${section}: `)));
    expect(untitled).toEqual([]);
    expect(rows).toContain('NSA/CISA N7: Secrets');
    expect(rows).toContain('PSS baseline: Prevents known privilege escalations');
  });

  test('is short where there is nothing to tell', () => {
    const text = page(judged({}));
    expect(text).toContain('<p>Nothing was found.</p>');
    expect([...text.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id)).toEqual(['summary', 'open', 'clean']);
  });

  test('holds no tag but its own, and gives back what it was told', () => {
    fc.assert(
      fc.property(fc.uniqueArray(names, { minLength: 1, maxLength: 3 }), (texts) => {
        const rest = textOf(page(hostile(texts)));
        expect(rest).not.toMatch(/[<>]/);
        expect(rest.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
        const shown = decode(rest).replaceAll(TAG, '');
        for (const text of texts) expect(shown).toContain(escapeUnprintable(text));
      }),
    );
  });
});
