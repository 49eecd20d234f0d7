import { Argument, Command } from 'commander';
import type { CompletedCommand } from './completion-words';
import { ExitCode, type Io, write } from './io';

/** `completion SHELL`: prints a script that has the shell complete this command. */
export function completionCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('completion')
    .description('Prints a script that has your shell complete commands, options, their values and files.')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SHELLS)))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: keyof typeof SHELLS, _: object, own: Command) => {
      const { completedCommands } = require('./completion-words') as typeof import('./completion-words');
      await write(io.stdout, SHELLS[shell]()(completedCommands(own.parent as Command)));
      done(ExitCode.CLEAN);
    });
}

type Script = (commands: [top: CompletedCommand, ...below: CompletedCommand[]]) => string;

const SHELLS = {
  bash: (): Script => (require('./completion-bash') as typeof import('./completion-bash')).bashScript,
  zsh: (): Script => (require('./completion-zsh') as typeof import('./completion-zsh')).zshScript,
  fish: (): Script => (require('./completion-fish') as typeof import('./completion-fish')).fishScript,
};

const EXAMPLES = `
Examples:
  cdk8s-hardened completion bash > ~/.local/share/bash-completion/completions/cdk8s-hardened
  cdk8s-hardened completion zsh > "\${fpath[1]}/_cdk8s-hardened"
  cdk8s-hardened completion fish > ~/.config/fish/completions/cdk8s-hardened.fish`;
