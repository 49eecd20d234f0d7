import { type AppPolicy, checkedUnder } from '../../aspects/hardening-policy';
import { Checker } from '../../engine/checker';
import type { Finding } from '../../engine/finding';
import { Profile } from '../../engine/profile';
import { atLeastAsSevere, Severity } from '../../engine/severity';
import type { WaiverTerms } from '../../engine/waivers/waiver';
import { KubernetesApi } from '../../kubernetes/api/kubernetes-api';
import { nearest } from '../../kubernetes/api/spelling';
import { ManifestSet } from '../../model/manifest-set';
import { profileOf } from '../../profiles/policy';
import { Profiles } from '../../profiles/profiles';
import { sortWorstFirst } from '../../report/summary';

/** A rule of a Role, as it is written. */
export interface Grant {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** The Role that a grant becomes part of. */
interface GrantedRole {
  readonly namespaceName: string;
  /** Path of its construct. */
  readonly path: string;
}

const RBAC = 'rbac.authorization.k8s.io';
/** In no profile, as it finds no danger; a grant that allows nothing is a mistake. */
const INEFFECTIVE = 'rbac-ineffective-rule';
/** Whether a waiver has expired is for the synth to say. */
const TODAY = '2000-01-01';

/**
 * What the API says of a grant: a resource that its group does not have, a verb that the resource does not have. Undefined where
 * it says nothing, as of groups that are not Kubernetes' own, and of wildcards.
 */
function unknownInGrant(grant: Grant, kubernetesVersion: string | undefined): string | undefined {
  const api = KubernetesApi.of(kubernetesVersion ?? 'latest');
  for (const group of grant.apiGroups) {
    const known = [...api.resourcesOf(group).keys()];
    for (const resource of known.length === 0 ? [] : grant.resources.filter((each) => !each.includes('*'))) {
      if (!api.resource(group, resource)) {
        const near = nearest(resource, known);
        return `names the resource "${resource}", which ${group || 'the core group'} does not have${near ? `; use "${near}"` : ''}`;
      }
      const verbs = api.verbsOf(group, resource);
      const unknown = grant.verbs.find((verb) => verb !== '*' && !verbs.some((each) => isVerb(verb, each)));
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
 * What the API says of a grant, and what the rules about RBAC say of a Role with it that is bound to an account, under the
 * policy of its app: what they find in a manifest is refused where it is declared. Undefined where they find nothing.
 */
export function grantProblem(
  grant: Grant,
  { namespaceName, path }: GrantedRole,
  { followed: policy, waivers: common }: AppPolicy,
  waivers: readonly WaiverTerms[] = [],
): string | undefined {
  const { kubernetesVersion, failOn = Severity.INFO } = policy;
  const unknown = unknownInGrant(grant, kubernetesVersion);
  if (unknown !== undefined) return unknown;
  const metadata = { name: 'grant', namespace: namespaceName };
  const subject = { kind: 'ServiceAccount', name: 'grant', namespace: namespaceName };
  const manifests = ManifestSet.fromJson([
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata, rules: [grant] },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name: 'grant' },
      subjects: [subject],
    },
  ]);
  const rules = profileOf({ edition: policy.edition }).rules.filter(({ meta }) => meta.category === 'rbac');
  // The synth checks the terms of waivers.
  const asked = checkedUnder(policy, new Profile('grants', { rules })).withWaiverPolicy({});
  const accepted = [...waivers, ...common.flatMap(({ construct, ...terms }) => (construct === path ? terms : []))];
  const report = new Checker({
    profile: asked.hasRule(INEFFECTIVE) ? asked : asked.withRules(Profiles.rule(INEFFECTIVE)),
    today: TODAY,
    kubernetesVersion,
    waivers: accepted.map((terms) => ({ ...terms, kind: 'Role', name: 'grant', namespaceName })),
  }).check(manifests);
  const error = report.errors.find(({ isRefusal }) => !isRefusal);
  if (error) throw new Error(error.message);
  const refused = sortWorstFirst(report._each.findings, (finding) => [finding]).filter(({ severity }) =>
    atLeastAsSevere(severity, failOn),
  );
  return refused.length === 0 ? undefined : refusalText(refused, path);
}

/** Every rule that refuses a grant, and how to accept it: a grant that allows nothing is a mistake, and has no waiver. */
function refusalText(refused: readonly Finding[], path: string): string {
  const reasons = refused.map(({ rule, message }) => `${rule}: ${message}`);
  const rules = [...new Set(refused.map(({ rule }) => rule))];
  const waysOut = rules.includes(INEFFECTIVE)
    ? ''
    : `\nGrant less, or accept it by waivers in the options of the grant, or in the policy for construct "${path}": rules: [${rules.join(', ')}]`;
  return `is refused by ${reasons.join('\nand by ')}${waysOut}`;
}

/** Orders grants, so that the order of the calls does not matter. */
export function sortGrants(grants: readonly Grant[]): Grant[] {
  return [...grants].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
