/** Reads the kinds of files that nodes read from the types of Go of each release. Their decoders are not part of the published API. */
import { folderOfPackage, OLDEST_FILES } from './file-modules';
import { lifetimeOf, rangeOf, spansOf } from './fold';
import { type GoPackage, readGoPackage } from './read-file-types';
import type { Release } from './releases';

const APISERVER = 'k8s.io/apiserver/pkg/apis';
const PLUGINS = 'k8s.io/apiserver/pkg/admission/plugin';
const KUBEADM = 'k8s.io/kubernetes/cmd/kubeadm/app/apis';

/** API version, kind, where its type is, and the name of the type where it is not that of the kind. */
const ROOTS: readonly (readonly [apiVersion: string, kinds: string, packages: readonly string[], type?: string])[] = [
  ...['v1alpha1', 'v1beta1', 'v1'].map(
    (version) =>
      [
        `apiserver.config.k8s.io/${version}`,
        'AuthenticationConfiguration AuthorizationConfiguration TracingConfiguration',
        [`${APISERVER}/apiserver/${version}`],
      ] as const,
  ),
  ['apiserver.config.k8s.io/v1', 'AdmissionConfiguration', [`${APISERVER}/apiserver/v1`]],
  ['apiserver.config.k8s.io/v1', 'EncryptionConfiguration', [`${APISERVER}/apiserver/v1`, `${APISERVER}/config/v1`]],
  ['v1', 'EncryptionConfig', [`${APISERVER}/apiserver/v1`, `${APISERVER}/config/v1`], 'EncryptionConfiguration'],
  ['apiserver.k8s.io/v1beta1', 'EgressSelectorConfiguration', [`${APISERVER}/apiserver/v1beta1`]],
  [
    'apiserver.config.k8s.io/v1',
    'WebhookAdmissionConfiguration',
    [`${PLUGINS}/webhook/config/apis/webhookadmission/v1`],
    'WebhookAdmission',
  ],
  [
    'apiserver.config.k8s.io/v1',
    'ResourceQuotaConfiguration',
    [`${PLUGINS}/resourcequota/apis/resourcequota/v1`],
    'Configuration',
  ],
  [
    'apiserver.config.k8s.io/v1',
    'MutatingAdmissionPolicyConfiguration ValidatingAdmissionPolicyConfiguration',
    [`${PLUGINS}/policy/config/apis/policyconfig/v1`],
  ],
  ['audit.k8s.io/v1', 'Policy', [`${APISERVER}/audit/v1`]],
  [
    'eventratelimit.admission.k8s.io/v1alpha1',
    'Configuration',
    ['k8s.io/kubernetes/plugin/pkg/admission/eventratelimit/apis/eventratelimit/v1alpha1'],
  ],
  [
    'podtolerationrestriction.admission.k8s.io/v1alpha1',
    'Configuration',
    ['k8s.io/kubernetes/plugin/pkg/admission/podtolerationrestriction/apis/podtolerationrestriction/v1alpha1'],
  ],
  ...['v1alpha1', 'v1beta1', 'v1'].map(
    (version) =>
      [
        `pod-security.admission.config.k8s.io/${version}`,
        'PodSecurityConfiguration',
        [`k8s.io/pod-security-admission/admission/api/${version}`],
      ] as const,
  ),
  ['kubelet.config.k8s.io/v1beta1', 'KubeletConfiguration', ['k8s.io/kubelet/config/v1beta1']],
  ...['v1alpha1', 'v1beta1', 'v1'].map(
    (version) =>
      [`kubelet.config.k8s.io/${version}`, 'CredentialProviderConfig', [`k8s.io/kubelet/config/${version}`]] as const,
  ),
  ['kubeproxy.config.k8s.io/v1alpha1', 'KubeProxyConfiguration', ['k8s.io/kube-proxy/config/v1alpha1']],
  ['kubescheduler.config.k8s.io/v1beta3', 'KubeSchedulerConfiguration', ['k8s.io/kube-scheduler/config/v1beta3']],
  ['kubescheduler.config.k8s.io/v1', 'KubeSchedulerConfiguration', ['k8s.io/kube-scheduler/config/v1']],
  ...['v1beta3', 'v1beta4'].map(
    (version) =>
      [
        `kubeadm.k8s.io/${version}`,
        'ClusterConfiguration InitConfiguration JoinConfiguration ResetConfiguration UpgradeConfiguration',
        [`${KUBEADM}/kubeadm/${version}`],
      ] as const,
  ),
];

/** Kinds that are there before their program takes them: kubeadm refuses v1beta4 as experimental. */
const SINCE: { readonly [apiVersion: string]: number } = { 'kubeadm.k8s.io/v1beta4': 31 };

/** Types whose decoder reads a scalar. */
const SCALARS: { readonly [type: string]: string } = {
  ...{ bool: 'bool', string: 'string', int32: 'int32', uint32: 'int64', int: 'int64', int64: 'int64', any: 'any' },
  ...{ float32: 'double', float64: 'double', '[]byte': 'bytes', 'interface{}': 'any' },
  'k8s.io/apimachinery/pkg/apis/meta/v1.Duration': 'duration',
  'k8s.io/apimachinery/pkg/apis/meta/v1.Time': 'time',
  'k8s.io/apimachinery/pkg/api/resource.Quantity': 'quantity',
  'k8s.io/apimachinery/pkg/api/resource.QuantityValue': 'quantity',
  'k8s.io/apimachinery/pkg/runtime.RawExtension': 'any',
  'k8s.io/apimachinery/pkg/runtime.Unknown': 'any',
  'k8s.io/apimachinery/pkg/types.UID': 'string',
  'k8s.io/component-base/logs/api/v1.TimeOrMetaDuration': 'any',
  [`${KUBEADM}/bootstraptoken/v1.BootstrapTokenString`]: 'string',
};

