import { dirname, resolve } from 'node:path';
import type { Profile } from '../engine/profile';
import type { IRule } from '../engine/rule';
import { escapeSegment, valueAt } from '../json/pointer';
import { ImageLockRule } from '../profiles/image-lock-rule';
import { type Policy, profileOf } from '../profiles/policy';
import { formProblems, mergeLayers, policyOf } from '../profiles/policy-file';
import { meaningProblems, problemAt } from '../profiles/policy-meaning';
import { PROFILE_NAMES, Profiles } from '../profiles/profiles';
import { CATALOG } from '../rules/catalog';
import type { Exclusion } from './globs/exclusions';
import { type Layer, listAt, PolicyLayers } from './policy-layers';

/** The default path of the policy file. */
export const POLICY_FILE = 'hardening.yaml';

/** The content of a policy file and the files that it includes. */
export interface LoadedPolicy {
  readonly policy: Policy;
  /** Path of the baseline; undefined if no file names one. */
  readonly baseline?: string;
  /** Path of the image lock; undefined if no file names one. */
  readonly imagesLock?: string;
  /** Namespace of objects in files that set none. */
  readonly namespaceName?: string;
  /** Files to leave out, each with the absolute path of the folder of its policy file. */
  readonly exclude?: readonly Exclusion[];
}

/** What a policy file is measured by. */
export interface PolicyReading {
  /** Day in UTC, as `YYYY-MM-DD`. Default: a waiver may last however long. */
  readonly today?: string;
  /** Name of the profile that counts in place of the file's. */
  readonly profile?: string;
  /** Edition that counts in place of the file's. */
  readonly edition?: string;
}

/**
 * Reads policy files.
 *
 * @see https://github.com/cdk8s-hardened/cdk8s-hardened/blob/main/docs/policy.md
 */
export class PolicyFile {
  /**
   * Reads a policy file and the files that it includes, for `HardeningPolicy`, `HardeningChecks` and `Harden`. Throws
   * with all problems and their places if a file is invalid.
   *
   * @param path path of the file, relative to the current folder
   * @example
   * import { App } from 'cdk8s';
   * import { Aspects, HardeningChecks, HardeningPolicy, PolicyFile } from 'cdk8s-hardened';
   *
   * const app = new App();
   * HardeningPolicy.of(app).set(PolicyFile.fromFile('hardening.yaml'));
   * Aspects.of(app).add(new HardeningChecks());
   */
  public static fromFile(path: string): Policy {
    return { ...loadPolicy(resolve(path)).policy, name: path };
  }

  private constructor() {}
}

/** Reads a policy file and all files that it includes. Throws with everything that is wrong in them. */
export function loadPolicy(path: string, reading: PolicyReading = {}): LoadedPolicy {
  const layers = new PolicyLayers(path);
  const { all } = layers;
  const isLocked = all.some(({ document }) => typeof valueAt(document.value, '/imagesLock') === 'string');
  const brought = layers.rules();
  const rules = isLocked ? [...brought, new ImageLockRule()] : brought; // So that a policy can configure the rule.
  const definitions = layers.definitions();
  for (const { document, wordAt, problems } of all) problems.push(...formProblems(document.value, rules, wordAt));
  if (!layers.isPartial) judgeMeaning(all, rules, reading);
  layers.confirm();
  const json = all.map((layer) => ({ ...layer.document.value, ...editionIn(layer) })).reduce(mergeLayers, {});
  const policy = {
    ...policyOf(json, rules),
    ...(definitions.length > 0 && { customResourceDefinitions: definitions }),
  };
  const exclude = all.flatMap((layer) =>
    listAt(layer, 'exclude').map((glob) => ({ glob, folder: dirname(layer.path) })),
  );
  const files = { baseline: fileAt(all, 'baseline'), imagesLock: fileAt(all, 'imagesLock') };
  return { policy, ...files, namespaceName: json.namespace, exclude };
}

