import { Argument, Command } from 'commander';
import { ExitCode, type Io, write } from '../../host/io';
import { bashScript } from './bash';
import { fishScript } from './fish';
import { completedProgram } from './words';
import { zshScript } from './zsh';

/** `completion SHELL`: prints a completion script for a shell. */
export function completionCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('completion')
    .description('Prints a completion script for commands, options, their values and files.')
    .addArgument(new Argument('<shell>', 'name of the shell').choices(Object.keys(SHELLS)))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: keyof typeof SHELLS, _: object, own: Command) => {
      await write(io.stdout, SHELLS[shell](completedProgram(own.parent as Command)));
      done(ExitCode.CLEAN);
    });
}

const SHELLS = { bash: bashScript, zsh: zshScript, fish: fishScript };

const EXAMPLES = `
Examples:
  cdk8s-hardened completion bash > ~/.local/share/bash-completion/completions/cdk8s-hardened
  cdk8s-hardened completion zsh > "\${fpath[1]}/_cdk8s-hardened"
  cdk8s-hardened completion fish > ~/.config/fish/completions/cdk8s-hardened.fish`;