/** The committed table; its lines are those of api-table.json, and a kind is the range and its type. */
export interface FileTable {
  readonly types: Record<string, string>;
  readonly kinds: Record<string, string>;
}

/** Folds what the releases say, oldest first. */
export function fileTableOf(all: readonly Release[]): FileTable {
  const releases = all.filter(({ minor }) => minor >= OLDEST_FILES);
  const minors = releases.map(({ minor }) => minor);
  const always = { from: minors[0] as number, until: minors.at(-1) as number };
  const readings = releases.map((release) => new Reading(release));
  const kinds: Record<string, string> = {};
  for (const [apiVersion, names, packages, type] of ROOTS)
    for (const kind of names.split(' ')) {
      const found = readings.map((reading) => reading.root(apiVersion, packages, type ?? kind));
      if (found.every((each) => each === undefined)) continue;
      const key = `${apiVersion} ${kind}`;
      const life = lifetimeOf(
        key,
        found.map((each) => each !== undefined),
        minors,
      );
      kinds[key] = `${rangeOf(life, always)};${found.find((each) => each !== undefined)}`;
    }
  const types: Record<string, string> = {};
  for (const name of new Set(readings.flatMap(({ types: own }) => [...own.keys()]))) {
    const perRelease = readings.map(({ types: own }) => own.get(name));
    const life = lifetimeOf(
      name,
      perRelease.map((each) => each !== undefined),
      minors,
    );
    const own = name.slice(0, name.lastIndexOf('.') + 1);
    const fields = [...new Set(perRelease.flatMap((each) => [...(each?.keys() ?? [])]))].sort();
    const tokens = fields.flatMap((field) =>
      spansOf(
        perRelease.map((each) => each?.get(field)),
        minors,
      ).map(({ value, ...span }) => `${field}:${value.replace(own, '')}${rangeOf(span, life)}`),
    );
    types[name] = [rangeOf(life, always), ...tokens].join(';');
  }
  return { types: sorted(types), kinds: sorted(kinds) };
}

/** What one release says: the types that its kinds lead to. */
class Reading {
  public readonly types = new Map<string, Map<string, string>>();
  private readonly packages = new Map<string, GoPackage | undefined>();

  public constructor(private readonly release: Release) {}

  /** The name of the type of a kind; undefined where the release has no such kind. */
  public root(apiVersion: string, packages: readonly string[], type: string): string | undefined {
    if (this.release.minor < (SINCE[apiVersion] ?? 0)) return undefined;
    const at = packages.find((each) => this.package(each)?.structs.has(type));
    return at && this.struct(at, type);
  }

  private package(path: string): GoPackage | undefined {
    if (!this.packages.has(path)) this.packages.set(path, readGoPackage(folderOfPackage(path, this.release)));
    return this.packages.get(path);
  }

  private struct(path: string, type: string): string {
    const name = `${shortName(path)}.${type}`;
    if (this.types.has(name)) return name;
    const fields = new Map<string, string>();
    this.types.set(name, fields);
    this.addFields(path, type, fields);
    return name;
  }

  private addFields(path: string, type: string, fields: Map<string, string>): void {
    for (const field of this.package(path)?.structs.get(type) ?? []) {
      if (field.name !== '') {
        fields.set(field.name, this.shape(path, field.type));
        continue;
      }
      const [at, embedded] = this.located(path, field.type.replace('*', ''));
      if (embedded === 'TypeMeta') for (const each of ['apiVersion', 'kind']) fields.set(each, 'string');
      else this.addFields(at, embedded, fields);
    }
  }

  /** A type as the table has it. */
  private shape(path: string, type: string): string {
    if (type.startsWith('*')) return this.shape(path, type.slice(1));
    const scalar = SCALARS[type];
    if (scalar !== undefined) return scalar;
    if (type.startsWith('[]')) return `[]${this.shape(path, type.slice(2))}`;
    const map = /^map\[[\w.]+\](.*)$/.exec(type);
    if (map) return `{}${this.shape(path, map[1] as string)}`;
    const [at, name] = this.located(path, type);
    const known = SCALARS[`${at}.${name}`];
    if (known !== undefined) return known;
    const own = this.package(at);
    if (own?.decoders.has(name)) throw new Error(`${at}.${name} has a decoder of its own; say what it reads`);
    const published = /^k8s\.io\/api(?:machinery\/pkg\/apis)?\/(\w+)\/(v\w+)$/.exec(at);
    if (own?.structs.has(name)) return published ? `${published[1]}.${published[2]}.${name}` : this.struct(at, name);
    const other = own?.named.get(name);
    if (other === undefined) throw new Error(`${at} has no type ${name}`);
    return this.shape(at, other);
  }

  /** Where a type is that a package names. */
  private located(path: string, type: string): [path: string, name: string] {
    const [name = '', alias] = type.split('.').reverse();
    if (alias === undefined) return [path, name];
    const at = this.package(path)?.imports.get(alias);
    if (at === undefined) throw new Error(`${path} does not import ${alias}`);
    return [at, name];
  }
}

/** `file.` before the last folder but one and the version: the types of the API have no such name. */
function shortName(path: string): string {
  const parts = path.replace(`${APISERVER}/config/`, `${APISERVER}/apiserver/`).split('/');
  const version = parts.at(-1);
  const group = parts.at(-2) === 'config' || parts.at(-2) === 'api' ? parts.at(-3) : parts.at(-2);
  return `file.${group?.replace(/\W/g, '')}.${version}`;
}

function sorted(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
