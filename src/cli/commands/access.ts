import { Command, Option } from 'commander';
import { workloadAccounts } from '../../analysis/access/effective/account-index';
import { readRequest } from '../../analysis/access/effective/asked';
import { escalationPaths } from '../../analysis/access/effective/paths';
import { accessDifference } from '../../analysis/access/effective/permissions';
import { identityOf } from '../../analysis/access/effective/request';
import { describeUnknown } from '../../engine/suggestion';
import { ExitCode, type Io, UsageError } from '../../host/io';
import {
  ACCESS_FORMATS,
  accessDifferenceAnswer,
  accessListAnswer,
  canAnswer,
  pathsAnswer,
  whoCanAnswer,
} from '../../report/access/answers';
import { unknownText } from '../../report/access/words';
import { isFocused } from '../../report/network/ends';
import { type AccessOptions, type AccessReading, readAccess } from './access-reading';
import {
  DEFAULT_NAMESPACE,
  PATHS,
  print,
  readSides,
  sidesNotes,
  usage,
  withAnswerOptions,
  withSides,
} from './answering';
import { collect } from './policy-options';

type Done = (code: ExitCode) => void;

/** `access list|who-can|can-i|paths|diff`: shows who may do what by the roles and bindings of manifests. */
export function accessCommand(io: Io, done: Done): Command {
  return new Command('access')
    .description('Shows who may do what, as the roles and bindings of manifests say.')
    .addCommand(listCommand(io, done))
    .addCommand(whoCanCommand(io, done))
    .addCommand(canCommand(io, done))
    .addCommand(pathsCommand(io, done))
    .addCommand(diffCommand(io, done))
    .addHelpText('after', EXAMPLES);
}

function listCommand(io: Io, done: Done): Command {
  const command = withIdentity(withPaths(new Command('list').description('Lists what each binding grants to whom.')));
  return withReading(command, 'list')
    .option(...DEFAULT_NAMESPACE)
    .action(async (paths: string[], options: AccessOptions) => {
      const { graph, set, finish } = await readAccess(paths, options, io);
      const identity = options.as === undefined ? undefined : identityOf(options.as, options.asGroup);
      const unknown = identity ? graph.unknownFor(identity) : graph.bindings.filter((each) => !graph.rulesOf(each));
      const notes = unknown.map(unknownText);
      await print(accessListAnswer(graph, set, notes, identity), options, io);
      done(await finish(ExitCode.CLEAN, notes));
    });
}

function whoCanCommand(io: Io, done: Done): Command {
  const command = new Command('who-can')
    .description('Lists who may make a request, with the binding and the role of each.')
    .argument('<verb>', 'verb, such as get')
    .argument('<resource>', RESOURCE)
    .argument('[path...]', PATHS)
    .option('--name <name>', 'name of the object; default: a request without a name')
    .option('--subresource <name>', 'subresource, such as log')
    .option(
      '-n, --namespace <name>',
      'namespace of the request, and of objects that set none; default: the whole cluster',
    )
    .addOption(FILES());
  return withReading(command, 'whoCan').action(
    async (verb: string, resource: string, paths: string[], options: AccessOptions) => {
      const { graph, set, finish } = await readAccess(paths, options, io);
      const { name, subresource, namespace } = options;
      const { request, notes: doubts } = usage(() =>
        readRequest(verb, resource, { name, subresource, namespace }, set),
      );
      const notes = [...doubts, ...graph.unknownFrom(request).map(unknownText)];
      await print(whoCanAnswer(graph.whoCan(request), notes), options, io);
      done(await finish(ExitCode.CLEAN, notes));
    },
  );
}

