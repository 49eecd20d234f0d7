import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PINNED_VERSIONS } from '../tools/kubernetes-api/releases';
import { folderOf, linkerFlags } from './build';

/** Modules that the proxy does not have at the release, each with the patch that is taken in its place. */
const IN_PLACE_OF: { readonly [module: string]: string } = { 'k8s.io/kube-proxy v0.31.14': 'v0.31.11' };

/** The releases whose modules the proxy has: it has no k8s.io/kube-proxy of 1.28 and 1.29, which kubeadm imports. */
export const OLDER_VERSIONS: readonly string[] = ['1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36'];

/** The release that stands for a minor version, such as `1.30.14`. */
function releaseOf(version: string): string {
  const release = PINNED_VERSIONS.find((each) => each.startsWith(`${version}.`));
  if (release === undefined) throw new Error(`no release of Kubernetes ${version} is pinned`);
  return release;
}

/**
 * Builds the judge of an older release, and returns its path. It takes minutes for each release that was not built before, and
 * the Go module proxy; go compares the modules with its checksum database.
 */
export function buildOlder(version: string): string {
  const release = releaseOf(version);
  const folder = folderOf(`older-${version}`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(__dirname, 'older', 'main.go'), join(folder, 'main.go'));
  const go = (...args: string[]) =>
    execFileSync('go', args, {
      ...{ cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
      env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod' },
    });
  const { Dir } = JSON.parse(go('mod', 'download', '-json', `k8s.io/kubernetes@v${release}`));
  const upstream = readFileSync(join(Dir, 'go.mod'), 'utf8');
  const staged = [...upstream.matchAll(/^\s*(?:replace )?(k8s\.io\/[\w-]+)\b.* => \.\/staging/gm)].map(
    ([, name]) => name,
  );
  const lines = [
    ...['module older', /^go .*$/m.exec(upstream)?.[0], `require k8s.io/kubernetes v${release}`],
    ...staged.map((name) => {
      const version = `v0${release.slice(1)}`;
      return `replace ${name} => ${name} ${IN_PLACE_OF[`${name} ${version}`] ?? version}`;
    }),
  ];
  writeFileSync(join(folder, 'go.mod'), `${lines.join('\n')}\n`);
  const program = join(folder, 'older');
  go('build', '-ldflags', linkerFlags(release), '-o', program, '.');
  return program;
}
