import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULE_FOLDERS } from '../tools/rule-folders';

/**
 * The places where other tools are known to err (rules.md §4 of the research): each is a case of some rule, on the right
 * side, and is named so.
 */
const KNOWN = 45;

const named = new Set<number>();
for (const folder of RULE_FOLDERS.values()) {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.test.ts'))) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, numbers = ''] of text.matchAll(/§4\.(\d+(?:, (?:§?4\.)?\d+)*)/g))
      for (const number of numbers.split(', ')) named.add(Number(number.replace(/^§?4\./, '')));
  }
}

test.each(Array.from({ length: KNOWN }, (_, index) => index + 1))('§4.%i is a case of some rule', (number) => {
  expect([...named]).toContain(number);
});
