/** Writes the pages of all rules into lib/, as one compressed file, which `explain` reads. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const RULES = 'src/rules';
const pages = readdirSync(RULES, { recursive: true, encoding: 'utf8' })
  .filter((path) => basename(path) === 'rule.md')
  .sort()
  .map((path) => [basename(dirname(path)), readFileSync(join(RULES, path), 'utf8')]);
writeFileSync('lib/rules/pages.json.br', brotliCompressSync(JSON.stringify(pages)));
