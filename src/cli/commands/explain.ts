import { Command } from 'commander';
import { DefinedRule } from '../../engine/define-rule';
import { membershipText } from '../../engine/edition';
import { equivalentsText } from '../../engine/equivalents';
import { Profile } from '../../engine/profile';
import type { IRule, RuleMeta } from '../../engine/rule';
import { ExitCode, type Io, UsageError, write } from '../../host/io';
import { rulePage } from '../../host/package-files';
import { setUp } from '../../host/setup';
import { wantsColour } from '../../report/colour';
import { escapeLines } from '../../report/escape';
import { CATALOG } from '../../rules/catalog';

/** `explain RULE`: shows the page of a rule. */
export function explainCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('explain')
    .description('Shows what a rule requires, why, by which standards, and what can break when it is enabled.')
    .argument('<rule>', 'id of the rule, or an alias')
    .option('--policy <file>', 'policy file with further rule packages; default: hardening.yaml')
    .option('--no-policy', 'read no policy file')
    .addHelpText('after', '\nExample:\n  cdk8s-hardened explain run-as-non-root')
    .action(async (id: string, options: { policy?: string | false }) => {
      const rule = findRule(id, options, io);
      const text = escapeLines(await explanationOf(rule));
      await write(
        io.stdout,
        wantsColour(io.env, io.isTTY) ? text.replace(/^(?:#+ )(.*)$/gm, '\u001b[1m$1\u001b[0m') : text,
      );
      done(ExitCode.CLEAN);
    });
}

function findRule(id: string, options: { policy?: string | false }, io: Io): IRule {
  const shipped = new Set(CATALOG.map(({ meta }) => meta.id));
  // With the options of the policy, so that the effective values are shown.
  const { profile } = setUp(options, io);
  const own = profile.rules.filter(({ meta }) => !shipped.has(meta.id));
  const held = new Map(profile.rules.map((rule) => [rule.meta.id, rule]));
  const all = [...CATALOG.map((rule) => held.get(rule.meta.id) ?? rule), ...own];
  try {
    return new Profile('catalogue', { rules: all }).rule(id);
  } catch (error) {
    throw new UsageError((error as Error).message.replace(' is not in profile "catalogue"', ' is not known'));
  }
}

async function explanationOf(rule: IRule): Promise<string> {
  const { meta } = rule;
  const values = rule instanceof DefinedRule ? rule.options : {};
  const facts: [string, string | undefined][] = [
    ['severity', meta.severity],
    ['profiles', membershipText(meta)],
    ['required by', meta.standards.join(' · ')],
    ['Kubernetes', versionsOf(meta.since, meta.until)],
    ['follows from', meta.impliedBy?.join(', ')],
    ['aliases', meta.aliases?.join(', ')],
    ['covers', equivalentsText(meta.equivalents)],
  ];
  const lines = facts.filter(([, value]) => value).map(([name, value]) => `  ${name.padEnd(14)} ${value}`);
  const options = (meta.options ?? []).map(({ name, description, defaultValue }) => {
    const said = values[name] === undefined ? '' : `; here ${JSON.stringify(values[name])}`;
    return `  ${name}: ${description} (default ${JSON.stringify(defaultValue)}${said})`;
  });
  return [
    `# ${meta.id}`,
    '',
    `${meta.title}.`,
    '',
    ...lines,
    ...(options.length > 0 ? ['', '## Options', '', ...options] : []),
    ...sectionsOf(meta),
    '',
    ...meta.references.map((link) => `  ${link}`),
    '',
  ].join('\n');
}

/** Returns the sections of the rule's page; a rule of another package has none. */
function sectionsOf(meta: RuleMeta): string[] {
  const page = rulePage(meta);
  return page === undefined ? [] : ['', ...page.trim().split('\n').slice(2)];
}

function versionsOf(since: string | undefined, until: string | undefined): string | undefined {
  if (since === undefined && until === undefined) return undefined;
  return [since && `from ${since}`, until && `to ${until}`].filter(Boolean).join(' ');
}
