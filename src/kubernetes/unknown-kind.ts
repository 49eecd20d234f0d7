import type { Problem } from './problem';
import { nearest } from './spelling';
import { allKinds, allLifecycles, groupOf, lifecycleLine } from './table';

type KnownKind = readonly [apiVersion: string, kind: string];

/** Says what is meant by a kind that does not exist; nothing of other groups than Kubernetes' own, and of kinds that were removed. */
export function explainUnknownKind(apiVersion: string, kind: string): Problem[] {
  if (lifecycleLine(apiVersion, kind) || (apiVersion === 'v1' && kind === 'List')) return [];
  const known = [...allKinds(), ...allLifecycles()].sort(byStability);
  const ofGroup = known.filter(([each]) => groupOf(each) === groupOf(apiVersion));
  if (ofGroup.length === 0) return [];
  const right = nearestKind(apiVersion, kind, known, ofGroup);
  const there = `${apiVersion} has no kind "${kind}"`;
  if (!right) return [{ category: 'unknown-kind', pointer: '/kind', message: there }];
  const [path, name] = right;
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

/** A kind of the same name counts for more than one of the same version. */
function nearestKind(
  apiVersion: string,
  kind: string,
  known: readonly KnownKind[],
  ofGroup: readonly KnownKind[],
): KnownKind | undefined {
  const isNamed = ([, name]: KnownKind) => name.toLowerCase() === kind.toLowerCase();
  const ofVersion = ofGroup.filter(([each]) => each === apiVersion);
  const named = ofVersion.find(isNamed) ?? ofGroup.find(isNamed) ?? known.find(isNamed);
  if (named) return named;
  const near = nearest(
    kind,
    ofVersion.map(([, name]) => name),
  );
  return near === undefined ? undefined : [apiVersion, near];
}

/** Stable versions first, then betas, then alphas; the newest first. */
function byStability([a]: KnownKind, [b]: KnownKind): number {
  const rank = (apiVersion: string) => (apiVersion.includes('alpha') ? 2 : apiVersion.includes('beta') ? 1 : 0);
  return rank(a) - rank(b) || (a < b ? 1 : -1);
}
