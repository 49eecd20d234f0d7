import { HardeningChecks } from '../../aspects/hardening-checks';
import { Profile } from '../../engine/profile';
import { PodSecurityLevel } from '../../engine/rule';
import { CATALOG } from '../../rules/catalog';

/** The rule about the account `default`, which an IsolatedNamespace makes too. */
const DEFAULT_ACCOUNT = 'default-service-account-automount';
const RESTRICTED_ONLY = 'pss-enforce-not-restricted';

/** What an IsolatedNamespace asks of Pod Security. */
interface NamespaceTerms {
  readonly level: PodSecurityLevel;
  /** The version of the standards, which the cluster has too if nothing else is known. */
  readonly version: () => string;
  /** Whether it has a waiver of a weaker level. */
  readonly isWaived: boolean;
}

/**
 * The checks of a namespace itself, whether or not the app has `HardeningChecks`: what an IsolatedNamespace makes must still
 * be there when it is written.
 */
export function namespaceChecks({ level, version, isWaived }: NamespaceTerms): HardeningChecks {
  const rules = CATALOG.filter(({ meta, visitor }) => {
    if (meta.id === RESTRICTED_ONLY && level !== PodSecurityLevel.RESTRICTED && !isWaived) return false;
    return meta.profiles.includes('nsa') && (visitor.types?.join() === 'Namespace' || meta.id === DEFAULT_ACCOUNT);
  });
  const profile = new Profile('nsa of one namespace', { rules });
  return HardeningChecks._own({ by: 'its IsolatedNamespaces', profile, kubernetesVersion: version });
}
