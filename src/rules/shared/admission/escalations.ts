import type { DangerousPower, Way } from '../../../analysis/access/dangerous-power';
import { DANGEROUS_POWERS } from '../../../analysis/access/dangerous-powers';
import { worksIn } from '../../../analysis/access/escalation';
import { celList } from './cel';
import { grants } from './permissions';

/** Names of objects that a power may be about; another one stands for any. */
const ANY_NAME = 'any';
const NAMES = [
  ...['cluster-admin', 'admin', 'edit', 'system:masters'],
  ...['kubernetes.io/kube-apiserver-client', 'kubernetes.io/kube-apiserver-client-kubelet', 'kubernetes.io/*'],
];

/** Whether a rule of a role, `r`, allows an escalation that the weakest built-in role of some already has. */
export function escalates(heldBy: Way['heldBy'], kubernetesVersion: string): string {
  const powers = DANGEROUS_POWERS.filter(
    (power) => power.way && !power.way.needsVerb && power.way.heldBy === heldBy && worksIn(power, kubernetesVersion),
  );
  const byNames = new Map<string, DangerousPower[]>();
  for (const power of powers) {
    const named = power.way?.named;
    const some = NAMES.filter((name) => named?.(name));
    const isNamed = some.length > 0 ? ` || r.n.exists(n, n in ${celList(some)})` : '';
    const names = named?.(ANY_NAME) ? '' : `(r.n.size() == 0${isNamed}) && `;
    byNames.set(names, [...(byNames.get(names) ?? []), power]);
  }
  const ways = [...byNames].map(([names, some]) => `(${names}(${grants(some)}))`);
  return ways.length > 0 ? `(${ways.join(' || ')})` : 'false';
}
