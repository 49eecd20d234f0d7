import { Checker } from '../../engine/checker';
import type { Finding } from '../../engine/finding';
import { Profile } from '../../engine/profile';
import { atLeastAsSevere } from '../../engine/severity';
import type { WaiverTerms } from '../../engine/waivers/waiver';
import { ManifestSet } from '../../model/manifest-set';
import { Profiles } from '../../profiles/profiles';

/** A rule of a Role, as it is written. */
export interface Grant {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
}

const RBAC = 'rbac.authorization.k8s.io';
/** In no profile, as it finds no danger; a grant that allows nothing is a mistake. */
const INEFFECTIVE = 'rbac-ineffective-rule';
/** Whether a waiver has expired is for the synth to say. */
const TODAY = '2000-01-01';

/**
 * What the rules about RBAC say of a Role with one grant that is bound to an account: what they find in a manifest is
 * refused where it is declared. Undefined where they find nothing.
 */
export function grantProblem(
  grant: Grant,
  namespaceName: string,
  kubernetesVersion: string | undefined,
  waivers: readonly WaiverTerms[] = [],
): string | undefined {
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
  const rules = [...Profiles.nsa().rules.filter(({ meta }) => meta.category === 'rbac'), Profiles.rule(INEFFECTIVE)];
  const report = new Checker({
    profile: new Profile('grants', { rules }),
    today: TODAY,
    kubernetesVersion,
    waivers: waivers.map((terms) => ({ ...terms, kind: 'Role', name: 'grant', namespaceName })),
  }).check(manifests);
  const error = report.errors.find(({ isRefusal }) => !isRefusal);
  if (error) throw new Error(error.message);
  const worst = report.findings.reduce<Finding | undefined>(
    (before, finding) => (before && atLeastAsSevere(before.severity, finding.severity) ? before : finding),
    undefined,
  );
  return worst && `is refused by ${worst.rule}: ${worst.message}`;
}

/** Orders grants, so that the order of the calls does not matter. */
export function sortGrants(grants: readonly Grant[]): Grant[] {
  return [...grants].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
