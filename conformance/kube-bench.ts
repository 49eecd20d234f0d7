import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { binary } from './build';

/** The newest benchmark of kube-bench. */
const BENCHMARK = 'cis-1.12';

/** What kube-bench looks at: command lines, and files by their paths on the node. */
export interface BenchedNode {
  readonly processes: readonly string[];
  readonly files: { readonly [path: string]: string };
  /** Paths of the settings of the kubelet and of kube-proxy. */
  readonly kubelet: string;
  readonly proxy: string;
}

/** What kube-bench says of one check. Only people decide a manual one. */
export interface BenchState {
  readonly state: 'FAIL' | 'INFO' | 'PASS' | 'WARN';
  readonly isManual: boolean;
}

/** Returns the state of each check for each node, by number. */
export function askKubeBench(nodes: readonly BenchedNode[]): readonly { readonly [number: string]: BenchState }[] {
  const folder = execFileSync('go', ['list', '-m', '-f', '{{.Dir}}', 'github.com/aquasecurity/kube-bench'], {
    ...{ cwd: join(__dirname, 'kube-bench'), encoding: 'utf8' },
  }).trim();
  const input = JSON.stringify({ checks: join(folder, 'cfg', BENCHMARK), nodes });
  const output = execFileSync(binary('kube-bench'), { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  return JSON.parse(output);
}
