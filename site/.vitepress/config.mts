import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { type DefaultTheme, defineConfig, type MarkdownOptions } from 'vitepress';
import { anchorOf } from '../../tools/anchor';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const REPOSITORY = 'https://github.com/cdk8s-hardened/cdk8s-hardened';
/** The README has the addresses of its pages, because packages show it elsewhere. */
const OWN = new RegExp(`^${REPOSITORY}/(?:blob|tree|raw)/main/`);
/** The first guides, in the order that one reads them. */
const GUIDES = [
  'workloads',
  'cluster',
  'admission',
  'nsa',
  'policy',
  'cli',
  'harden',
  'images',
  'reports',
  'ci',
  'plugin',
  'migrate',
  'guarantees',
];
const LANGUAGES = { TypeScript: 'docs/api', Python: 'docs/api/python', Java: 'docs/api/java', Go: 'docs/api/go' };

const inDocs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.md'),
);
const PROJECT = ['CHANGELOG', 'CONTRIBUTING', 'SECURITY'];
/** The sources of all pages, which stay where they lie. */
const PAGES = [...['README', ...PROJECT].map((name) => `${name}.md`), ...inDocs.map((path) => `docs/${path}`)].sort();

const titleOf = (page: string) =>
  /^# +(.*)$/m.exec(readFileSync(join(ROOT, page), 'utf8'))?.[1]?.replaceAll('`', '') ?? page;
const addressOf = (page: string) => `/${page.replace(/README\.md$/, '').replace(/\.md$/, '')}`;
const item = (page: string): DefaultTheme.SidebarItem => ({ text: titleOf(page), link: addressOf(page) });
const pagesIn = (folder: string) => PAGES.filter((page) => posix.dirname(page) === folder);

function guide(): DefaultTheme.SidebarItem[] {
  const first = GUIDES.map((name) => `docs/${name}.md`);
  const others = pagesIn('docs').filter((page) => !first.includes(page));
  return [
    { text: 'Guide', items: [{ text: 'Start', link: '/' }, ...first.map(item), ...others.map(item)] },
    { text: 'Decisions', collapsed: true, items: pagesIn('docs/decisions').map(item) },
    { text: 'Project', items: PROJECT.map((name) => item(`${name}.md`)) },
  ];
}

function rules(): DefaultTheme.SidebarItem[] {
  const categories = readFileSync(join(ROOT, 'docs', 'rules.md'), 'utf8').match(/(?<=^## ).*/gm) ?? [];
  const items = categories.map((text) => ({ text, link: `/docs/rules#${anchorOf(text)}` }));
  return [{ text: 'Rules', link: '/docs/rules', items }];
}

function api(): DefaultTheme.SidebarItem[] {
  return Object.entries(LANGUAGES).map(([text, folder]) => {
    const pages = pagesIn(folder).filter((page) => !page.endsWith('README.md'));
    const items = pages.map((page) => ({ text: titleOf(page).replace(` (${text})`, ''), link: addressOf(page) }));
    return { text, link: `/${folder}/`, collapsed: true, items };
  });
}

/** Links to what is no page lead to the repository. A link to nothing stays, and fails the build. */
const config: MarkdownOptions['config'] = (md) => {
  md.core.ruler.push('as-on-github', ({ tokens, env }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type === 'code_inline') token.attrSet('v-pre', ''); // Vue reads the rest for {{ }}
      if (token.type === 'image') token.attrSet('src', (token.attrGet('src') ?? '').replace(OWN, './')); // README alone has OWN
      const href = token.type === 'link_open' ? (token.attrGet('href') ?? '') : '';
      const isOwn = OWN.test(href);
      const [path = '', anchor] = href.replace(OWN, '').split('#');
      if (path === '' || (!isOwn && /^\w+:/.test(path))) continue;
      const target = isOwn ? path : posix.join(posix.dirname(env.relativePath), path);
      const hash = anchor === undefined ? '' : `#${anchor}`;
      if (PAGES.includes(target)) token.attrSet('href', `${addressOf(target)}${hash}`);
      else if (existsSync(join(ROOT, target)))
        token.attrSet(
          'href',
          `${REPOSITORY}/${statSync(join(ROOT, target)).isDirectory() ? 'tree' : 'blob'}/main/${target}${hash}`,
        );
    }
  });
};

/** A page is made into a component, whose imports of Vue are those of this folder. */
const vue: Plugin = {
  name: 'vue-of-this-folder',
  enforce: 'pre',
  resolveId(id) {
    return /^vue(\/|$)/.test(id) ? this.resolve(id, fileURLToPath(import.meta.url), { skipSelf: true }) : undefined;
  },
};

export default defineConfig({
  title: 'cdk8s-hardened',
  description: 'cdk8s constructs that are secure by default, and aspects that let nothing weaker be synthesized',
  srcDir: '..',
  srcExclude: ['!(docs)/**/*.md', `!(README|${PROJECT.join('|')}).md`],
  rewrites: Object.fromEntries(
    PAGES.filter((page) => page.endsWith('README.md')).map((page) => [page, page.replace(/README\.md$/, 'index.md')]),
  ),
  markdown: { anchor: { slugify: anchorOf }, config }, // headings have the anchors that they have on GitHub
  vite: { plugins: [vue], build: { chunkSizeWarningLimit: 3_000 } }, // the search index is one chunk
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Guide', link: '/docs/workloads' },
      { text: 'Rules', link: '/docs/rules' },
      { text: 'API', items: Object.entries(LANGUAGES).map(([text, folder]) => ({ text, link: `/${folder}/` })) },
      { text: 'Changes', link: '/CHANGELOG' },
    ],
    sidebar: { '/': guide(), '/docs/rules': rules(), '/docs/api/': api() },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
  },
});
