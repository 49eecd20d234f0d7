import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { Checker } from '../engine/checker';
import type { Profile } from '../engine/profile';
import { hasId } from '../engine/rule';
import { Severity } from '../engine/severity';
import { describeUnknown } from '../engine/suggestion';
import { UnknownKinds } from '../engine/unknown-kinds';
import { perRule, type Waiver } from '../engine/waivers/waiver';
import { DNS_LABEL } from '../kubernetes/api/forms/formats';
import { type Policy, profileOf } from '../profiles/policy';
import { Profiles } from '../profiles/profiles';
import { CATALOG } from '../rules/catalog';
import { importedDefinitions, readDefinitions } from './definitions';
import { imageKnowledge } from './image-configs';
import { lockedProfile, lockFor } from './image-lock';
import type { InputOptions } from './input';
import { type Io, UsageError } from './io';
import { type LoadedPolicy, loadPolicy, POLICY_FILE, type PolicyReading } from './policy-file';

/** Options that are common to all commands that check. */
export interface SetupOptions {
  readonly policy?: string | false;
  readonly profile?: string;
  /** Edition of the profile; default: the policy's. */
  readonly edition?: string;
  readonly kubernetesVersion?: string;
  readonly failOn?: string;
  readonly imagesLock?: string;
  /** Configurations of images, each as REF=FILE, or as a file that names its images. */
  readonly imageConfig?: readonly string[];
  /** Files and folders of CustomResourceDefinitions. */
  readonly crds?: readonly string[];
  /** Ids and categories of rules, with commas between them. */
  readonly rules?: string;
  /** What happens to objects of kinds that no rule knows; default: the policy's. */
  readonly unknown?: string;
  readonly namespace?: string;
  readonly exclude?: readonly string[];
}

/** The profile, checker and policy of a command. */
export interface Setup {
  readonly policy: Policy;
  readonly profile: Profile;
  readonly checker: Checker;
  /** The profile and its waivers as if all rules were asked: a fix of one rule keeps what a waiver of another accepts. */
  readonly whole: { readonly profile: Profile; readonly waivers?: Waiver[] };
  readonly failOn: Severity;
  readonly unknownKinds: UnknownKinds;
  /** Path of the baseline that the policy names. */
  readonly baseline?: string;
  /** What reading the files needs to know. */
  readonly reading: InputOptions;
}

/** Reads the policy and applies the options. Errors are thrown before any manifest is read. */
export function setUp(options: SetupOptions, { cwd, today }: Pick<Io, 'cwd' | 'today'>): Setup {
  try {
    const loaded = policyFor(options.policy, cwd, { today, profile: options.profile, edition: options.edition });
    const { policy: said, baseline, imagesLock } = loaded;
    const kubernetesVersion = options.kubernetesVersion ?? said.kubernetesVersion;
    const chosen = options.profile === undefined ? said.profile : rebased(options.profile, said);
    const lock = lockFor(options.imagesLock, imagesLock, cwd);
    const base = lockedProfile(chosen, lock);
    const customResourceDefinitions = [
      ...(said.customResourceDefinitions ?? []),
      ...readDefinitions(options.crds ?? [], cwd),
      ...importedDefinitions(cwd),
    ];
    const edition = options.edition ?? said.edition;
    const policy: Policy = { ...said, profile: base, edition, kubernetesVersion, customResourceDefinitions };
    const named = profileOf(policy);
    const profile = options.rules === undefined ? named : narrowed(named, options.rules);
    const waivers = perRule(policy.waivers ?? []).filter(({ rule }) => profile === named || profile.hasRule(rule));
    const others = profile.rules.filter(({ meta }) => !named.hasRule(meta.id));
    const whole = others.length === 0 ? named : named._enabling(...others);
    const checker = new Checker({ profile, today, kubernetesVersion, waivers, customResourceDefinitions });
    return {
      policy: { ...policy, waivers },
      profile,
      checker,
      whole: { profile: whole, waivers: policy.waivers },
      failOn: parsed('severity', Object.values(Severity), options.failOn) ?? policy.failOn ?? Severity.INFO,
      unknownKinds:
        parsed('value for unknown kinds', Object.values(UnknownKinds), options.unknown) ??
        policy.unknownKinds ??
        UnknownKinds.WARN,
      baseline,
      reading: {
        ...readingOf(options, loaded, cwd, customResourceDefinitions),
        imageFacts: imageKnowledge(options.imageConfig ?? [], lock, cwd),
      },
    };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** What a command and its policy say of the files to read. */
export function readingOf(
  { namespace, exclude = [] }: Pick<SetupOptions, 'namespace' | 'exclude'>,
  loaded: LoadedPolicy,
  cwd: string,
  customResourceDefinitions: readonly any[] = [],
): InputOptions {
  if (namespace !== undefined && !DNS_LABEL.accepts(namespace))
    throw new Error(`namespace "${namespace}" is not valid; write ${DNS_LABEL.wanted}`);
  return {
    workloadKinds: loaded.policy.workloadKinds,
    comments: loaded.policy.waiverPolicy?.comments,
    customResourceDefinitions,
    namespaceName: namespace ?? loaded.namespaceName,
    exclude: [
      ...(loaded.exclude ?? []).map(({ glob, folder }) => ({ glob, folder: relative(cwd, folder) })),
      ...exclude.map((glob) => ({ glob, folder: '' })),
    ],
  };
}

export function policyFor(option: string | false | undefined, cwd: string, reading: PolicyReading = {}): LoadedPolicy {
  if (option === false) return { policy: {} };
  if (option !== undefined) return loadPolicy(resolve(cwd, option), reading);
  const usual = resolve(cwd, POLICY_FILE);
  return existsSync(usual) ? loadPolicy(usual, reading) : { policy: {} };
}

/** Returns another profile, with the rules of the policy's packages. */
function rebased(name: string, { profile }: Policy): Profile {
  const shipped = new Set(CATALOG.map(({ meta }) => meta.id));
  const own = (profile?.rules ?? []).filter(({ meta }) => !shipped.has(meta.id));
  return Profiles.fromName(name).withRules(...own);
}

/** Returns a profile with the named rules, of the catalogue too, and with its own rules of the named categories. */
function narrowed(profile: Profile, words: string): Profile {
  const categories = new Set([...CATALOG, ...profile.rules].flatMap(({ meta }) => meta.category ?? []));
  const named = words.split(',').map((word) => word.trim());
  const rules = named.flatMap((word) => {
    if (categories.has(word)) return profile.rules.filter(({ meta }) => meta.category === word);
    if (profile.hasRule(word)) return [profile.rule(word)];
    const found = CATALOG.find((rule) => hasId(rule, word));
    if (found) return [found];
    const known = [...categories, ...[...CATALOG, ...profile.rules].map(({ meta }) => meta.id)];
    throw new Error(describeUnknown('rule or category', word, known));
  });
  return profile._narrowedTo([...new Set(rules)], `${profile.name}, only ${named.join(', ')}`);
}

function parsed<T extends string>(what: string, values: readonly T[], name: string | undefined): T | undefined {
  if (name === undefined) return undefined;
  const found = values.find((value) => value === name);
  if (!found) throw new Error(describeUnknown(what, name, values));
  return found;
}
