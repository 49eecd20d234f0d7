/** Fails on what a built site links to and does not have, and on what it would load from elsewhere: node check.mjs FOLDER */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const [folder] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
const read = (file) => readFileSync(join(folder, file), 'utf8');
const decode = (text) =>
  decodeURIComponent(text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'"));
const pages = new Map(files.filter((file) => file.endsWith('.html')).map((file) => [file, read(file)]));
const idsOf = new Map(
  [...pages].map(([file, html]) => [file, new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => decode(id)))]),
);
const problems = [];
let links = 0;

for (const [page, html] of pages) {
  for (const [, tag, address] of html.matchAll(/<(\w+)[^>]*? (?:href|src)="([^"]*)"/g)) {
    if (address.startsWith('data:')) continue;
    if (/^(\w+:)?\/\/|^mailto:/.test(address)) {
      if (tag !== 'a') problems.push(`${page}: <${tag}> loads ${address} from elsewhere`);
      continue;
    }
    links += 1;
    const [path = '', hash] = address.split('#').map(decode);
    const target = path === '' ? page : path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(page), path);
    const file = [target, `${target}.html`, posix.join(target, 'index.html')].find((each) => pages.has(each));
    if (file === undefined && (target === '' || !existsSync(join(folder, target))))
      problems.push(`${page}: ${address} is not there`);
    else if (hash && file !== undefined && !idsOf.get(file).has(hash))
      problems.push(`${page}: ${address} has no such heading`);
  }
}
for (const file of files.filter((each) => each.endsWith('.css')))
  for (const [address] of read(file).matchAll(/(?:url\(|@import )["']?(?:\w+:)?\/\/[^)"']*/g))
    problems.push(`${file}: loads ${address} from elsewhere`);

for (const problem of problems) console.error(problem);
console.log(`${pages.size} pages, ${links} links in the site, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
