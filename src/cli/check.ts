import { Command } from 'commander';
import { type ExitCode, type Io, write } from './io';

/** `check PATH…`: judges manifests. */
export function checkCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('check')
    .description('Judges all objects in some files and folders together.')
    .argument('<path...>', 'file, folder, or - for standard input; of a folder, all .yaml, .yml and .json files')
    .option('--profile <name>', 'baseline, restricted or nsa', 'nsa')
    .option('--kubernetes-version <version>', 'version that the objects are for, as 1.30', 'latest')
    .option('--format <format>', 'text or json', 'text')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: { profile: string; kubernetesVersion: string; format: string }) => {
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
