import type { IConstruct } from 'constructs';
import { HardeningChecks } from '../../aspects/hardening-checks';
import { Profile } from '../../engine/profile';
import { PodSecurityLevel } from '../../engine/rule';
import { CATALOG } from '../../rules/catalog';
import { Defaults } from '../defaults';

/** The rule about the account `default`, which an IsolatedNamespace makes too. */
const DEFAULT_ACCOUNT = 'default-service-account-automount';
const RESTRICTED_ONLY = 'pss-enforce-not-restricted';

/**
 * The checks of a namespace itself, whether or not the app has `HardeningChecks`: what an IsolatedNamespace makes must still
 * be there when it is written.
 */
export function namespaceChecks(namespace: IConstruct, level: PodSecurityLevel, isWaived: boolean): HardeningChecks {
  const rules = CATALOG.filter(({ meta, visitor }) => {
    if (meta.id === RESTRICTED_ONLY && level !== PodSecurityLevel.RESTRICTED && !isWaived) return false;
    return meta.profiles.includes('nsa') && (visitor.types?.join() === 'Namespace' || meta.id === DEFAULT_ACCOUNT);
  });
  const { kubernetesVersion } = Defaults.of(namespace).all();
  return new HardeningChecks({ profile: new Profile('nsa of one namespace', { rules }), kubernetesVersion });
}
