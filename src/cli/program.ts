import { Command, CommanderError } from 'commander';
import { ExitCode, type Io, UsageError, writeText } from '../host/io';
import { packageVersion } from '../host/package-files';
import { accessCommand } from './commands/access';
import { admissionCommand } from './commands/admission';
import { checkCommand } from './commands/check';
import { diffCommand } from './commands/diff';
import { explainCommand } from './commands/explain';
import { fixCommand } from './commands/fix';
import { imagesCommand } from './commands/images';
import { networkCommand } from './commands/network';
import { rulesCommand } from './commands/rules';
import { completionCommand } from './completion/completion';
import { initCommand } from './init/init';

/** Creates a command with its options; its implementation is loaded when it is called. */
export type MakeCommand = (io: Io, done: (code: ExitCode) => void) => Command;

const COMMANDS: readonly MakeCommand[] = [
  checkCommand,
  fixCommand,
  diffCommand,
  explainCommand,
  rulesCommand,
  imagesCommand,
  networkCommand,
  accessCommand,
  admissionCommand,
  initCommand,
  completionCommand,
];

/** Runs one command line. It does not throw, and does not end the process. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code = ExitCode.CLEAN;
  const said: string[] = [];
  const blamed: string[] = [];
  try {
    const program = new Command('cdk8s-hardened')
      .description(
        'Checks Kubernetes manifests against the NSA/CISA hardening guidance and the Pod Security Standards.',
      )
      .version(packageVersion(), '--version', 'print the version')
      .helpOption('-h, --help', 'print help')
      .addHelpText('after', EXIT_CODES);
    for (const make of COMMANDS) {
      program.addCommand(
        make(io, (given) => {
          code = given;
        }),
      );
    }
    for (const command of commandsBelow(program)) {
      command.exitOverride().configureOutput({
        writeOut: (text) => said.push(text),
        writeErr: (text) => blamed.push(text),
        outputError: (text, print) => print(text.replace(/^error: /, 'cdk8s-hardened: ')),
      });
    }
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) code = error.exitCode === 0 ? ExitCode.CLEAN : ExitCode.NOT_JUDGED;
    else {
      code = ExitCode.NOT_JUDGED;
      const reason = error instanceof Error ? error.message : String(error);
      blamed.push(`cdk8s-hardened: ${error instanceof UsageError ? reason : `crashed: ${reason}; please report it`}\n`);
    }
  }
  try {
    if (said.length > 0) await writeText(io.stdout, said.join(''));
    if (blamed.length > 0) await writeText(io.stderr, blamed.join(''));
  } catch {
    return ExitCode.NOT_JUDGED; // The message cannot be written.
  }
  return code;
}

/** A command and all that belong to it. */
function commandsBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(commandsBelow)];
}

const EXIT_CODES = `
Exit codes: 0 clean, 1 findings, 2 something could not be checked.

Example:
  cdk8s-hardened check dist/`;
