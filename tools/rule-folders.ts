import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Holds a folder for each category, which holds one for each rule. */
export const RULES = join(__dirname, '..', 'src', 'rules');

/** The folders of all rules, by id and in the order of the ids. */
export const RULE_FOLDERS: ReadonlyMap<string, string> = new Map(
  readdirSync(RULES, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name === 'rule.ts')
    .map(({ parentPath }): [string, string] => [basename(parentPath), parentPath])
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);

/** A file of a rule's folder. Throws where no folder has the rule's id. */
export function ruleFile(id: string, name: string): string {
  const folder = RULE_FOLDERS.get(id);
  if (folder === undefined) throw new Error(`rule "${id}" has no folder in ${RULES}`);
  return join(folder, name);
}
