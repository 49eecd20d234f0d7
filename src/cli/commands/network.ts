import { Command, Option } from 'commander';
import { notesOn } from '../../analysis/network/reachability/cilium-policies';
import { networkDifference } from '../../analysis/network/reachability/difference';
import type { Endpoint } from '../../analysis/network/reachability/endpoints';
import { explain } from '../../analysis/network/reachability/explain';
import { exposureOf } from '../../analysis/network/reachability/exposure';
import { type Ports, portsText, readPort } from '../../analysis/network/reachability/ports';
import { ReachabilityGraph } from '../../analysis/network/reachability/reachability';
import { ExitCode, type Io, UsageError, write, writeText } from '../../host/io';
import { type ReadingOptions, readManifests } from '../../host/manifests';
import { escapeJson, escapeUnprintable } from '../../report/escape';
import {
  changedEdges,
  differenceJson,
  differenceTable,
  differenceText,
  hasWidened,
} from '../../report/network/difference';
import { type NamedEdge, namedEdges } from '../../report/network/edges';
import { endNamed, isFocused, workloadsNamed } from '../../report/network/ends';
import { exposureJson, exposureTable } from '../../report/network/exposure';
import { dot, mermaid } from '../../report/network/graphs';
import { type NetworkGraph, networkWorkloads } from '../../report/network/picture/graph';
import { networkPage } from '../../report/network/picture/page';
import { networkSvg } from '../../report/network/picture/svg';
import { joined } from '../../report/pieces';
import { tableCsv, tableMarkdown, tableText } from '../../report/table';
import { collect } from './policy-options';

type Done = (code: ExitCode) => void;

interface NetworkOptions extends ReadingOptions {
  readonly format: string;
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
  return withReading(new Command('list').description('Lists all connections.').argument('<path...>', PATHS), [
    ...LISTS,
    'svg',
    'html',
  ])
    .option('--focus <workload>', 'only connections of a workload, as shop/web or web; can be repeated', collect)
    .action(async (paths: string[], options: NetworkOptions) => {
      const { graph, fail } = await graphOf(paths, options, io);
      for (const name of options.focus ?? []) usage(() => workloadsNamed(name, graph.workloads));
      const edges = namedEdges(graph, options.focus);
      const shown = graph.workloads
        .map(({ name }) => name)
        .filter((name) => !options.focus || isFocused(name, options.focus));
      const table = { columns: ['src', 'dst', 'conn'], rows: edges.map(({ src, dst, conn }) => [src, dst, conn]) };
      const texts: Texts = {
        text: () => edges.map(({ src, dst, conn }) => `${escapeUnprintable(`${src} => ${dst} : ${conn}`)}\n`).join(''),
        json: () => jsonText(edges),
        csv: () => tableCsv(table),
        markdown: () => tableMarkdown(table),
        mermaid: () => mermaid(edges, shown),
        dot: () => dot(edges, shown),
        svg: () => joined(networkSvg(pictureOf(graph, edges, options.focus))),
        html: () => joined(networkPage(pictureOf(graph, edges, options.focus))),
      };
      await print(texts, options, io);
      done(await fail(ExitCode.CLEAN));
    });
}

/** The workloads and some edges, for a picture. With a focus, only the workloads at their ends. */
function pictureOf(graph: ReachabilityGraph, edges: readonly NamedEdge[], focus: readonly string[] = []): NetworkGraph {
  const named = new Set(edges.flatMap(({ src, dst }) => [src, dst]));
  return {
    workloads: networkWorkloads(graph).filter(
      ({ name }) => focus.length === 0 || named.has(name) || isFocused(name, focus),
    ),
    edges: edges.map(({ src, dst, conn }) => ({ source: src, target: dst, ports: conn })),
  };
}

function explainCommand(io: Io, done: Done): Command {
  return withReading(
    new Command('explain').description('Says why one end can reach another, or cannot.').argument('<path...>', PATHS),
    ['text', 'json'],
  )
    .requiredOption('--from <end>', 'the source: a workload, as shop/web, or addresses, as 192.0.2.0/24')
    .requiredOption('--to <end>', 'the target, in the same form')
    .option('--port <port>', 'only a port, as 443 or udp/53')
    .action(async (paths: string[], options: NetworkOptions) => {
      const { graph, fail } = await graphOf(paths, options, io);
      const [source, target] = [options.from, options.to].map((end) => endOf(`${end}`, graph));
      const asked = options.port === undefined ? undefined : portOf(options.port);
      const { ports, sentences } = explain(graph, source as Endpoint, target as Endpoint, asked);
      const texts: Texts = {
        text: () => sentences.map((line) => `${escapeUnprintable(line)}\n`).join(''),
        json: () => jsonText({ conn: portsText(ports), sentences }),
      };
      await print(texts, options, io);
      done(await fail(ExitCode.CLEAN));
    });
}

