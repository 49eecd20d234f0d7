import { Command, Option } from 'commander';
import { workloadAccounts } from '../../analysis/access/effective/account-index';
import { type Asked, type AskedDetails, readRequest } from '../../analysis/access/effective/asked';
import { escalationPaths } from '../../analysis/access/effective/paths';
import { accessDifference } from '../../analysis/access/effective/permissions';
import { identityOf } from '../../analysis/access/effective/request';
import { describeUnknown } from '../../engine/suggestion';
import { ExitCode, type Io, UsageError, write } from '../../host/io';
import type { ManifestSet } from '../../model/manifest-set';
import {
  ACCESS_FORMATS,
  accessDifferenceAnswer,
  accessListAnswer,
  canAnswer,
  pathsAnswer,
  whoCanAnswer,
} from '../../report/access/answers';
import { unknownText } from '../../report/access/words';
import type { Answer } from '../../report/network/answers';
import { isFocused } from '../../report/network/ends';
import { type AccessOptions, type AccessReading, readAccess } from './access-reading';
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
    .option('--namespace <name>', 'namespace of objects that set none')
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
      const { request, notes: doubts } = asked(verb, resource, { name, subresource, namespace }, set);
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
      const { request, notes } = asked(verb, resource, details, set);
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
    .option('--namespace <name>', 'namespace of objects that set none')
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
  const command = new Command('diff')
    .description('Shows which permissions two sides give differently.')
    .argument('<old>', 'file, folder, - for standard input, or git:REVISION[:PATH] of this repository')
    .argument('<new>', 'the new side, in the same form')
    .option('--namespace <name>', 'namespace of objects that set none');
  return withReading(command, 'difference').action(async (old: string, fresh: string, options: AccessOptions) => {
    if (old === '-' && fresh === '-') throw new UsageError('both sides are standard input; name a file for one');
    const before = await readAccess([old], { ...options, allowEmpty: true }, io);
    const after = await readAccess([fresh], { ...options, allowEmpty: true }, io);
    const difference = accessDifference(before.graph, after.graph);
    const unknown = ({ graph }: AccessReading) =>
      graph.bindings.filter((each) => !graph.rulesOf(each)).map(unknownText);
    const notes = [
      ...unknown(before).map((note) => `old side: ${note}`),
      ...unknown(after).map((note) => `new side: ${note}`),
    ];
    await print(accessDifferenceAnswer(difference, notes), options, io);
    const code = difference.added.length > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
    done(await after.finish(await before.finish(code, notes)));
  });
}

/** Prints an answer in the format that is asked for, which the option has checked. */
function print(answer: Answer, { format }: AccessOptions, { stdout }: Io): Promise<void> {
  return write(stdout, (answer[format] as () => string)());
}

const PATHS = 'file, folder, or - for standard input; of a folder, all .yaml, .yml and .json files';
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
  return command
    .addOption(new Option('--format <name>', 'output format').choices(ACCESS_FORMATS[answer]).default('text'))
    .option('--kubernetes-version <version>', 'version whose built-in roles count; default: the newest')
    .option('--defaults', 'count the bindings that a new cluster has, too')
    .option('--exclude <glob>', 'files to leave out; can be repeated', collect)
    .option('--policy <file>', 'policy file; default: hardening.yaml of the current folder, if it exists')
    .option('--no-policy', 'read no policy file');
}

/** What is wrong with a request is told as such. */
function asked(verb: string, resource: string, details: AskedDetails, set: ManifestSet): Asked {
  try {
    return readRequest(verb, resource, details, set);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const EXAMPLES = `
Exit codes: 0 answered, 1 diff: a permission is given that was not, 2 something could not be read.

Examples:
  cdk8s-hardened access list dist/
  cdk8s-hardened access who-can get secrets dist/ --namespace shop
  cdk8s-hardened access can-i create deployments.apps --as jane --as-group devs -n shop -f dist/
  cdk8s-hardened access paths dist/
  cdk8s-hardened access diff git:main:dist dist`;
