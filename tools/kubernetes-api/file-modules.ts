import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Release } from './releases';

/** Modules that the proxy does not have at a release, each with the patch that is taken in its place. */
const IN_PLACE_OF: { readonly [module: string]: string } = {
  'k8s.io/kube-proxy@v0.31.14': 'v0.31.11',
  'k8s.io/kube-scheduler@v0.31.14': 'v0.31.11',
};

/** The oldest release whose files of nodes are read. */
export const OLDEST_FILES = 28;

const FOLDERS = new Map<string, string>();

/** Returns the folder of a package of a release. go compares the modules with its checksum database. */
export function folderOfPackage(path: string, { version, kubernetes }: Release): string {
  const [, module = '', rest = ''] = /^(k8s\.io\/[\w-]+)\/(.*)$/.exec(path) ?? [];
  if (module === 'k8s.io/kubernetes') return join(kubernetes, rest);
  const own = `v0${version.slice(1)}`;
  const asked = `${module}@${IN_PLACE_OF[`${module}@${own}`] ?? own}`;
  let folder = FOLDERS.get(asked);
  if (folder === undefined) {
    const output = execFileSync('go', ['mod', 'download', '-json', asked], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 2 ** 24,
    });
    folder = JSON.parse(output).Dir as string;
    FOLDERS.set(asked, folder);
  }
  return join(folder, rest);
}
