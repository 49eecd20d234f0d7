import { wasEverIn } from '../engine/edition';
import { Profile } from '../engine/profile';
import { ProfileRules } from '../engine/profile-rules';
import { type IRule, PodSecurityLevel } from '../engine/rule';
import { describeUnknown } from '../engine/suggestion';
import { CATALOG } from '../rules/catalog';

/** The profiles that have a name. */
export const PROFILE_NAMES: readonly string[] = ['baseline', 'restricted', 'nsa', 'availability'];

/**
 * Provides the profiles of this library.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class Profiles {
  /**
   * Returns the Pod Security Standards at level `baseline`: exactly what the upstream admission library refuses at each
   * version.
   *
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
   */
  public static baseline(): Profile {
    return findProfile('baseline');
  }

  /**
   * Returns the Pod Security Standards at level `restricted`: exactly what the upstream admission library refuses at
   * each version.
   *
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
   */
  public static restricted(): Profile {
    return findProfile('restricted');
  }

  /**
   * Returns the recommendations of the NSA/CISA Kubernetes Hardening Guidance that a manifest can follow: both levels
   * of the Pod Security Standards, and rules for file systems, tokens, images, resources, network isolation, namespaces
   * and RBAC. The default profile.
   *
   * @see https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF
   */
  public static nsa(): Profile {
    return findProfile('nsa');
  }

  /**
   * Returns rules that keep an application available: probes, replicas, disruption budgets, spread, and references to
   * existing objects. It contains no security rule; combine it with another profile, as in
   * `Profiles.nsa().withRules(...Profiles.availability().rules)`.
   */
  public static availability(): Profile {
    return findProfile('availability');
  }

  /**
   * Returns the profile with a name. Throws if there is none.
   *
   * @param name `baseline`, `restricted`, `nsa` or `availability`
   */
  public static fromName(name: string): Profile {
    if (!PROFILE_NAMES.includes(name)) throw new Error(describeUnknown('profile', name, PROFILE_NAMES));
    return findProfile(name);
  }

  /**
   * Returns any rule of the catalogue, to add it to a profile: optional rules are in no profile. Throws if there is
   * none.
   *
   * @param id id of the rule, such as `service-links`
   */
  public static rule(id: string): IRule {
    return new Profile('catalogue', { rules: [...CATALOG] }).rule(id);
  }

  private constructor() {}
}

function findProfile(name: string): Profile {
  const rules = CATALOG.filter((rule) => wasEverIn(name, rule));
  const podSecurityLevel = Object.values(PodSecurityLevel).find((level) => level === name);
  const profile = new Profile(name, { rules: [], podSecurityLevel });
  profile._held = new ProfileRules({ profile: name, all: rules, shipped: rules.map(({ meta }) => meta.id) });
  return profile;
}
