import { Command } from 'commander';
import { type ExitCode, type Io, write } from '../../host/io';
import { type FixOptions, mendFiles } from './mend-files';
import { withPolicyOptions } from './policy-options';

/** `fix PATH…`: mends manifests where they stand. */
export function fixCommand(io: Io, done: (code: ExitCode) => void): Command {
  return withPolicyOptions(
    new Command('fix')
      .description('Mends files where one value is right for everybody; keeps comments, order and quoting.')
      .argument('<path...>', 'file, folder, glob, or - for standard input, which is written to standard output'),
  )
    .option('--force', 'also replace what is explicitly weaker')
    .option('--dry-run', 'print what would change, and change nothing')
    .option('--stdout', 'write the mended text of one file to standard output, and leave the file')
    .option('--quiet', 'print nothing; the exit code tells')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: FixOptions) => {
      const { code, out, told } = await mendFiles(paths, options, io);
      if (out !== '') await write(io.stdout, out);
      if (told !== '' && !options.quiet) await write(io.stderr, told);
      done(code);
    });
}

const EXAMPLES = `
Exit codes: 0 nothing is left to mend, 1 findings are left for a person, 2 something could not be judged or written.

Examples:
  cdk8s-hardened fix --dry-run k8s/
  cdk8s-hardened fix --force k8s/
  helm template . | cdk8s-hardened fix - > mended.yaml`;
