import { Command } from 'commander';
import { memberSince, membershipText } from '../../engine/edition';
import type { RuleMeta } from '../../engine/rule';
import { describeUnknown } from '../../engine/suggestion';
import { ExitCode, type Io, UsageError, write, writeText } from '../../host/io';
import { CATALOG } from '../../rules/catalog';

/** `rules`: lists every rule. */
export function rulesCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('rules')
    .description('Lists every rule with its severity, profiles and standards.')
    .option('--category <category>', 'only the rules of one category, such as rbac')
    .option('--format <format>', 'text or json', 'text')
    .addHelpText('after', '\nExample:\n  cdk8s-hardened rules --category rbac --format json')
    .action(async ({ format, category }: { format: string; category?: string }) => {
      const all = CATALOG.map((rule) => rule.meta);
      const categories = [...new Set(all.flatMap((meta) => meta.category ?? []))].sort();
      if (category !== undefined && !categories.includes(category))
        throw new UsageError(describeUnknown('category', category, categories));
      const metas = category === undefined ? all : all.filter((meta) => meta.category === category);
      if (format === 'json') await write(io.stdout, listJson(metas));
      else if (format === 'text') await writeText(io.stdout, listText(metas));
      else throw new UsageError(describeUnknown('format', format, ['text', 'json']));
      done(ExitCode.CLEAN);
    });
}

function listJson(metas: readonly RuleMeta[]): string {
  const rules = metas.map((meta) => ({
    id: meta.id,
    title: meta.title,
    severity: meta.severity,
    profiles: meta.profiles,
    edition: memberSince(meta),
    category: meta.category ?? null,
    standards: meta.standards,
    references: meta.references,
    since: meta.since ?? null,
    until: meta.until ?? null,
    podSecurity: meta.podSecurity ?? null,
    impliedBy: meta.impliedBy ?? [],
    aliases: meta.aliases ?? [],
    options: meta.options ?? [],
    equivalents: meta.equivalents ?? {},
  }));
  return `${JSON.stringify({ rules }, null, 2)}\n`;
}

function listText(metas: readonly RuleMeta[]): string {
  const lines = metas.map(
    (meta) =>
      `${meta.id} (${meta.severity})\n    ${meta.title}\n    ${membershipText(meta)} · ${meta.standards.join(' · ')}`,
  );
  return `${lines.join('\n')}\n\n${metas.length} rules\n`;
}