function exposureCommand(io: Io, done: Done): Command {
  return withReading(
    new Command('exposure')
      .description('Lists what each workload opens to the internet and to the whole cluster.')
      .argument('<path...>', PATHS),
    TABLES,
  ).action(async (paths: string[], options: NetworkOptions) => {
    const { graph, fail } = await graphOf(paths, options, io);
    const exposures = exposureOf(graph);
    const texts: Texts = {
      text: () => tableText(exposureTable(exposures)),
      json: () => jsonText(exposureJson(exposures)),
      csv: () => tableCsv(exposureTable(exposures)),
      markdown: () => tableMarkdown(exposureTable(exposures)),
    };
    await print(texts, options, io);
    done(await fail(ExitCode.CLEAN));
  });
}

function diffCommand(io: Io, done: Done): Command {
  return withReading(
    new Command('diff')
      .description('Shows which connections two sides allow differently.')
      .argument('<old>', 'file, folder, - for standard input, or git:REVISION[:PATH] of this repository')
      .argument('<new>', 'the new side, in the same form'),
    LISTS,
  ).action(async (old: string, fresh: string, options: NetworkOptions) => {
    if (old === '-' && fresh === '-') throw new UsageError('both sides are standard input; name a file for one');
    const before = await graphOf([old], { ...options, allowEmpty: true }, io);
    const after = await graphOf([fresh], { ...options, allowEmpty: true }, io);
    const difference = networkDifference(before.graph, after.graph);
    const edges = changedEdges(difference);
    const texts: Texts = {
      text: () => differenceText(difference),
      json: () => jsonText(differenceJson(difference)),
      csv: () => tableCsv(differenceTable(difference)),
      markdown: () => tableMarkdown(differenceTable(difference)),
      mermaid: () => mermaid(edges, []),
      dot: () => dot(edges, []),
    };
    await print(texts, options, io);
    const code = hasWidened(difference) ? ExitCode.FINDINGS : ExitCode.CLEAN;
    done(await after.fail(await before.fail(code)));
  });
}

type Texts = { readonly [format: string]: () => string };

/** Prints an answer in the format that is asked for, which the option has checked. */
function print(texts: Texts, { format }: NetworkOptions, { stdout }: Io): Promise<void> {
  return write(stdout, (texts[format] as () => string)());
}

const PATHS = 'file, folder, or - for standard input; of a folder, all .yaml, .yml and .json files';
const TABLES = ['text', 'json', 'csv', 'markdown'];
const LISTS = [...TABLES, 'mermaid', 'dot'];

function withReading(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(new Option('--format <name>', 'output format').choices(formats).default('text'))
    .option('--namespace <name>', 'namespace of objects that set none')
    .option('--exclude <glob>', 'files to leave out; can be repeated', collect)
    .option('--policy <file>', 'policy file; default: hardening.yaml of the current folder, if it exists')
    .option('--no-policy', 'read no policy file');
}

/** Reads a graph. What could not be read may change every answer: the exit code says so. */
async function graphOf(paths: readonly string[], options: NetworkOptions, io: Io) {
  const { set, problems } = await readManifests(paths, options, io);
  const fail = async (code: ExitCode) => {
    for (const note of notesOn(set)) await writeText(io.stderr, `${escapeUnprintable(`note: ${note}`)}\n`);
    for (const problem of problems) await writeText(io.stderr, `${escapeUnprintable(`not read: ${problem}`)}\n`);
    return problems.length > 0 ? ExitCode.NOT_JUDGED : code;
  };
  return { graph: ReachabilityGraph.of(set), fail };
}

function endOf(text: string, { workloads }: ReachabilityGraph): Endpoint {
  return usage(() => endNamed(text, workloads));
}

function portOf(text: string): Ports {
  return usage(() => readPort(text));
}

/** What is wrong with a value of an option is told as such. */
function usage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function jsonText(value: unknown): string {
  return `${escapeJson(JSON.stringify(value, undefined, 2))}\n`;
}

const EXAMPLES = `
Exit codes: 0 answered, 1 diff: a connection is allowed that was not, 2 something could not be read.

Examples:
  cdk8s-hardened network list dist/
  cdk8s-hardened network explain dist/ --from shop/web --to shop/db --port 5432
  cdk8s-hardened network exposure dist/
  cdk8s-hardened network diff git:main:dist dist`;
