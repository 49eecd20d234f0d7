import type { Manifest } from '../../model/manifest';

/** The name of an object in a message: its kind in words and its name, such as `stateful set "db"` or `http route "web"`. */
export function called({ objectRef: { kind, name } }: Manifest): string {
  const words = kind.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ').toLowerCase();
  return `${words} "${name}"`;
}
