import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the folder of a module of one release, such as that of `apiserver`. */
export type ModuleFolder = (module: string) => string;

/** Folders whose flags each program has, in modules of the release. They are read without their subfolders. */
const SHARED = [
  'component-base/cli/globalflag',
  'component-base/compatibility',
  'component-base/featuregate',
  'component-base/logs',
  'component-base/logs/api/v1',
  'component-base/metrics',
  'component-base/version/verflag',
  'component-base/zpages/features',
];
const SERVER = ['apiserver/pkg/server/options', 'apiserver/pkg/util/feature'];
const LEADER = ['component-base/config/options'];
const FOLDERS: { readonly [program: string]: readonly string[] } = {
  'kube-apiserver': [
    ...SERVER,
    'kubernetes/cmd/kube-apiserver/app/options',
    'kubernetes/pkg/controlplane/apiserver/options',
    'kubernetes/pkg/kubeapiserver/options',
    'kubernetes/plugin/pkg/admission/defaulttolerationseconds',
  ],
  'kube-controller-manager': [
    ...SERVER,
    ...LEADER,
    'controller-manager/options',
    'cloud-provider/options',
    'kubernetes/cmd/kube-controller-manager/app/options',
  ],
  'kube-scheduler': [...SERVER, ...LEADER, 'kubernetes/cmd/kube-scheduler/app/options'],
  'kube-proxy': ['kubernetes/cmd/kube-proxy/app'],
  kubelet: ['kubernetes/cmd/kubelet/app/options', 'kubernetes/pkg/kubelet/config'],
};

/** What a program's sources of one release say: names of flags that they declare, and all texts that could be such a name. */
export interface FlagSources {
  readonly declared: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
}

/** `fs.BoolVar(&o.profiling, "profiling", …)`, and constants, of which some are names of flags. */
const DECLARED = /(?:(?:\w*VarP?|\w+P|[Rr]egister|MarkDeprecated)\((?:[^"\n]*\n?){0,3}?|\w\s*=\s*)"([a-z][a-z0-9-]*)"/g;
const TEXT = /"([a-z][a-z0-9-]*)"/g;
/** The audit backends have flags with their name in it. */
const OF_BACKENDS = /"audit-%s-([a-z-]+)"/g;
const BACKENDS = ['log', 'webhook'];

/** Flags that programs took from klog, which the sources do not name, and the last minor version with them. */
const OF_KLOG = {
  names:
    'add-dir-header alsologtostderr log-backtrace-at log-dir log-file log-file-max-size logtostderr one-output skip-headers skip-log-headers stderrthreshold v vmodule',
  until: 25,
};
/** A file that stayed when no program used it any more, and the minor version from which on none did. */
const UNUSED = { file: 'deprecated_insecure_serving.go', since: 24 };

/** Reads the sources of each program in one release. */
export function readFlagSources(minor: number, folderOf: ModuleFolder): ReadonlyMap<string, FlagSources> {
  return new Map(
    Object.entries(FOLDERS).map(([program, folders]) => {
      const texts = [...SHARED, ...folders].flatMap((folder) => goFilesIn(pathOf(folder, folderOf), minor));
      const all = (pattern: RegExp) =>
        texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name));
      const ofBackends = all(OF_BACKENDS).flatMap((name) => BACKENDS.map((backend) => `audit-${backend}-${name}`));
      const ofKlog = minor <= OF_KLOG.until ? OF_KLOG.names.split(' ') : [];
      const setOf = (pattern: RegExp) => new Set([...all(pattern), ...ofBackends, ...ofKlog]);
      return [program, { declared: setOf(DECLARED), texts: setOf(TEXT) }];
    }),
  );
}

function pathOf(folder: string, folderOf: ModuleFolder): string {
  const [module = '', ...path] = folder.split('/');
  return join(folderOf(module), ...path);
}

/** The texts of a folder's Go files; a release may not have it yet. */
function goFilesIn(folder: string, minor: number): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.go') && !/_(test|windows)\.go$/.test(name))
    .filter((name) => name !== UNUSED.file || minor < UNUSED.since)
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
