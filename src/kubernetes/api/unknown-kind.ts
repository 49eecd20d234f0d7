import { groupOf } from '../workload-kinds';
import type { CustomKind } from './custom-kinds';
import { fileKinds } from './file-kinds';
import type { Problem } from './problem';
import { nearest } from './spelling';
import { allKinds, hasKinds, hasLifecycle, instability, kindLine } from './table';

type KnownKind = readonly [apiVersion: string, kind: string];

/**
 * Kinds of OpenShift that its server also serves in the core group, by their old names. Those that Kubernetes has in another
 * group, as RoleBinding, are left out: there the group is more likely forgotten.
 *
 * @see https://github.com/openshift/api/blob/3bf15687e60e625ae567927093930424525843ab/apps/v1/legacy.go and the same file of the other groups
 */
const OPENSHIFT = new Set(
  `AppliedClusterResourceQuota Build BuildConfig ClusterNetwork ClusterResourceQuota DeploymentConfig EgressNetworkPolicy Group
  HostSubnet Identity Image ImageStream ImageStreamImage ImageStreamImport ImageStreamMapping ImageStreamTag NetNamespace
  OAuthClient OAuthClientAuthorization Project ProjectRequest RoleBindingRestriction Route SecurityContextConstraints Template
  User UserIdentityMapping`.split(/\s+/),
);

/** Says what is meant by a kind that does not exist; nothing of other groups than Kubernetes' own, and of kinds that were removed. */
export function explainUnknownKind(apiVersion: string, kind: string, minor: number): Problem[] {
  if (hasLifecycle(apiVersion, kind)) return [];
  if (apiVersion === 'v1' && (kind === 'List' || OPENSHIFT.has(kind))) return [];
  if (!hasKinds(groupOf(apiVersion))) return explainUnknownFile(apiVersion, kind, minor);
  const right = nearestKind(apiVersion, kind, servedIn(minor));
  return right
    ? meantKind(apiVersion, kind, right)
    : [{ category: 'unknown-kind', pointer: '/kind', message: `${apiVersion} has no kind "${kind}"` }];
}

/** By minor version. */
const SERVED = new Map<number, readonly KnownKind[]>();

function servedIn(minor: number): readonly KnownKind[] {
  let served = SERVED.get(minor);
  if (!served) {
    served = allKinds()
      .filter(([version, name]) => isServed(version, name, minor))
      .sort(byStability);
    SERVED.set(minor, served);
  }
  return served;
}

/** Files have kinds beside those that are known, so only what is near a known one is wrong. */
function explainUnknownFile(apiVersion: string, kind: string, minor: number): Problem[] {
  const served = fileKinds()
    .filter((each) => each.since <= minor && minor <= each.until && groupOf(each.apiVersion) === groupOf(apiVersion))
    .map((each): KnownKind => [each.apiVersion, each.kind])
    .sort(byStability);
  const right = nearestKind(apiVersion, kind, served);
  return right ? meantKind(apiVersion, kind, right) : [];
}

function meantKind(apiVersion: string, kind: string, [path, name]: KnownKind): Problem[] {
  const there = `${apiVersion} has no kind "${kind}"`;
  const isHere = path === apiVersion;
  return [
    {
      category: 'unknown-kind',
      pointer: isHere ? '/kind' : '/apiVersion',
      message: `${there}; use ${isHere ? `"${name}"` : `${path} ${name}`}`,
      meant: { reason: isHere ? 'spelling' : 'place', name, path },
    },
  ];
}

/** Says where a custom kind is, of which the version asked for is not served; undefined where it is none. */
export function explainUnservedKind(
  apiVersion: string,
  kind: string,
  customKinds: readonly CustomKind[],
): Problem[] | undefined {
  const versions = customKinds.filter((each) => each.kind === kind && each.group === groupOf(apiVersion));
  const right = versions.find(({ isServed }) => isServed)?.apiVersion;
  if (versions.length === 0) return undefined;
  return [
    {
      category: 'unknown-kind',
      pointer: '/apiVersion',
      message: `${apiVersion} has no kind "${kind}"${right === undefined ? '' : `; use ${right} ${kind}`}`,
      ...(right !== undefined && { meant: { reason: 'place', name: kind, path: right } }),
    },
  ];
}

/** A kind of the same name counts for more than one of the same version. */
function nearestKind(apiVersion: string, kind: string, served: readonly KnownKind[]): KnownKind | undefined {
  const isNamed = ([, name]: KnownKind) => name.toLowerCase() === kind.toLowerCase();
  const ofGroup = served.filter(([each]) => groupOf(each) === groupOf(apiVersion));
  const ofVersion = ofGroup.filter(([each]) => each === apiVersion);
  const named = ofVersion.find(isNamed) ?? ofGroup.find(isNamed) ?? served.find(isNamed);
  if (named) return named;
  const near = nearest(
    kind,
    ofVersion.map(([, name]) => name),
  );
  return near === undefined ? undefined : [apiVersion, near];
}

function isServed(apiVersion: string, kind: string, minor: number): boolean {
  const line = kindLine(apiVersion, kind);
  return line !== undefined && line.isNamespaced !== undefined && line.since <= minor && minor <= line.until;
}

/** Stable versions first, then betas, then alphas; the newest first. */
function byStability([a]: KnownKind, [b]: KnownKind): number {
  return instability(a) - instability(b) || (a < b ? 1 : -1);
}
