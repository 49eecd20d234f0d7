import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { UnknownKinds } from '../../engine/unknown-kinds';
import { ExitCode as Code, type ExitCode, type Io, onDay, UsageError, writeText } from '../../host/io';
import { contextOf, type JudgeOptions, judge } from '../../host/judge';
import { SUGGESTED_WAIVERS } from '../../report/formats/suggested-waivers';
import { outputsOf, writeReports } from './outputs';
import { collect, withPolicyOptions } from './policy-options';
import { watchFiles } from './watch';
import { writeBaseline } from './write-baseline';

interface CheckOptions extends JudgeOptions {
  readonly format?: string[];
  /** A path, or true for the default one. */
  readonly writeBaseline?: string | true;
  readonly all?: boolean;
  readonly quiet?: boolean;
  /** Whether waivers of the findings are printed in place of a report. */
  readonly suggestWaivers?: boolean;
  readonly watch?: boolean;
  /** The day by which is judged; default: that of the environment. */
  readonly today?: string;
}

/** `check PATH…`: checks manifests. */
export function checkCommand(io: Io, done: (code: ExitCode) => void): Command {
  return withPolicyOptions(
    new Command('check')
      .description('Checks all objects in files and folders together.')
      .argument(
        '[path...]',
        'file, folder, glob, or - for standard input; of a folder, all .yaml, .yml and .json files',
      ),
  )
    .option('--kustomize <folder>', 'folder for kustomize to build; can be repeated', collect)
    .option('--helm <chart>', 'chart for helm to render; can be repeated', collect)
    .option('--values <file>', 'values file of the chart; can be repeated', collect)
    .option('--baseline <file>', 'baseline of accepted findings')
    .option('--no-baseline', 'ignore the baseline')
    .option('--write-baseline [file]', 'write a baseline of all findings, and exit')
    .option('--format <name[=file]>', `${NAMES}; can be repeated, with files`, collect)
    .option('--unknown <what>', 'error, warn or ignore kinds that no rule knows')
    .option('--allow-empty', 'accept paths without objects')
    .option('--all', 'list more than 200 findings in text too')
    .option('--suggest-waivers', 'print waivers that let the findings stand')
    .option('--quiet', 'print no report, only write those to files')
    .option('--verbose', 'print to standard error what is read')
    .option('--today <day>', 'judge as on another day, as YYYY-MM-DD')
    .option('--watch', 'check again whenever a file changes')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: CheckOptions) => {
      const { kustomize = [], helm = [], values = [] } = options;
      if (paths.length + kustomize.length + helm.length === 0) throw new UsageError("missing required argument 'path'");
      const { today } = options;
      const once = () => check(paths, options, today === undefined ? io : onDay(io, today));
      if (!options.watch) return done(await once());
      const sources = [...paths, ...kustomize, ...helm, ...values];
      done(
        await watchFiles(
          sources.filter((path) => path === '-' || existsSync(resolve(io.cwd, path))),
          once,
          io,
        ),
      );
    });
}

async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<Code> {
  const asked = outputsOf(options.format ?? (options.suggestWaivers ? [] : ['text']), io);
  const [shown] = asked.filter(({ file }) => file === undefined);
  if (options.suggestWaivers && shown)
    throw new UsageError(
      `format "${shown.format.name}" and the waivers both go to standard output; write --format ${shown.format.name}=FILE`,
    );
  if (options.writeBaseline) {
    await writeText(
      io.stdout,
      writeBaseline(await judge(paths, { ...options, baseline: false }, io), options.writeBaseline, io),
    );
    return Code.CLEAN;
  }
  const judgement = await judge(paths, options, io);
  const outputs = options.quiet ? asked.filter(({ file }) => file !== undefined) : asked;
  const wanted = options.suggestWaivers ? [...outputs, { format: SUGGESTED_WAIVERS }] : outputs;
  const { report, unknownKinds } = judgement;
  // Programs read the list in any case.
  const told = unknownKinds === UnknownKinds.IGNORE ? report._with({ unknown: [] }) : report;
  await writeReports(
    wanted,
    ({ name }) => (name === 'json' ? report : told),
    { ...contextOf(judgement, io), all: options.all },
    io,
  );
  return judgement.code;
}

const NAMES = 'text, json, sarif, junit, markdown, markdown-comment, github, gitlab, csv, cis or html';

const EXAMPLES = `
Examples:
  cdk8s-hardened check dist/
  cdk8s-hardened check --profile restricted --format sarif=out.sarif --format text web.yaml
  cdk8s-hardened check --kustomize overlays/prod
  helm template . | cdk8s-hardened check -`;
