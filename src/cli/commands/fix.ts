import { Command, Option } from 'commander';
import { type ExitCode, type Io, UsageError, write, writeText } from '../../host/io';
import { type FixOptions, mendFiles } from './mend-files';
import { withPolicyOptions } from './policy-options';

/** `fix PATH…`: fixes manifests in place. */
export function fixCommand(io: Io, done: (code: ExitCode) => void): Command {
  return withPolicyOptions(
    new Command('fix')
      .description('Fixes findings with one right value in place; keeps comments, order and quoting.')
      .argument('[path...]', 'file, folder, glob, or - for standard input, which is written to standard output'),
  )
    .option('--force', 'also replace explicitly weaker values')
    .option('--dry-run', 'print the changes, and write nothing')
    .option('--stdout', 'write the fixed text of one file to standard output, and do not change the file')
    .option('--interactive', 'ask for the fixes of each rule on each object; needs a terminal')
    .option('--quiet', 'print nothing; use the exit code')
    .addOption(new Option('--kustomize <folder>').hideHelp())
    .addOption(new Option('--helm <chart>').hideHelp())
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: FixOptions & Rendering) => {
      confirmFiles(paths, options);
      const { code, out, summary } = await mendFiles(paths, options, io);
      // A program, such as `git apply`, needs every byte.
      if (out !== '') await (io.isTTY ? writeText : write)(io.stdout, out);
      if (summary !== '' && !options.quiet) await writeText(io.stderr, summary);
      done(code);
    });
}

/** Options of `check` that `fix` refuses. */
interface Rendering {
  readonly kustomize?: string;
  readonly helm?: string;
}

function confirmFiles(paths: readonly string[], { kustomize, helm }: Rendering): void {
  const given =
    kustomize !== undefined ? `--kustomize ${kustomize}` : helm !== undefined ? `--helm ${helm}` : undefined;
  if (given !== undefined)
    throw new UsageError(
      `fix cannot edit what ${given} makes; fix the files that it is made of, or use check ${given}`,
    );
  if (paths.length === 0) throw new UsageError("missing required argument 'path'");
}

const EXAMPLES = `
Exit codes: 0 no findings are left, 1 findings are left for a person, 2 an object could not be checked or written, or the API server refuses it.

Examples:
  cdk8s-hardened fix --dry-run k8s/
  cdk8s-hardened fix --force k8s/
  cdk8s-hardened fix --interactive --rules run-as-non-root,service-accounts k8s/
  helm template . | cdk8s-hardened fix - > fixed.yaml`;
