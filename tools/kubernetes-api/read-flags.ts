import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Returns the folder of a module of one release, such as that of `apiserver`. */
export type ModuleFolder = (module: string) => string;

/**
 * Where each program declares its flags, in modules of the release: files, or folders without their subfolders. What a release does
 * not have yet, or not any more, is left out.
 */
const SHARED = [
  'component-base/cli/globalflag',
  'component-base/logs',
  'component-base/logs/api/v1',
  'component-base/version/verflag',
];
const SERVER_OPTIONS = 'apiserver/pkg/server/options';
const SERVER = [
  'component-base/compatibility',
  'component-base/featuregate',
  'component-base/metrics',
  'component-base/zpages/features',
];
/** The parts of a server that a program without an API has. */
const SMALL_SERVER = [
  ...SERVER,
  `${SERVER_OPTIONS}/authentication.go`,
  `${SERVER_OPTIONS}/authentication_dynamic_request_header.go`,
  `${SERVER_OPTIONS}/authorization.go`,
  `${SERVER_OPTIONS}/deprecated_insecure_serving.go`,
  `${SERVER_OPTIONS}/serving.go`,
  `${SERVER_OPTIONS}/serving_with_loopback.go`,
  'component-base/config/options',
];
const SOURCES: { readonly [program: string]: readonly string[] } = {
  'kube-apiserver': [
    ...SERVER,
    SERVER_OPTIONS,
    'kubernetes/cmd/kube-apiserver/app/options',
    'kubernetes/pkg/controlplane/apiserver/options',
    'kubernetes/pkg/kubeapiserver/options',
    'kubernetes/plugin/pkg/admission/defaulttolerationseconds',
  ],
  'kube-controller-manager': [
    ...SMALL_SERVER,
    'controller-manager/options',
    'controller-manager/pkg/leadermigration/options',
    'cloud-provider/options',
    'kubernetes/cmd/kube-controller-manager/app/options',
  ],
  'kube-scheduler': [...SMALL_SERVER, 'kubernetes/cmd/kube-scheduler/app/options'],
  'kube-proxy': ['kubernetes/cmd/kube-proxy/app'],
  kubelet: ['kubernetes/cmd/kubelet/app/options', 'kubernetes/pkg/kubelet/config'],
};

/** What a program's sources of one release say: names of flags that they declare, and all texts that could be such a name. */
export interface FlagSources {
  readonly declared: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
}

/** `fs.BoolVar(&o.profiling, "profiling", …)`, and constants, of which some are names of flags. */
const DECLARED =
  /(?:(?:\w*VarP?|\w+P|[Rr]egister\w*|MarkDeprecated)\((?:[^"\n]*\n?){0,3}?|\w\s*=\s*)"([a-z][a-z0-9_-]*)"/g;
const TEXT = /"([a-z][a-z0-9_-]*)"/g;
/** The audit backends have flags with their name in it. */
const OF_BACKENDS = /"audit-%s-([a-z-]+)"/g;
const BACKENDS = ['log', 'webhook'];

/** Flags that programs took from klog, which the sources do not name, and the last minor version with them. */
const OF_KLOG = {
  names:
    'add-dir-header alsologtostderr log-backtrace-at log-dir log-file log-file-max-size logtostderr one-output skip-headers skip-log-headers stderrthreshold v vmodule',
  until: 25,
};
/** Flags that programs take from cadvisor by a constant of it; older releases name them. */
const OF_CADVISOR: { readonly [program: string]: readonly string[] } = { kubelet: ['housekeeping-interval'] };
/** A file that stayed when no program used it any more, and the minor version from which on none did. */
const UNUSED = { file: 'deprecated_insecure_serving.go', since: 24 };

/** Reads the sources of each program in one release. */
export function readFlagSources(minor: number, folderOf: ModuleFolder): ReadonlyMap<string, FlagSources> {
  return new Map(
    Object.entries(SOURCES).map(([program, places]) => {
      const texts = [...SHARED, ...places].flatMap((place) => goFilesAt(pathOf(place, folderOf), minor));
      const all = (pattern: RegExp) =>
        texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name.replaceAll('_', '-')));
      const ofBackends = all(OF_BACKENDS).flatMap((name) => BACKENDS.map((backend) => `audit-${backend}-${name}`));
      const ofKlog = minor <= OF_KLOG.until ? OF_KLOG.names.split(' ') : [];
      const setOf = (pattern: RegExp) =>
        new Set([...all(pattern), ...ofBackends, ...ofKlog, ...(OF_CADVISOR[program] ?? [])]);
      return [program, { declared: setOf(DECLARED), texts: setOf(TEXT) }];
    }),
  );
}

function pathOf(place: string, folderOf: ModuleFolder): string {
  const [module = '', ...path] = place.split('/');
  return join(folderOf(module), ...path);
}

/** The texts of a Go file, or of those in a folder. */
function goFilesAt(path: string, minor: number): string[] {
  if (!existsSync(path)) return [];
  const files = path.endsWith('.go') ? [path] : readdirSync(path).map((name) => join(path, name));
  return files
    .filter((file) => file.endsWith('.go') && !/_(test|windows)\.go$/.test(file))
    .filter((file) => basename(file) !== UNUSED.file || minor < UNUSED.since)
    .map((file) => readFileSync(file, 'utf8'));
}
