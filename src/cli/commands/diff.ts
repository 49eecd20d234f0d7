import { Command, Option } from 'commander';
import { type ExitCode, type Io, write } from '../../host/io';
import { wantsColour } from '../../report/colour';
import { isChanged } from '../../report/diff/comparison';
import { differenceJson } from '../../report/diff/json';
import { differenceMarkdown } from '../../report/diff/markdown';
import { differenceText } from '../../report/diff/text';
import { compareSides, type DiffOptions } from './diff-sides';
import { withPolicyOptions } from './policy-options';

/** `diff OLD NEW`: shows what became weaker. */
export function diffCommand(io: Io, done: (code: ExitCode) => void): Command {
  return withPolicyOptions(
    new Command('diff')
      .description('Shows which objects became weaker or stronger, appeared or vanished, and by which findings.')
      .argument('<old>', 'file, folder, - for standard input, or git:REVISION[:PATH] of this repository')
      .argument('<new>', 'the new side, in the same form'),
  )
    .addOption(new Option('--format <name>', 'output format').choices(Object.keys(RENDERERS)).default('text'))
    .option('--allow-empty', 'accept a side without objects, such as a path that does not exist in a revision')
    .option('--only-changed', 'print nothing if nothing changed')
    .addHelpText('after', EXAMPLES)
    .action(
      async (
        old: string,
        fresh: string,
        options: DiffOptions & { readonly format: Format; readonly onlyChanged?: boolean },
      ) => {
        const { comparison, code } = await compareSides(old, fresh, options, io);
        const isShown = !options.onlyChanged || isChanged(comparison);
        const look = { colour: wantsColour(io.env, io.isTTY) };
        if (isShown) await write(io.stdout, RENDERERS[options.format](comparison, look));
        done(code);
      },
    );
}

const RENDERERS = {
  text: differenceText,
  json: differenceJson,
  markdown: differenceMarkdown,
};
type Format = keyof typeof RENDERERS;

const EXAMPLES = `
Exit codes: 0 no object is weaker, 1 an object is weaker, 2 a side could not be checked.

Examples:
  cdk8s-hardened diff git:main:k8s k8s
  cdk8s-hardened diff git:main git:HEAD --fail-on high --format markdown
  helm template . | cdk8s-hardened diff before.yaml -`;
