import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Checker } from '../../src/engine/checker';
import type { Finding } from '../../src/engine/finding';
import type { Profile } from '../../src/engine/profile';
import type { Report } from '../../src/engine/report';
import type { Waiver } from '../../src/engine/waivers/waiver';
import { perRule } from '../../src/engine/waivers/waiver';
import { HardenMode, harden } from '../../src/harden/harden';
import { loadPolicy } from '../../src/host/policy-file';
import { withoutUnplaced } from '../../src/host/unplaced';
import type { Manifest } from '../../src/model/manifest';
import { ManifestSet } from '../../src/model/manifest-set';
import { readObjects } from '../../src/model/read-objects';
import { type Policy, profileOf } from '../../src/profiles/policy';
import { Profiles } from '../../src/profiles/profiles';
import { readYaml } from '../../src/yaml/read';

/** Unmodified upstream releases; they lie beside the checkout and are never copied into it. */
export const RELEASES_FOLDER = join(__dirname, '..', '..', '..', 'shared', 'corpus', 'releases');

/** What each of them needs and what is let stand in it; these files are ours. */
export const POLICIES_FOLDER = join(__dirname, '..', '..', 'third-party');

export const TODAY = '2026-11-24';

/** Manifests of other projects. */
export interface Release {
  readonly id: string;
  readonly title: string;
  /** File or folder in the folder of releases. */
  readonly path: string;
  /** Ends the name of the image whose tag is the release's version. */
  readonly image: string;
}

export const RELEASES: readonly Release[] = [
  { id: 'argo-cd', title: 'Argo CD', path: 'argo-cd.yaml', image: 'argoproj/argocd' },
  { id: 'bookinfo', title: 'Bookinfo', path: 'bookinfo.yaml', image: 'productpage-v1' },
  { id: 'guestbook', title: 'Guestbook', path: 'guestbook', image: 'gb-frontend' },
  { id: 'ingress-nginx', title: 'ingress-nginx', path: 'ingress-nginx.yaml', image: 'ingress-nginx/controller' },
  {
    ...{ id: 'kube-prometheus', title: 'kube-prometheus', path: 'kube-prometheus' },
    image: 'prometheus-operator/prometheus-operator',
  },
  { id: 'longhorn', title: 'Longhorn', path: 'longhorn.yaml', image: 'longhorn-manager' },
  {
    id: 'metrics-server',
    title: 'Metrics Server',
    path: 'metrics-server.yaml',
    image: 'metrics-server/metrics-server',
  },
  {
    id: 'online-boutique',
    title: 'Online Boutique',
    path: 'online-boutique.yaml',
    image: 'microservices-demo/frontend',
  },
];

/** Says why there is nothing to be read, or undefined where it is there. */
export function whyNoReleases(): string | undefined {
  return existsSync(RELEASES_FOLDER) ? undefined : `the upstream releases are not there (${RELEASES_FOLDER})`;
}

/** The files of a release as texts. */
export function textsOf({ path }: Release): string[] {
  const whole = join(RELEASES_FOLDER, path);
  const files = statSync(whole).isDirectory() ? readdirSync(whole).map((name) => join(whole, name)) : [whole];
  return files.sort().map((file) => readFileSync(file, 'utf8'));
}

/** The documents of a release, before lists are opened. */
export function documentsOf(release: Release): any[] {
  return textsOf(release).flatMap((text) => {
    const { documents, problems } = readYaml(text);
    if (problems.length > 0) throw new Error(`${release.id} is not read: ${JSON.stringify(problems)}`);
    return documents.map(({ value }) => value);
  });
}

export function manifestsOf(documents: readonly any[]): Manifest[] {
  return documents.flatMap((document) =>
    readObjects(document, { origin: { file: 'release.yaml' } }).map(({ manifest, problem }) => {
      if (!manifest) throw new Error(problem);
      return manifest;
    }),
  );
}

const policies = new Map<string, Policy>();

/** The policy of a release, read once. */
export function policyOf({ id }: Release): Policy {
  const found = policies.get(id) ?? loadPolicy(join(POLICIES_FOLDER, `${id}.yaml`)).policy;
  policies.set(id, found);
  return found;
}

export function versionOf({ image }: Release, manifests: readonly Manifest[]): string {
  const images = manifests.flatMap(({ podTemplate }) => podTemplate?.containers.map((each) => each.value('/image')));
  const found = images.find((each: string) => each?.includes(`${image}:`));
  return found?.slice(found.indexOf(`${image}:`) + image.length + 1).split('@')[0] ?? 'unknown';
}

/** A release that was judged, mended by force with its policy, and judged again. */
export interface MendedRelease {
  readonly release: Release;
  readonly policy: Policy;
  readonly profile: Profile;
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
  /** The findings that fixes mended. */
  readonly applied: readonly Finding[];
  /** By the policy's profile, which is nsa, without waivers. */
  readonly reportBefore: Report;
  /** By the policy's profile, with its waivers. */
  readonly reportAfter: Report;
  /** By profile restricted, without waivers. */
  readonly restrictedBefore: Report;
  /** By profile restricted, with those waivers that are about its rules. */
  readonly restrictedAfter: Report;
}

export function mendRelease(release: Release, documents: readonly any[] = documentsOf(release)): MendedRelease {
  const policy = policyOf(release);
  const profile = profileOf(policy);
  const before = manifestsOf(documents);
  const outcome = mend(before, policy);
  const after = [...outcome.values()].map(({ manifest }) => manifest);
  return {
    ...{ release, policy, profile, before, after },
    applied: [...outcome.values()].flatMap(({ applied }) => applied),
    reportBefore: judge(before, profile, []),
    reportAfter: judge(after, profile, policy.waivers),
    restrictedBefore: judge(before, Profiles.restricted(), []),
    restrictedAfter: judge(after, Profiles.restricted(), policy.waivers),
  };
}

export function mend(manifests: readonly Manifest[], policy: Policy) {
  const { waivers, needs, kubernetesVersion } = policy;
  const options = { profile: profileOf(policy), mode: HardenMode.FORCE, today: TODAY };
  return harden(manifests, manifests, { ...options, waivers, needs, kubernetesVersion });
}

export function judge(manifests: readonly Manifest[], profile: Profile, waivers: readonly Waiver[] = []): Report {
  const own = perRule(waivers).filter(({ rule }) => profile.hasRule(rule));
  const report = new Checker({ profile, today: TODAY, waivers: own }).check(ManifestSet.fromManifests([...manifests]));
  return withoutUnplaced(report).report; // as the command line counts
}
