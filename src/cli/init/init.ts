import { Command, Option } from 'commander';
import { ExitCode, type Io, writeText } from '../../host/io';
import { type InitOptions, initialize } from './folder';

/** `init [FOLDER]`: writes the files that a repository needs to be checked. */
export function initCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('init')
    .description(
      'Writes a policy file, a pipeline and a pre-commit hook for a cdk8s, Helm, kustomize or YAML repository.',
    )
    .argument('[folder]', 'top folder of the repository', '.')
    .addOption(
      new Option('--ci <host>', 'pipeline to write; default: the one in use').choices(['github', 'gitlab', 'none']),
    )
    .option('--yes', 'use the defaults without questions; implied without a terminal')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, options: InitOptions) => {
      await writeText(io.stdout, await initialize(folder, options, io));
      done(ExitCode.CLEAN);
    });
}

const EXAMPLES = `
An existing file is not changed.

Examples:
  cdk8s-hardened init
  cdk8s-hardened init --yes --ci gitlab charts/shop`;
