import { Command } from 'commander';
import { networkDifference } from '../../analysis/network/reachability/difference';
import type { Endpoint } from '../../analysis/network/reachability/endpoints';
import { explain } from '../../analysis/network/reachability/explain';
import { exposureOf } from '../../analysis/network/reachability/exposure';
import { otherPolicyNotes } from '../../analysis/network/reachability/other-policies';
import { type Ports, readPort } from '../../analysis/network/reachability/ports';
import { ReachabilityGraph } from '../../analysis/network/reachability/reachability';
import { ExitCode, type Io } from '../../host/io';
import {
  ANSWER_FORMATS,
  differenceAnswer,
  explainAnswer,
  exposureAnswer,
  listAnswer,
} from '../../report/network/answers';
import { hasWidened } from '../../report/network/difference';
import { endNamed, workloadsNamed } from '../../report/network/ends';
import {
  type AnswerOptions,
  DEFAULT_NAMESPACE,
  PATHS,
  print,
  readFor,
  readSides,
  sidesNotes,
  usage,
  withAnswerOptions,
  withSides,
} from './answering';
import { collect } from './policy-options';

type Done = (code: ExitCode) => void;

interface NetworkOptions extends AnswerOptions {
  readonly focus?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly port?: string;
}

/** `network list|explain|exposure|diff`: shows who can reach whom by the NetworkPolicies of manifests. */
export function networkCommand(io: Io, done: Done): Command {
  return new Command('network')
    .description('Shows who can reach whom, as the NetworkPolicies of manifests say.')
    .addCommand(listCommand(io, done))
    .addCommand(explainCommand(io, done))
    .addCommand(exposureCommand(io, done))
    .addCommand(diffCommand(io, done))
    .addHelpText('after', EXAMPLES);
}

function listCommand(io: Io, done: Done): Command {
  return withReading(new Command('list').description('Lists all connections.').argument('<path...>', PATHS), 'list')
    .option('--focus <workload>', 'only connections of a workload, as shop/web or web; can be repeated', collect)
    .action(async (paths: string[], options: NetworkOptions) => {
      const { graph, notes, finish } = await graphOf(paths, options, io);
      for (const name of options.focus ?? []) usage(() => workloadsNamed(name, graph.workloads));
      await print(listAnswer(graph, notes, options.focus), options, io);
      done(await finish(ExitCode.CLEAN));
    });
}

function explainCommand(io: Io, done: Done): Command {
  return withReading(
    new Command('explain').description('Says why one end can reach another, or cannot.').argument('<path...>', PATHS),
    'explain',
  )
    .requiredOption('--from <end>', 'the source: a workload, as shop/web, or addresses, as 192.0.2.0/24')
    .requiredOption('--to <end>', 'the target, in the same form')
    .option('--port <port>', 'only a port, as 443 or udp/53')
    .action(async (paths: string[], options: NetworkOptions) => {
      const { graph, notes, finish } = await graphOf(paths, options, io);
      const [source, target] = [options.from, options.to].map((end) => endOf(`${end}`, graph));
      const asked = options.port === undefined ? undefined : portOf(options.port);
      const explanation = explain(graph, source as Endpoint, target as Endpoint, asked);
      await print(explainAnswer(explanation, notes), options, io);
      done(await finish(ExitCode.CLEAN));
    });
}

function exposureCommand(io: Io, done: Done): Command {
  return withReading(
    new Command('exposure')
      .description('Lists what each workload opens to the internet and to the whole cluster.')
      .argument('<path...>', PATHS),
    'exposure',
  ).action(async (paths: string[], options: NetworkOptions) => {
    const { graph, notes, finish } = await graphOf(paths, options, io);
    await print(exposureAnswer(exposureOf(graph), notes), options, io);
    done(await finish(ExitCode.CLEAN));
  });
}

function diffCommand(io: Io, done: Done): Command {
  return withReading(
    withSides(new Command('diff').description('Shows which connections two sides allow differently.')),
    'difference',
  ).action(async (old: string, fresh: string, options: NetworkOptions) => {
    const read = (paths: readonly string[], either: NetworkOptions) => graphOf(paths, either, io);
    const [before, after] = await readSides([old, fresh], options, read);
    const difference = networkDifference(before.graph, after.graph);
    const notes = sidesNotes(before.notes, after.notes);
    await print(differenceAnswer(difference, notes), options, io);
    const code = hasWidened(difference) ? ExitCode.FINDINGS : ExitCode.CLEAN;
    done(await after.finish(await before.finish(code)));
  });
}

function withReading(command: Command, answer: keyof typeof ANSWER_FORMATS): Command {
  return withAnswerOptions(command, ANSWER_FORMATS[answer]).option(...DEFAULT_NAMESPACE);
}

async function graphOf(paths: readonly string[], options: NetworkOptions, io: Io) {
  const { set, finish } = await readFor(paths, options, io);
  const notes = otherPolicyNotes(set);
  return { graph: ReachabilityGraph.of(set), notes, finish: (code: ExitCode) => finish(code, notes) };
}

function endOf(text: string, { workloads }: ReachabilityGraph): Endpoint {
  return usage(() => endNamed(text, workloads));
}

function portOf(text: string): Ports {
  return usage(() => readPort(text));
}

const EXAMPLES = `
Exit codes: 0 answered, 1 diff: a connection is allowed that was not, 2 something could not be read.

Examples:
  cdk8s-hardened network list dist/
  cdk8s-hardened network explain dist/ --from shop/web --to shop/db --port 5432
  cdk8s-hardened network exposure dist/
  cdk8s-hardened network diff git:main:dist dist`;
