import { Profile } from '../engine/profile';
import { type IRule, PodSecurityLevel } from '../engine/rule';
import { describeUnknown } from '../engine/suggestion';
import { CATALOG } from '../rules/catalog';

/** The profiles that are known by name. */
export const PROFILE_NAMES: readonly string[] = ['baseline', 'restricted', 'nsa', 'availability'];

/**
 * The profiles that come with this library.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class Profiles {
  /** Pod Security Standards, level `baseline`: exactly what the upstream admission library refuses at each version. */
  public static baseline(): Profile {
    return findProfile('baseline');
  }

  /** Pod Security Standards, level `restricted`: exactly what the upstream admission library refuses at each version. */
  public static restricted(): Profile {
    return findProfile('restricted');
  }

  /**
   * What a manifest can do of the NSA/CISA Kubernetes Hardening Guidance: both levels of the Pod Security Standards, and
   * file systems, tokens, images, resources, network isolation, namespaces and RBAC beside them. The default.
   */
  public static nsa(): Profile {
    return findProfile('nsa');
  }

  /**
   * What keeps an application up: probes, replicas, disruption budgets, spread, and references that lead somewhere. It
   * holds no security rule; use it beside another profile, as in `Profiles.nsa().withRules(...Profiles.availability().rules)`.
   */
  public static availability(): Profile {
    return findProfile('availability');
  }

  /** The profile with a name. Throws where there is none. */
  public static fromName(name: string): Profile {
    if (!PROFILE_NAMES.includes(name)) throw new Error(describeUnknown('profile', name, PROFILE_NAMES));
    return findProfile(name);
  }

  /**
   * Any rule of the catalogue, for a profile that wants one more: some rules are in no profile, as not everybody wants
   * them. Throws where there is none.
   *
   * @param id id of the rule, such as `service-links`
   */
  public static rule(id: string): IRule {
    return new Profile('catalogue', { rules: [...CATALOG] }).rule(id);
  }

  private constructor() {}
}

function findProfile(name: string): Profile {
  const rules = CATALOG.filter((rule) => rule.meta.profiles.includes(name));
  const podSecurityLevel = Object.values(PodSecurityLevel).find((level) => level === name);
  return new Profile(name, { rules, podSecurityLevel });
}
