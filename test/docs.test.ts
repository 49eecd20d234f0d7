import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import * as ts from 'typescript';
import { anchorOf } from '../tools/anchor';

const ROOT = join(__dirname, '..');
const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'conformance/README.md'],
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path)),
].sort();

/** The start of the addresses of our own files. The README has them, because packages show it elsewhere. */
const OWN = /^https:\/\/github\.com\/cdk8s-hardened\/cdk8s-hardened\/(?:blob|tree|raw)\/main\//;

const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8');

/** A page without what is code in it. */
function proseOf(text: string): string {
  return text.replace(/^ *```.*\n[\s\S]*?^ *```$/gm, '');
}

/** The anchors of the headings of a page; the second of two equal ones has a number. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(text).matchAll(/^#{1,6} +(.*?) *$/gm)) {
    const anchor = anchorOf(heading);
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count += 1) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}

/** The links and pictures of a page that lead nowhere. */
function brokenLinks(page: string, text: string): string[] {
  const prose = proseOf(text).replace(/`[^`\n]*`/g, '`');
  const links = [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, link = '']) => link);
  return links
    .filter((link) => OWN.test(link) || !/^(https?|mailto):/.test(link))
    .filter((link) => {
      const [path = '', anchor] = link.replace(OWN, '').split('#');
      const target = path === '' ? page : join(OWN.test(link) ? '' : dirname(page), path);
      if (target.startsWith('..') || (target !== page && !existsSync(join(ROOT, target)))) return true;
      return anchor !== undefined && !anchorsOf(target === page ? text : textOf(target)).has(anchor);
    })
    .map((link) => `${page}: ${link}`);
}

describe('links', () => {
  test('of the README are absolute, because the packages of all languages show it', () => {
    const links = [...proseOf(textOf('README.md')).matchAll(/\]\(([^()\s]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter((link) => !/^(#|https:)/.test(link))).toEqual([]);
  });

  test('of all documents lead to files and headings that exist', () => {
    expect(PAGES).toEqual(expect.arrayContaining(['README.md', 'docs/api/README.md', 'docs/rules/host-pid.md']));
    expect(PAGES.flatMap((page) => brokenLinks(page, textOf(page)))).toEqual([]);
  });

  test.each([
    ['a file that is not there', '[a](nowhere.md)'],
    ['a file outside the repository', '[a](../../etc/hosts)'],
    ['a heading that is not there', '[a](README.md#nowhere)'],
    ['a heading of the page that is not there', '# A\n[a](#b)'],
    ['the second of one heading', '# A\n[a](#a-1)'],
    ['a heading in a block of code', '```md\n# B\n```\n[a](#b)'],
    ['a file of ours by its address', '[a](https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/nowhere.md)'],
    ['a heading by its address', '[a](https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/README.md#nowhere)'],
    ['a picture that is not there', '![a](nowhere.svg)'],
  ])('find %s', (_, text) => {
    expect(brokenLinks('page.md', text)).toHaveLength(1);
  });

  test.each([
    ['a file', '[a](README.md)'],
    ['a folder', '[a](docs/decisions)'],
    ['a heading', '[a](README.md#use-it)'],
    ['a file by its address', '[a](https://github.com/cdk8s-hardened/cdk8s-hardened/tree/main/docs/decisions)'],
    ['an address', '[a](https://example.com/nowhere)'],
    ['a heading of the page, with marks', '# What is `A`, and why?\n[a](#what-is-a-and-why)'],
    ['the second of two headings', '# A\n# A\n[a](#a-1)'],
    ['code', '`[a](b)`\n```md\n[a](b)\n```'],
  ])('pass %s', (_, text) => {
    expect(brokenLinks('page.md', text)).toEqual([]);
  });
});

test.each(['python', 'java', 'go'])(
  'the API pages for %s have the examples of TypeScript, and none in TypeScript',
  (language) => {
    const blocksIn = (folder: string) => {
      const pages = PAGES.filter((page) => dirname(page) === folder);
      return pages.flatMap((page) =>
        [...textOf(page).matchAll(/^```(\w+)$/gm)].map(([, fence]) => `${basename(page)} ${fence}`),
      );
    };
    const ours = blocksIn('docs/api');
    expect(ours).toContain('workloads.md ts');
    expect(blocksIn(`docs/api/${language}`)).toEqual(ours.map((block) => block.replace(/ts$/, language)));
  },
);

describe('TypeScript blocks', () => {
  const blocks = new Map(
    PAGES.filter((page) => !page.startsWith('docs/api/')).flatMap((page) =>
      [...textOf(page).matchAll(/^```(?:ts|typescript)\n([\s\S]*?)^```$/gm)].map((block): [string, string] => {
        const line = textOf(page).slice(0, block.index).split('\n').length;
        return [join(ROOT, dirname(page), `${page.replace(/\W/g, '-')}-line-${line}.ts`), block[1] ?? ''];
      }),
    ),
  );

  /** What the compiler says of sources that exist only here; unused names are fine in an example. */
  function problemsOf(sources: ReadonlyMap<string, string>): string[] {
    const { config } = ts.readConfigFile(join(__dirname, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, __dirname);
    const checked = { ...options, noEmit: true, noUnusedLocals: false, noUnusedParameters: false };
    const host = ts.createCompilerHost(checked);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (path) => sources.has(path) || fileExists(path);
    host.readFile = (path) => sources.get(path) ?? readFile(path);
    host.getSourceFile = (path, version, ...rest) => {
      const text = sources.get(path);
      return text === undefined ? getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version);
    };
    const program = ts.createProgram([...sources.keys()], checked, host);
    return [...sources.keys()].flatMap((path) => {
      const file = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
        ({ messageText }) => `${relative(ROOT, path)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      );
    });
  }

  test('compile', () => {
    expect(blocks.size).toBeGreaterThan(10);
    const wrong = join(ROOT, 'docs', 'wrong.ts');
    const text = "import { Profiles } from 'cdk8s-hardened';\nProfiles.nsa().minus('host-pid');";
    const problems = problemsOf(new Map([...blocks, [wrong, text]]));
    expect(problems).toEqual(["docs/wrong.ts: Property 'minus' does not exist on type 'Profile'."]);
  });
});
