import type { IConstruct } from 'constructs';
import { Aspects } from '../../aspects/aspects';
import { HardeningChecks } from '../../aspects/hardening-checks';
import type { DefinedRule } from '../../engine/define-rule';
import { Profile } from '../../engine/profile';
import { type IRule, PodSecurityLevel } from '../../engine/rule';
import { profileOf } from '../../profiles/policy';
import { ofRoot } from '../construct-tree';

/** The rule about the account `default`, which an IsolatedNamespace makes too. */
const DEFAULT_ACCOUNT = 'default-service-account-automount';
const RESTRICTED_ONLY = 'pss-enforce-not-restricted';

/** What an IsolatedNamespace asks of Pod Security. */
interface NamespaceTerms {
  readonly level: PodSecurityLevel;
  /** The version of the standards, which the cluster has too if nothing else is known. Default: the newest. */
  readonly version?: string;
  /** Whether it has a waiver of a weaker level. */
  readonly isWaived: boolean;
}

const CHECKS = Symbol.for('cdk8s-hardened.namespaceChecks');

/**
 * From now on, a namespace itself is checked, whether or not the app has `HardeningChecks`: what an IsolatedNamespace makes must
 * still be there when it is written.
 */
export function judgeNamespace(construct: IConstruct, terms: NamespaceTerms): void {
  const known = ofRoot(construct, CHECKS, () => new Map<string, HardeningChecks>());
  const key = JSON.stringify(terms);
  const checks = known.get(key) ?? namespaceChecks(terms);
  known.set(key, checks);
  Aspects.of(construct).add(checks);
}

function namespaceChecks({ level, version, isWaived }: NamespaceTerms): HardeningChecks {
  const isOwn = (rule: IRule) => {
    const { meta, visitor } = rule as IRule & Partial<DefinedRule>;
    if (meta.id === RESTRICTED_ONLY && level !== PodSecurityLevel.RESTRICTED && !isWaived) return false;
    return visitor?.types?.join() === 'Namespace' || meta.id === DEFAULT_ACCOUNT;
  };
  const profile = (edition?: string) =>
    new Profile('nsa of one namespace', { rules: profileOf({ edition }).rules.filter(isOwn) });
  return HardeningChecks._own({ by: 'its IsolatedNamespaces', profile, kubernetesVersion: version });
}
