import type { Manifest } from '../../model/manifest';

/** What a message calls an object: its kind in words and its name, as in `stateful set "db"` or `http route "web"`. */
export function called({ objectRef: { kind, name } }: Manifest): string {
  const words = kind.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ').toLowerCase();
  return `${words} "${name}"`;
}
