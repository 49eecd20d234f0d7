import { Command, Option } from 'commander';
import { ExitCode, type Io, write } from '../../host/io';
import { type InitOptions, initialize } from './folder';

/** `init [FOLDER]`: writes what a repository needs to be judged. */
export function initCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('init')
    .description(
      'Writes a policy file, a pipeline and a pre-commit hook for a cdk8s, Helm, kustomize or YAML repository.',
    )
    .argument('[folder]', 'top folder of the repository', '.')
    .addOption(
      new Option('--ci <host>', 'whose pipeline is written; default: the one that is used').choices([
        'github',
        'gitlab',
        'none',
      ]),
    )
    .option('--yes', 'ask nothing, take the defaults; so it is where nobody sits at a terminal')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, options: InitOptions) => {
      await write(io.stdout, await initialize(folder, options, io));
      done(ExitCode.CLEAN);
    });
}

const EXAMPLES = `
A file that is there already is left as it is.

Examples:
  cdk8s-hardened init
  cdk8s-hardened init --yes --ci gitlab charts/shop`;
