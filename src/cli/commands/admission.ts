import { readdirSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { Command, Option } from 'commander';
import { STAGES } from '../../admission/stage';
import type { AdmissionOptions, PolicyText } from '../../host/admission/policy-texts';
import { reasonOf } from '../../host/files';
import { ExitCode, type Io, UsageError, write, writeText } from '../../host/io';
import { makeFolder, replaceFile } from '../../host/replace-file';
import { usage } from './answering';
import { collect } from './policy-options';

/** `admission`: writes the rules as policies that a cluster enforces. */
export function admissionCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('admission')
    .description('Writes the rules as ValidatingAdmissionPolicies, so that the cluster enforces them.')
    .addOption(new Option('--stage <stage>', 'what happens to a wrong object').choices(STAGES).default('audit'))
    .addOption(
      new Option('--cluster-stage <stage>', 'the same for objects without a namespace; default: the stage').choices(
        STAGES,
      ),
    )
    .option('--staged-until <day>', 'last day on which check accepts a stage that refuses nothing, as YYYY-MM-DD')
    .option('--families <list>', 'only these families of rules, as a,b; default: all')
    .option('--no-families', 'no rules, guards alone')
    .option('--guards <list>', 'only these guards, as a,b; default: all')
    .option('--no-guards', 'no guards')
    .addOption(new Option('--guard-stage <stage>', 'the stage of guards; default: the same').choices(STAGES))
    .option('--exec-groups <list>', 'groups whose members may exec, attach, port-forward, proxy and debug, as a,b')
    .option(
      '--spare <namespace=reason>',
      'namespace that no policy judges, beside kube-system; can be repeated',
      collect,
    )
    .option('--fill', 'fill new pods with what fix sets, in the namespaces that deny (Kubernetes 1.36)')
    .option('--static <folder>', 'write a file for each policy, which the API server reads from its disk')
    .option('--policy <file>', 'policy file; default: hardening.yaml, if any')
    .option('--no-policy', 'read no policy file')
    .option('--profile <name>', 'baseline, restricted, nsa or availability; default: the policy’s, or nsa')
    .option('--edition <edition>', 'edition of the profile, such as 2026.1; default: the policy’s, or the newest')
    .option('--kubernetes-version <version>', 'such as 1.34; default: the policy’s, or the newest known')
    .addHelpText('after', EXAMPLES)
    .action(async (options: AdmissionOptions) => {
      // Loaded from lib/: the expressions of all rules would make the start of each command slower.
      const { policyTexts } =
        require('../../host/admission/policy-texts') as typeof import('../../host/admission/policy-texts');
      const { policies, leftOut } = usage(() => policyTexts(options, io));
      if (options.static === undefined) await write(io.stdout, policies.map(({ text }) => text).join(''));
      else await writeText(io.stdout, writeStatic(policies, options.static, io));
      for (const { what, why } of leftOut) await writeText(io.stderr, `left out: ${what}: ${why}\n`);
      done(ExitCode.CLEAN);
    });
}

/** Writes each policy with its bindings into a file; returns what was done. */
function writeStatic(policies: readonly PolicyText[], option: string, { cwd }: Io): string {
  const folder = resolve(cwd, option);
  const names = new Set(policies.map(({ file }) => file));
  try {
    makeFolder(folder);
    for (const { file, text } of policies) {
      makeFolder(dirname(join(folder, file)));
      replaceFile(join(folder, file), text, cwd);
    }
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.split(sep).join('/'));
    const others = found.filter((name) => /^(?:fill\/)?hardening-[^/]*\.yaml$/.test(name) && !names.has(name));
    const remarks = others.map(
      (name) => `${name} is of an earlier run, and the API server still reads it; remove it\n`,
    );
    return [`wrote ${names.size} policies to ${folder}\n`, ...remarks].join('');
  } catch (error) {
    throw new UsageError(`${folder} cannot be written: ${reasonOf(error)}`);
  }
}

const EXAMPLES = `
The standard error says what no policy enforces, and why.

Examples:
  cdk8s-hardened admission --stage audit > admission.yaml
  cdk8s-hardened admission --profile restricted --kubernetes-version 1.34 --stage warn | kubectl apply -f -
  cdk8s-hardened admission --no-families --exec-groups on-call --stage deny
  cdk8s-hardened admission --kubernetes-version 1.36 --stage deny --fill > admission.yaml
  cdk8s-hardened admission --kubernetes-version 1.37 --stage deny --static policies/`;
