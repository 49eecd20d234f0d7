import { type Finding, type IRule, type ManifestSet, type Profile, Profiles, Severity } from 'cdk8s-hardened';

export const OWNER = 'acme.example.com/owner';
/** The teams that may own a service. */
export const TEAMS = ['payments', 'catalogue', 'platform'];

/** A rule of the organisation: every workload names the team that is on call. */
export class OwnerLabel implements IRule {
  public readonly meta = {
    id: 'acme-owner-label',
    title: 'Workloads name the team that owns them',
    severity: Severity.MEDIUM,
    profiles: ['acme'],
    standards: ['ACME 4.1'],
    references: ['https://wiki.acme.example.com/on-call'],
  };

  public check(manifests: ManifestSet): Finding[] {
    return manifests.all.flatMap((manifest) => {
      const { podTemplate: pod, objectRef, origin } = manifest;
      if (!pod || TEAMS.includes(pod.labels[OWNER] ?? '')) return [];
      return [
        {
          rule: this.meta.id,
          severity: this.meta.severity,
          message: `no team owns the pods of "${objectRef.name}"; set ${OWNER} to one of ${TEAMS.join(', ')}`,
          objectRef,
          origin,
          pointer: `${pod.path}/metadata/labels`,
          fix: [],
        },
      ];
    });
  }
}

/** The profile of ACME: the profile of the library and ACME's own rules, which cannot be waived. */
export function acmeProfile(): Profile {
  const house: IRule[] = [new OwnerLabel()];
  return Profiles.nsa()
    .withRules(...house)
    .withUnwaivableRules(...house.map(({ meta }) => meta.id));
}
