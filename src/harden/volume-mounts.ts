/** Options of a volume mount. */
export interface MountOptions {
  readonly readOnly: boolean;
  /** Base of the volume's name. */
  readonly stem: string;
}

/** Mounts a new volume at a path in each container that has nothing mounted there. */
export function mountInto(
  spec: any,
  containers: readonly any[],
  mountPath: string,
  source: any,
  { readOnly, stem }: MountOptions,
): void {
  const free = containers.filter(
    ({ volumeMounts }) => !(volumeMounts ?? []).some((mount: any) => samePath(mount.mountPath, mountPath)),
  );
  if (free.length === 0) return;
  const taken = new Set((spec.volumes ?? []).map(({ name }: any) => name));
  const base = stem
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-+$/, '')
    .slice(0, 58);
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}-${count}`;
  spec.volumes = [...(spec.volumes ?? []), { name, ...source }];
  for (const container of free) {
    const mount = readOnly ? { mountPath, name, readOnly } : { mountPath, name };
    container.volumeMounts = [...(container.volumeMounts ?? []), mount];
  }
}

function samePath(a: unknown, b: string): boolean {
  return typeof a === 'string' && a.replace(/\/+$/, '') === b.replace(/\/+$/, '');
}
