import { Command } from 'commander';
import { type ExitCode, type Io, write } from './io';
import type { JudgeOptions } from './judge';

/** `check PATH…`: judges manifests. */
export function checkCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('check')
    .description('Judges all objects in some files and folders together.')
    .argument('<path...>', 'file, folder, or - for standard input; of a folder, all .yaml, .yml and .json files')
    .option('--policy <file>', 'policy file; default: hardening.yaml of the current folder, where there is one')
    .option('--no-policy', 'read no policy file')
    .option('--profile <name>', 'baseline, restricted, nsa or availability; default: the policy’s, or nsa')
    .option('--kubernetes-version <version>', 'version that the objects are for, as 1.30; default: the newest known')
    .option('--fail-on <severity>', 'mildest severity that fails; default: info, every finding')
    .option('--baseline <file>', 'list of old findings that may stand')
    .option('--no-baseline', 'let no old findings stand')
    .option('--write-baseline [file]', 'let all findings of now stand: write them to a file, and end')
    .option('--format <format>', 'text or json', 'text')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: JudgeOptions) => {
      // Loaded now, so that --version and --help need not wait for the rules.
      const { judge } = require('./judge') as typeof import('./judge');
      const { code, text } = await judge(paths, options, io);
      await write(io.stdout, text);
      done(code);
    });
}

const EXAMPLES = `
Examples:
  cdk8s-hardened check dist/
  cdk8s-hardened check --profile restricted --kubernetes-version 1.30 web.yaml db.yaml
  helm template . | cdk8s-hardened check --format json -`;
