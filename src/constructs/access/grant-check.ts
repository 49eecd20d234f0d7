import { type AppPolicy, checkedUnder } from '../../aspects/hardening-policy';
import { Checker } from '../../engine/checker';
import type { Finding } from '../../engine/finding';
import { Profile } from '../../engine/profile';
import { KubernetesApi } from '../../kubernetes/api/kubernetes-api';
import { nearest } from '../../kubernetes/api/spelling';
import { ManifestSet } from '../../model/manifest-set';
import { profileOf } from '../../profiles/policy';
import { Profiles } from '../../profiles/profiles';

/** A rule of a role, as it is written. */
export interface Grant {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

export const RBAC = 'rbac.authorization.k8s.io';
/** In no profile, as it finds no danger; a grant that allows nothing is a mistake. */
const INEFFECTIVE = 'rbac-ineffective-rule';
/** Whether a waiver has expired is for the synth to say. */
const TODAY = '2000-01-01';

/** The rules about RBAC of the default profile: what a construct of this folder writes is judged by them. */
export function accessProfile(edition?: string): Profile {
  const rules = profileOf({ edition }).rules.filter(({ meta }) => meta.category === 'rbac');
  return new Profile('nsa of grants', { rules });
}

/**
 * What the API says of a grant: a resource that its group does not have, a verb that the resource does not have. Undefined where
 * it says nothing, as of groups that are not Kubernetes' own, and of wildcards.
 */
function unknownInGrant(
  { apiGroups = [], resources = [], verbs: granted }: Grant,
  kubernetesVersion = 'latest',
): string | undefined {
  const api = KubernetesApi.of(kubernetesVersion);
  for (const group of apiGroups) {
    const known = [...api.resourcesOf(group).keys()];
    for (const resource of known.length === 0 ? [] : resources.filter((each) => !each.includes('*'))) {
      if (!api.resource(group, resource)) {
        const near = nearest(resource, known);
        return `names the resource "${resource}", which ${group || 'the core group'} does not have${near ? `; use "${near}"` : ''}`;
      }
      const verbs = api.verbsOf(group, resource);
      const unknown = granted.find((verb) => verb !== '*' && !verbs.some((each) => isVerb(verb, each)));
      if (unknown === undefined) continue;
      const near = nearest(unknown, verbs);
      return `has the verb "${unknown}", which ${resource} does not have; use ${near ? `"${near}"` : `one of ${verbs.join(', ')}`}`;
    }
  }
  return undefined;
}

/** A verb of the table that ends with `*` is the start of one. */
function isVerb(verb: string, known: string): boolean {
  return known.endsWith('*') ? verb.startsWith(known.slice(0, -1)) : verb === known;
}

/**
 * Returns why a grant is a mistake: the API does not have what it names, or it allows nothing. No waiver helps. What it allows
 * too much of, the synth judges as it judges every role.
 *
 * @param namespace the namespace of its Role; undefined for a ClusterRole
 */
export function mistakeIn(grant: Grant, namespace: string | undefined, { followed }: AppPolicy): string | undefined {
  const unknown = unknownInGrant(grant, followed.kubernetesVersion);
  if (unknown !== undefined) return unknown;
  const only = new Profile('mistakes', { rules: [Profiles.rule(INEFFECTIVE)] });
  const reasons = findingsIn(rolesOf([grant], namespace), only, followed.kubernetesVersion).map(
    ({ rule, message }) => `is refused by ${rule}: ${message}`,
  );
  if (reasons.length === 0) return undefined;
  const isOfCluster = namespace !== undefined && reasons.some((each) => each.includes('cluster-scoped'));
  return reasons.join('\nand ') + (isOfCluster ? '\nAs allowClusterWide(verbs, target, { reason })' : '');
}

/** Returns what the rules about RBAC find in rules of a role that is bound, under the policy of its app. */
export function dangersIn(
  grants: readonly Grant[],
  namespace: string | undefined,
  { followed }: AppPolicy,
): readonly Finding[] {
  const profile = checkedUnder(followed, accessProfile(followed.edition));
  return findingsIn(rolesOf(grants, namespace), profile, followed.kubernetesVersion);
}

/** Returns what the rules about RBAC find in one object, such as a binding, under the policy of its app. */
export function dangersInObject(object: object, { followed }: AppPolicy): readonly Finding[] {
  const profile = checkedUnder(followed, accessProfile(followed.edition));
  return findingsIn([object], profile, followed.kubernetesVersion);
}

function findingsIn(objects: object[], profile: Profile, kubernetesVersion?: string): readonly Finding[] {
  const asked = profile.withWaiverPolicy({});
  const report = new Checker({ profile: asked, today: TODAY, kubernetesVersion }).check(ManifestSet.fromJson(objects));
  const error = report.errors.find(({ isRefusal }) => !isRefusal);
  if (error) throw new Error(error.message);
  return report._each.findings;
}

/** A role with some rules, and what binds it to an account. */
function rolesOf(rules: readonly Grant[], namespace: string | undefined): object[] {
  const prefix = namespace === undefined ? 'Cluster' : '';
  const metadata = { name: 'grant', namespace };
  const home = namespace ?? 'grant';
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'grant', namespace: home } },
    { apiVersion: `${RBAC}/v1`, kind: `${prefix}Role`, metadata, rules },
    {
      apiVersion: `${RBAC}/v1`,
      kind: `${prefix}RoleBinding`,
      metadata,
      roleRef: { apiGroup: RBAC, kind: `${prefix}Role`, name: 'grant' },
      subjects: [{ kind: 'ServiceAccount', name: 'grant', namespace: home }],
    },
  ];
}
