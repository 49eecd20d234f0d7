import type { Manifest } from '../../model/manifest';

/** The name of a policy in a message, whatever its kind. */
export function policyCalled({ objectRef }: Manifest): string {
  return `policy "${objectRef.name}"`;
}

/** Names policies, for a message. */
export function policiesCalled(policies: readonly Manifest[]): string {
  return policies.map(policyCalled).join(' and ');
}

/** Names the policies with which a policy opens something, for a message. */
export function togetherWith(others: readonly string[] | undefined): string {
  return others ? ` together with ${others.map((name) => `policy "${name}"`).join(' and ')}` : '';
}
