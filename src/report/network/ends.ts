import { addressOf, cidrOf } from '../../analysis/network/cidr';
import type { Endpoint, Workload } from '../../analysis/network/reachability/endpoints';
import { describeUnknown } from '../../engine/suggestion';

/** Whether a workload is one of some names: `shop/web[Deployment]`, `shop/web` or `web`. */
export function isFocused(name: string, focus: readonly string[]): boolean {
  const short = name.replace(/\[[^\]]*\]$/, '');
  return focus.some((each) => [name, short, short.slice(short.indexOf('/') + 1)].includes(each));
}

/** Returns the workloads that a text may mean. Throws if it means none. */
export function workloadsNamed(
  text: string,
  workloads: readonly Workload[],
  isMeant = (name: string) => isFocused(name, [text]),
): readonly Workload[] {
  const found = workloads.filter(({ name }) => isMeant(name));
  if (found.length > 0) return found;
  const names = workloads.map(({ name }) => name);
  if (names.length === 0) throw new Error(`workload "${text}" is not known; there is none`);
  throw new Error(describeUnknown('workload', text, names));
}

/** Returns the addresses of a text, or the workload that it means. Throws if it means none, or several. */
export function endNamed(text: string, workloads: readonly Workload[], isMeant?: (name: string) => boolean): Endpoint {
  const range = cidrOf(text) ?? addressOf(text);
  if (range) return range;
  const [first, ...others] = workloadsNamed(text, workloads, isMeant) as [Workload, ...Workload[]];
  if (others.length === 0) return first;
  const names = [first, ...others].map(({ name }) => name).join(' and ');
  throw new Error(`"${text}" is ${names}; give one of these names`);
}
