import { Command, Option } from 'commander';
import { type ExitCode, type Io, write } from '../../host/io';
import { wantsColour } from '../../report/colour';
import { differenceJson } from '../../report/diff/json';
import { differenceMarkdown } from '../../report/diff/markdown';
import { differenceText } from '../../report/diff/text';
import { compareSides, type DiffOptions } from './diff-sides';
import { withPolicyOptions } from './policy-options';

/** `diff OLD NEW`: tells what became weaker. */
export function diffCommand(io: Io, done: (code: ExitCode) => void): Command {
  return withPolicyOptions(
    new Command('diff')
      .description('Tells which objects became weaker or stronger, appeared or vanished, and by which findings.')
      .argument('<old>', 'file, folder, - for standard input, or git:REVISION[:PATH] of this repository')
      .argument('<new>', 'the same'),
  )
    .addOption(new Option('--format <name>', 'how to tell').choices(Object.keys(RENDERERS)).default('text'))
    .option('--allow-empty', 'let a side without objects pass, such as a path that a revision does not have')
    .addHelpText('after', EXAMPLES)
    .action(async (old: string, fresh: string, options: DiffOptions & { readonly format: Format }) => {
      const { comparison, code } = await compareSides(old, fresh, options, io);
      await write(io.stdout, RENDERERS[options.format](comparison, { colour: wantsColour(io.env, io.isTTY) }));
      done(code);
    });
}

const RENDERERS = {
  text: differenceText,
  json: differenceJson,
  markdown: differenceMarkdown,
};
type Format = keyof typeof RENDERERS;

const EXAMPLES = `
Exit codes: 0 nothing is weaker, 1 something is, 2 a side could not be judged.

Examples:
  cdk8s-hardened diff git:main:k8s k8s
  cdk8s-hardened diff git:main git:HEAD --fail-on high --format markdown
  helm template . | cdk8s-hardened diff before.yaml -`;
