import type { IConstruct } from 'constructs';
import { HardeningChecks } from '../../aspects/hardening-checks';
import { Profile } from '../../engine/profile';
import { PodSecurityLevel } from '../../engine/rule';
import { Profiles } from '../../profiles/profiles';
import { Defaults } from '../defaults';

/** What an IsolatedNamespace makes must still be there when it is written. */
const RULES = [
  'pss-enforce-missing',
  'pss-enforce-privileged',
  'pss-version-unpinned',
  'namespace-default-deny-missing',
  'namespace-limit-range-missing',
  'namespace-resource-quota-missing',
  'default-service-account-automount',
];

/** The checks of a namespace itself, whether or not the app has `HardeningChecks`. */
export function namespaceChecks(namespace: IConstruct, level: PodSecurityLevel): HardeningChecks {
  const rules = [...RULES, ...(level === PodSecurityLevel.RESTRICTED ? ['pss-enforce-not-restricted'] : [])];
  const profile = new Profile('isolated-namespace', { rules: rules.map((id) => Profiles.rule(id)) });
  return new HardeningChecks({ profile, kubernetesVersion: Defaults.of(namespace).all().kubernetesVersion });
}