function canCommand(io: Io, done: Done): Command {
  const command = new Command('can-i')
    .description('Answers whether a user may make a request, in the spelling of kubectl auth can-i.')
    .argument('<verb>', 'verb, such as get')
    .argument('<resource>', RESOURCE)
    .argument('[name]', 'name of the object; default: a request without a name')
    .option('--subresource <name>', 'subresource, such as log')
    .option('-n, --namespace <name>', 'namespace of the request, and of objects that set none; default: default')
    .option('-A, --all-namespaces', 'ask for the whole cluster')
    .addOption(FILES().makeOptionMandatory());
  return withReading(withIdentity(command, true), 'can').action(
    async (verb: string, resource: string, name: string | undefined, options: AccessOptions) => {
      if (options.allNamespaces && options.namespace !== undefined)
        throw new UsageError('-A asks for the whole cluster, and -n for one namespace; give one of them');
      const { graph, set, isWhole, finish } = await readAccess([], options, io);
      const { subresource, allNamespaces } = options;
      const namespace = allNamespaces ? '' : options.namespace;
      const details = { name, subresource, namespace, fallback: 'default' };
      const { request, notes } = usage(() => readRequest(verb, resource, details, set));
      const decision = graph.decide(identityOf(options.as ?? '', options.asGroup), request);
      await print(canAnswer(decision, notes, isWhole), options, io);
      done(await finish(ExitCode.CLEAN, notes));
    },
  );
}

function pathsCommand(io: Io, done: Done): Command {
  const command = withPaths(
    new Command('paths').description('Lists the shortest ways from the token of a workload to more permissions.'),
  );
  return withReading(command, 'paths')
    .option(...DEFAULT_NAMESPACE)
    .option('--focus <workload>', 'only paths of a workload, as shop/web or web; can be repeated', collect)
    .action(async (paths: string[], options: AccessOptions) => {
      const { set, finish } = await readAccess(paths, options, io);
      const { focus = [] } = options;
      const names = workloadAccounts(set).map(({ workload }) => workload);
      const missing = focus.find((each) => !names.some((name) => isFocused(name, [each])));
      if (missing !== undefined) throw new UsageError(describeUnknown('workload', missing, names));
      const found = escalationPaths(set, options.kubernetesVersion).filter(
        ({ workload }) => focus.length === 0 || isFocused(workload.workload, focus),
      );
      await print(pathsAnswer(found), options, io);
      done(await finish(ExitCode.CLEAN));
    });
}

function diffCommand(io: Io, done: Done): Command {
  const command = withSides(
    new Command('diff').description('Shows which permissions two sides give differently.'),
  ).option(...DEFAULT_NAMESPACE);
  return withReading(command, 'difference').action(async (old: string, fresh: string, options: AccessOptions) => {
    const read = (paths: readonly string[], either: AccessOptions) => readAccess(paths, either, io);
    const [before, after] = await readSides([old, fresh], options, read);
    const difference = accessDifference(before.graph, after.graph);
    const unknown = ({ graph }: AccessReading) =>
      graph.bindings.filter((each) => !graph.rulesOf(each)).map(unknownText);
    const notes = sidesNotes(unknown(before), unknown(after));
    await print(accessDifferenceAnswer(difference, notes), options, io);
    const code = difference.added.length > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
    done(await after.finish(await before.finish(code, notes)));
  });
}

const RESOURCE = 'RESOURCE[.GROUP][/SUBRESOURCE], such as deployments.apps/scale, or a path such as /healthz';
const FILES = () => new Option('-f, --filename <path...>', PATHS);

function withPaths(command: Command): Command {
  return command.argument('[path...]', PATHS).addOption(FILES());
}

function withIdentity(command: Command, isMandatory = false): Command {
  return command
    .addOption(
      new Option('--as <user>', 'user, such as jane or system:serviceaccount:shop:web').makeOptionMandatory(
        isMandatory,
      ),
    )
    .option('--as-group <group>', 'group of the user; can be repeated', collect);
}

function withReading(command: Command, answer: keyof typeof ACCESS_FORMATS): Command {
  return withAnswerOptions(command, ACCESS_FORMATS[answer])
    .option('--kubernetes-version <version>', 'version whose built-in roles count; default: the newest')
    .option('--defaults', 'count the bindings that a new cluster has, too');
}

const EXAMPLES = `
Exit codes: 0 answered, 1 diff: a permission is given that was not, 2 something could not be read.

Examples:
  cdk8s-hardened access list dist/
  cdk8s-hardened access who-can get secrets dist/ --namespace shop
  cdk8s-hardened access can-i create deployments.apps --as jane --as-group devs -n shop -f dist/
  cdk8s-hardened access paths dist/
  cdk8s-hardened access diff git:main:dist dist`;
