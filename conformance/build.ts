import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = __dirname;

/** The programs that the Go modules yield, and the package of each. */
const packages = {
  judge: './judge',
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  'kube-bench': '.',
} as const;
/** Programs with a module of their own, whose dependencies would change those of the others. */
const OWN_MODULE: readonly string[] = ['kube-bench'];

export type Program = keyof typeof packages;

export const programs = Object.keys(packages) as Program[];

/** Where what is built is put. */
export function folderOf(name: string): string {
  return join(folder, '.bin', name);
}

export function binary(program: Program): string {
  return folderOf(program);
}

/** Says why nothing can be built here, or undefined if Go is there. */
export function whyNoGo(): string | undefined {
  const { error, status, stderr } = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (error) return `go cannot be run: ${error.message}`;
  return status === 0 ? undefined : `go version fails: ${stderr.trim()}`;
}

/** Builds each program with Go's build cache and prints the time it took. Throws where go fails; its output is shown. */
export function build(...wanted: Program[]): void {
  const reason = whyNoGo();
  if (reason) throw new Error(`the judges are written in Go, but ${reason}`);
  mkdirSync(folderOf(''), { recursive: true });
  for (const program of wanted) {
    const start = Date.now();
    execFileSync('go', ['build', '-ldflags', linkerFlags(), '-o', binary(program), packages[program]], {
      cwd: OWN_MODULE.includes(program) ? join(folder, program) : folder,
      env: { ...process.env, CGO_ENABLED: '0' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    console.log(`built ${program} in ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
}

/**
 * Strips symbols and stamps the release. Unstamped, the server calls itself v0.0.0-master+$Format:%H$, which clients cannot parse.
 */
export function linkerFlags(release = pinnedRelease()): string {
  const [major, minor] = release.split('.');
  const stamps = { gitVersion: `v${release}`, gitMajor: major, gitMinor: minor };
  return [
    '-s',
    '-w',
    ...Object.entries(stamps).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`),
  ].join(' ');
}

/** The release that the module requires. */
function pinnedRelease(): string {
  const release = /k8s\.io\/kubernetes v(\d+\.\d+\.\d+)/.exec(readFileSync(join(folder, 'go.mod'), 'utf8'));
  if (!release?.[1]) throw new Error('go.mod requires no release of k8s.io/kubernetes');
  return release[1];
}

if (require.main === module) {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !programs.includes(name as Program));
  if (unknown) throw new Error(`"${unknown}" is none of ${programs.join(', ')}`);
  build(...(wanted.length > 0 ? (wanted as Program[]) : programs));
}
