import { admissionPolicies } from '../../admission/admission-policies';
import { sparedWith } from '../../admission/bindings';
import type { AdmissionStage } from '../../admission/stage';
import { asStatic, staticFiles, staticVersionProblem } from '../../admission/static';
import type { AdmissionGap } from '../../admission/waived';
import { NEWEST_VERSION } from '../../kubernetes/kubernetes-version';
import { blockLines } from '../../yaml/edit/writing';
import type { Io } from '../io';
import { type SetupOptions, setUp } from '../setup';

/** Options of the command `admission`. */
export interface AdmissionOptions extends SetupOptions {
  readonly stage: AdmissionStage;
  readonly clusterStage?: AdmissionStage;
  readonly stagedUntil?: string;
  /** Names of families, with commas between them; false for none. */
  readonly families?: string | false;
  /** The same for guards. */
  readonly guards?: string | false;
  readonly guardStage?: AdmissionStage;
  /** Names of groups, with commas between them. */
  readonly execGroups?: string;
  /** Namespaces that no policy judges, each as NAMESPACE=REASON. */
  readonly spare?: readonly string[];
  /** Whether new pods are filled. */
  readonly fill?: boolean;
  /** The folder for policies that the API server reads from its disk. */
  readonly static?: string;
}

/** The text of a policy with its bindings, and its file. */
export interface PolicyText {
  readonly file: string;
  readonly text: string;
}

/** Makes the policies that the options ask for. Throws for what is wrong with them. The command line loads this file from `lib/`. */
export function policyTexts(
  options: AdmissionOptions,
  io: Pick<Io, 'cwd' | 'today'>,
): { readonly policies: readonly PolicyText[]; readonly leftOut: readonly AdmissionGap[] } {
  const { policy } = setUp(options, io);
  const isStatic = options.static !== undefined;
  const problem = isStatic ? staticVersionProblem(policy.kubernetesVersion ?? NEWEST_VERSION) : undefined;
  if (options.static?.trim() === '') throw new Error('--static is empty; name a folder');
  if (problem) throw new Error(`--static ${problem}`);
  const { objects, leftOut } = admissionPolicies({
    policy,
    today: io.today,
    stage: options.stage,
    clusterStage: options.clusterStage,
    stagedUntil: options.stagedUntil,
    families: namesIn(options.families),
    guards: namesIn(options.guards),
    guardStage: options.guardStage,
    execGroups: namesIn(options.execGroups),
    isStatic,
    fill: options.fill,
    spared: sparedWith(options.spare?.map(spared)),
  });
  const textOf = (object: any) => `---\n${blockLines(object, { step: 2, dash: 2, hasLiterals: false }).join('\n')}\n`;
  const files = staticFiles(isStatic ? asStatic(objects) : objects);
  const policies = [...files].map(([file, own]) => ({ file, text: own.map(textOf).join('') }));
  return { policies, leftOut };
}

function namesIn(list: string | false | undefined): string[] | undefined {
  return list === false ? [] : list?.split(',').map((name) => name.trim());
}

function spared(option: string) {
  const at = option.indexOf('=');
  if (at < 0) throw new Error(`--spare is "${option}"; write it as NAMESPACE=REASON`);
  return { namespaceName: option.slice(0, at), reason: option.slice(at + 1) };
}