/** Returns the file that the uppermost layer with the key names, resolved from the folder of that layer. */
function fileAt(layers: readonly Layer[], key: string): string | undefined {
  const [layer] = layers.filter(({ document }) => document.value[key] !== undefined).reverse();
  return layer && resolve(dirname(layer.path), layer.document.value[key]);
}

/** Adds what is wrong with values, also where the form of other values is wrong. */
function judgeMeaning(layers: readonly Layer[], rules: readonly IRule[], reading: PolicyReading): void {
  const sound = layers.map(soundPart).reduce(mergeLayers, {});
  const named = namedProfile(reading.profile ?? sound.profile, layers, rules);
  for (const layer of layers) {
    const { edition } = editionIn(layer);
    if (edition !== undefined) layer.problems.push(...problemAt('/edition', () => named.inEdition(edition)));
  }
  const edition = reading.edition ?? sound.edition;
  let decided = named._held.editions.includes(edition) ? named.inEdition(edition) : named;
  for (const [id, setting] of Object.entries<any>(sound.rules)) {
    const pointer = `/rules/${escapeSegment(id)}`;
    const problems = problemAt(pointer, () => {
      decided = profileOf({ profile: decided, rules: { [id]: setting } });
    });
    const says = ({ document }: Layer) => Object.hasOwn(document.value.rules ?? {}, id);
    [...layers]
      .reverse()
      .find(says)
      ?.problems.push(...problems);
  }
  const { waiverPolicy } = sound;
  const terms = decided.withWaiverPolicy(waiverPolicy);
  for (const { document, problems } of layers) {
    const places = problems.map(({ pointer }) => pointer);
    const isSaid = (pointer: string) =>
      ITEM.test(pointer)
        ? places.some((place) => place.startsWith(`${pointer}/`) && !/\/(?:reason|expires|ticket|rules?)\b/.test(place))
        : places.includes(pointer);
    const found = meaningProblems(document.value, terms, reading.today);
    problems.push(...found.filter(({ pointer }) => !isSaid(pointer)));
  }
}

/** The edition that a file names, as it is written: YAML reads 2026.10 as the number 2026.1. */
function editionIn({ document, wordAt }: Layer): { readonly edition?: string } {
  const { edition } = document.value;
  if (typeof edition === 'number') return { edition: wordAt('/edition') ?? String(edition) };
  return typeof edition === 'string' ? { edition } : {};
}

/** A waiver as a whole: it may lack a target because a key of it is misspelt. */
const ITEM = /^\/waivers\/\d+$/;

/** What decides the profile, without what is wrong. */
function soundPart(layer: Layer): any {
  const { document, problems } = layer;
  const isSound = (pointer: string) => !problems.some((each) => `${each.pointer}/`.startsWith(`${pointer}/`));
  const { profile, rules, waiverPolicy } = document.value;
  const settings = problems.some(({ pointer }) => pointer === '/rules') ? {} : (rules ?? {});
  return {
    ...(isSound('/profile') && profile !== undefined && { profile }),
    ...editionIn(layer),
    rules: Object.fromEntries(Object.entries(settings).filter(([id]) => isSound(`/rules/${escapeSegment(id)}`))),
    waiverPolicy: isSound('/waiverPolicy') ? waiverPolicy : {},
  };
}

/** The profile with a name; with every rule, where the name is wrong. */
function namedProfile(name: string | undefined, layers: readonly Layer[], rules: readonly IRule[]): Profile {
  const isWrong = layers.some(({ problems }) => problems.some(({ pointer }) => pointer === '/profile'));
  const known = PROFILE_NAMES.find((each) => each === (name ?? 'nsa'));
  const named = Profiles.fromName(isWrong || !known ? 'nsa' : known).withRules(...rules);
  return isWrong || !known ? named.withRules(...CATALOG.filter(({ meta }) => !named.hasRule(meta.id))) : named;
}
