import type { World } from './world';

/** Puts a second namespace into a world, with all that the first one has, and gives it other labels. */
export function addNamespace(world: World, name: string, labels: { [key: string]: unknown }): void {
  const { namespace, limitRange, resourceQuota, defaultAccount, policy } = structuredClone(world);
  namespace.metadata = { name, labels };
  for (const object of [limitRange, resourceQuota, defaultAccount, policy]) object.metadata.namespace = name;
  world.others.push(namespace, limitRange, resourceQuota, defaultAccount, policy);
}
