/**
 * Generators of pods, and of what is none. Every value of `podSpec()`, `nearlySafePodSpec()` and `workload()` is one that
 * the API decodes; whether it would be valid is another question. `malformed()` and `jsonValue()` promise nothing.
 */
import * as fc from 'fast-check';
import { KNOWN_VERSIONS } from '../../src/kubernetes/kubernetes-version';
import { POD_KINDS, world } from './world';

type Fields = { readonly [field: string]: fc.Arbitrary<unknown> };

/** Sometimes null, which the API reads as absent. */
function orNull<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
}

/** An object of which any field may be absent or null. */
function some(fields: Fields): fc.Arbitrary<any> {
  return fc.record(Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, orNull(each)])), {
    requiredKeys: [],
    noNullPrototype: true,
  });
}

function listOf<T>(item: fc.Arbitrary<T>, maxLength = 3): fc.Arbitrary<T[]> {
  return fc.array(item, { maxLength });
}

const words = (...values: readonly string[]) => fc.constantFrom(...values);
const flag = fc.boolean();
const userId = fc.constantFrom(0, 1, 1000, 65_534);

const CONTAINER_NAMES = ['web', 'proxy', 'a-b', 'prepare', 'debug', ''];
const VOLUME_NAMES = ['data', 'tmp', 'config', ''];

/** Allowed, forbidden, empty, in the wrong case, and a name that objects inherit. */
const profile = some({
  type: words('RuntimeDefault', 'Localhost', 'Unconfined', '', 'runtimedefault', 'runtime/default', 'constructor'),
  localhostProfile: words('', 'profiles/web.json'),
});
const seLinuxOptions = some({
  type: words('', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t', 'spc_t', 'Container_t'),
  user: words('', 'system_u', 'USER'),
  role: words('', 'sysadm_r'),
  level: words('', 's0:c123,c456'),
});
const windowsOptions = some({
  hostProcess: flag,
  runAsUserName: words('', 'ContainerUser', 'ContainerAdministrator', 'containeradministrator', 'NT AUTHORITY\\SYSTEM'),
});
const capability = words(
  'ALL',
  'all',
  'NET_BIND_SERVICE',
  'net_bind_service',
  'CAP_NET_BIND_SERVICE',
  'CHOWN',
  'chown',
  'MKNOD',
  'SYS_CHROOT',
  'NET_RAW',
  'net_raw',
  'CAP_NET_RAW',
  'SYS_ADMIN',
  'CAP_SYS_ADMIN',
  'NET_ADMIN',
  'toString',
  '',
);

const CONTAINER_SECURITY: Fields = {
  privileged: flag,
  allowPrivilegeEscalation: flag,
  readOnlyRootFilesystem: flag,
  runAsNonRoot: flag,
  runAsUser: userId,
  runAsGroup: userId,
  procMount: words('Default', 'Unmasked', 'default', ''),
  capabilities: some({ add: listOf(capability), drop: listOf(capability) }),
  seccompProfile: profile,
  appArmorProfile: profile,
  seLinuxOptions,
  windowsOptions,
};

const POD_SECURITY: Fields = {
  runAsNonRoot: flag,
  runAsUser: userId,
  runAsGroup: userId,
  fsGroup: userId,
  supplementalGroups: listOf(userId),
  seccompProfile: profile,
  appArmorProfile: profile,
  seLinuxOptions,
  windowsOptions,
  sysctls: listOf(
    some({
      name: words(
        'kernel.shm_rmid_forced',
        'net.ipv4.ip_local_port_range',
        'net.ipv4.ip_unprivileged_port_start',
        'net.ipv4.tcp_syncookies',
        'net.ipv4.ping_group_range',
        'net.ipv4.ip_local_reserved_ports',
        'net.ipv4.tcp_keepalive_time',
        'net.ipv4.tcp_fin_timeout',
        'net.ipv4.tcp_keepalive_intvl',
        'net.ipv4.tcp_keepalive_probes',
        'net.ipv4.tcp_rmem',
        'net.ipv4.tcp_wmem',
        'net.ipv4.tcp_slow_start_after_idle',
        'net.ipv4.tcp_notsent_lowat',
        'net/ipv4/tcp_syncookies',
        'kernel.msgmax',
        'KERNEL.SHM_RMID_FORCED',
        'constructor',
        '',
      ),
      value: words('', '0', '1024 65535', '1+kernel.core_pattern=|/bin/sh', 'a=b'),
    }),
  ),
};

const handler = some({
  httpGet: some({ host: words('', '127.0.0.1', '169.254.169.254'), path: words('/'), port: fc.constant(80) }),
  tcpSocket: some({ host: words('', 'localhost'), port: fc.constantFrom<unknown>(80, 'http') }),
  exec: some({ command: listOf(words('true', 'sh')) }),
  grpc: some({ port: fc.constant(80) }),
});
const quantities = some({
  cpu: fc.constantFrom<unknown>('500m', '1', 1, '0', 0.5),
  memory: fc.constantFrom<unknown>('64Mi', '1G', 1024, '0', 0),
  'ephemeral-storage': fc.constantFrom<unknown>('1Gi', '0'),
});
const DIGEST = `sha256:${'0f'.repeat(32)}`;

const CONTAINER: Fields = {
  image: words(
    '',
    'nginx',
    'nginx:latest',
    'nginx:1.27',
    `ghcr.io/acme/web@${DIGEST}`,
    'localhost:5000/web',
    'UPPER',
    ':',
  ),
  securityContext: some(CONTAINER_SECURITY),
  ports: listOf(
    some({
      containerPort: fc.constantFrom(80, 8080),
      hostPort: fc.constantFrom(0, 80, 65_535),
      protocol: words('TCP', 'UDP'),
      name: words('http'),
    }),
  ),
  livenessProbe: handler,
  readinessProbe: handler,
  startupProbe: handler,
  lifecycle: some({ postStart: handler, preStop: handler }),
  resources: some({ limits: quantities, requests: quantities }),
  restartPolicy: words('Always'),
  volumeMounts: listOf(
    some({
      name: words(...VOLUME_NAMES),
      mountPath: words('/tmp', '/data'),
      readOnly: flag,
      mountPropagation: words('None', 'HostToContainer', 'Bidirectional'),
    }),
  ),
};

/** Every kind of source that the API knows, and some that it no longer knows how to mount. */
const VOLUME_SOURCES: Fields = {
  hostPath: some({ path: words('/', '/var/run/docker.sock', ''), type: words('', 'Socket') }),
  emptyDir: some({
    medium: words('', 'Memory', 'HugePages-2Mi'),
    sizeLimit: fc.constantFrom<unknown>('64Mi', '0', 0, 1),
  }),
  gcePersistentDisk: some({ pdName: words('disk') }),
  awsElasticBlockStore: some({ volumeID: words('vol-1') }),
  gitRepo: some({ repository: words('https://example.com/a.git') }),
  secret: some({ secretName: words('key') }),
  nfs: some({ server: words('nfs.example.com'), path: words('/') }),
  iscsi: some({ iqn: words('iqn.2001-04.com.example:disk') }),
  glusterfs: some({ path: words('volume') }),
  persistentVolumeClaim: some({ claimName: words('data') }),
  rbd: some({ image: words('image') }),
  flexVolume: some({ driver: words('example.com/driver') }),
  cinder: some({ volumeID: words('vol-1') }),
  cephfs: some({ path: words('/') }),
  flocker: some({ datasetName: words('data') }),
  downwardAPI: some({ items: fc.constant([{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }]) }),
  fc: some({ lun: fc.constant(0) }),
  azureFile: some({ shareName: words('share') }),
  configMap: some({ name: words('settings') }),
  vsphereVolume: some({ volumePath: words('path') }),
  quobyte: some({ volume: words('volume') }),
  azureDisk: some({ diskName: words('disk') }),
  photonPersistentDisk: some({ pdID: words('disk') }),
  projected: some({ sources: fc.constant([{ serviceAccountToken: { path: 'token' } }]) }),
  portworxVolume: some({ volumeID: words('vol-1') }),
  scaleIO: some({ system: words('scaleio') }),
  storageos: some({ volumeName: words('volume') }),
  csi: some({ driver: words('csi.example.com') }),
  ephemeral: fc.constant({ volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'] } } }),
  image: some({ reference: words('ghcr.io/acme/data:1') }),
};

/** A volume with one source, with none, or with one that is null. */
function volume(): fc.Arbitrary<any> {
  const name = words(...VOLUME_NAMES);
  const sources = Object.entries(VOLUME_SOURCES).map(([source, value]) =>
    fc.record({ name, [source]: orNull(value) }, { noNullPrototype: true }),
  );
  return fc.oneof({ weight: 1, arbitrary: fc.record({ name }, { noNullPrototype: true }) }, ...sources);
}

const POD: Fields = {
  os: some({ name: words('linux', 'windows', 'Windows', '') }),
  hostNetwork: flag,
  hostPID: flag,
  hostIPC: flag,
  hostUsers: flag,
  shareProcessNamespace: flag,
  enableServiceLinks: flag,
  automountServiceAccountToken: flag,
  serviceAccountName: words('', 'default', 'web'),
  serviceAccount: words('', 'default', 'web'),
  resources: some({ limits: quantities, requests: quantities }),
  volumes: listOf(volume()),
  securityContext: some(POD_SECURITY),
};

/** A container: any field absent, null, empty, allowed, forbidden, or nearly right. */
export function container(): fc.Arbitrary<any> {
  return fc.tuple(words(...CONTAINER_NAMES), some(CONTAINER)).map(([name, rest]) => ({ name, ...rest }));
}

/** The spec of a pod: any field absent, null, empty, allowed, forbidden, or nearly right, at each level. */
export function podSpec(): fc.Arbitrary<any> {
  const others = orNull(listOf(container(), 2));
  return fc
    .tuple(
      fc.array(container(), { minLength: 1, maxLength: 2 }),
      fc.record({ initContainers: others, ephemeralContainers: others }, { requiredKeys: [], noNullPrototype: true }),
      some(POD),
    )
    .map(([containers, lists, rest]) => ({ ...rest, ...lists, containers }));
}

/** A spec that passes every rule but for up to three fields, so that verdicts hang on single fields. */
export function nearlySafePodSpec(): fc.Arbitrary<any> {
  const change = fc.oneof(
    ...fieldsBelow([], { ...POD, securityContext: fc.constant({}) }),
    ...fieldsBelow(['securityContext'], POD_SECURITY),
    ...['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => [
      ...fieldsBelow([list, '0'], { ...CONTAINER, securityContext: fc.constant({}) }),
      ...fieldsBelow([list, '0', 'securityContext'], CONTAINER_SECURITY),
    ]),
  );
  return fc.tuple(flag, fc.array(change, { maxLength: 3 })).map(([isWindows, changes]) => {
    const { spec } = world(isWindows);
    spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug' }];
    delete spec.ephemeralContainers[0].resources;
    for (const { at, value } of changes) put(spec, at, value);
    return spec;
  });
}

/** A change of each field; `undefined` takes it away. */
function fieldsBelow(at: readonly string[], fields: Fields) {
  return Object.entries(fields).map(([field, values]) =>
    fc
      .oneof({ weight: 8, arbitrary: values }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) })
      .map((value) => ({ at: [...at, field], value })),
  );
}

function put(json: any, at: readonly string[], value: unknown): void {
  let parent = json;
  for (const key of at.slice(0, -1)) {
    parent[key] ??= {};
    parent = parent[key];
  }
  const last = at.at(-1) as string;
  if (value === undefined) delete parent[last];
  else parent[last] = structuredClone(value);
}

/** Metadata of a pod: labels, and the annotations that profiles were written in. */
export function podMetadata(): fc.Arbitrary<any> {
  const value = orNull(
    words('', 'runtime/default', 'docker/default', 'localhost/web', 'localhost', 'unconfined', 'Runtime/Default'),
  );
  const keys = [
    'seccomp.security.alpha.kubernetes.io/pod',
    ...['web', 'a-b', 'prepare', ''].flatMap((name) => [
      `container.seccomp.security.alpha.kubernetes.io/${name}`,
      `container.apparmor.security.beta.kubernetes.io/${name}`,
    ]),
    'example.com/a~b',
  ];
  return fc.record(
    {
      labels: fc.constantFrom({ app: 'web' }, {}, null),
      annotations: orNull(
        fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [], noNullPrototype: true }),
      ),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
}

/** A pod's metadata and spec, to be put into a kind that carries one. */
export interface Pod {
  readonly metadata: any;
  readonly spec: any;
}

/** Wild pods and nearly safe ones. */
export function pod(): fc.Arbitrary<Pod> {
  return fc.oneof(
    fc.record({ metadata: podMetadata(), spec: podSpec() }, { noNullPrototype: true }),
    fc.record(
      {
        metadata: fc.oneof({ weight: 3, arbitrary: fc.constant({ labels: { app: 'web' } }) }, podMetadata()),
        spec: nearlySafePodSpec(),
      },
      { noNullPrototype: true },
    ),
  );
}

/** One of the nine kinds that carry a pod. */
export function podKind(): fc.Arbitrary<string> {
  return fc.constantFrom(...Object.keys(POD_KINDS));
}

/** An object of one of the nine kinds, around a pod. */
export function workload(): fc.Arbitrary<any> {
  return fc.tuple(podKind(), pod()).map(([kind, each]) => wrap(kind, each));
}

/** Puts a pod into an object of a kind. */
export function wrap(kind: string, { metadata, spec }: Pod): any {
  return structuredClone(POD_KINDS[kind]?.wrap(metadata, spec));
}

/** Any version that the rules know. */
export function version(): fc.Arbitrary<string> {
  return fc.constantFrom(...KNOWN_VERSIONS);
}

/** Anything that JSON can say, names of inherited properties and `__proto__` among the keys. */
export function jsonValue(): fc.Arbitrary<any> {
  const key = fc.oneof(
    words('name', 'spec', 'containers', 'labels', 'rules', '__proto__', 'constructor', 'toString', '*', ''),
    fc.string({ maxLength: 5 }),
  );
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e21, '', 'true', 'ALL', 'restricted'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(fromEntries),
    ),
  })).value;
}

/** `Object.fromEntries`, spelt out: it defines `__proto__` as `JSON.parse` does. */
function fromEntries(entries: readonly [string, unknown][]): object {
  return Object.fromEntries(entries);
}

/** The kinds that some rule looks at and that carry no pod. */
const OTHER_KINDS: readonly [apiVersion: string, kind: string, fields: readonly string[]][] = [
  ['v1', 'Namespace', []],
  ['v1', 'ServiceAccount', ['automountServiceAccountToken']],
  ['v1', 'LimitRange', ['spec/limits', 'spec']],
  ['v1', 'ResourceQuota', ['spec/hard', 'spec/scopes', 'spec/scopeSelector', 'spec']],
  ['v1', 'PersistentVolume', ['spec/hostPath', 'spec/local', 'spec']],
  [
    'networking.k8s.io/v1',
    'NetworkPolicy',
    ['spec/podSelector', 'spec/policyTypes', 'spec/ingress', 'spec/egress', 'spec'],
  ],
  ['cilium.io/v2', 'CiliumNetworkPolicy', ['spec/endpointSelector', 'specs', 'spec']],
  ['projectcalico.org/v3', 'GlobalNetworkPolicy', ['spec/selector', 'spec/types', 'spec']],
  ['policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', ['spec/subject', 'spec']],
  ['rbac.authorization.k8s.io/v1', 'Role', ['rules']],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', ['rules', 'aggregationRule']],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding', ['roleRef', 'subjects']],
  ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', ['roleRef', 'subjects']],
];

/** An object of a kind that carries no pod, with anything where its fields should be. */
export function malformedOther(): fc.Arbitrary<any> {
  return fc.constantFrom(...OTHER_KINDS).chain(([apiVersion, kind, fields]) =>
    fc
      .tuple(fc.array(jsonValue(), { minLength: fields.length, maxLength: fields.length }), jsonValue(), flag)
      .map(([values, metadata, isNamed]) => {
        const object: any = { apiVersion, kind, metadata: isNamed ? { name: 'shop', namespace: 'shop' } : metadata };
        fields.forEach((field, index) => {
          const [parent, child] = field.split('/') as [string, string?];
          if (child === undefined) object[parent] ??= values[index];
          else object[parent] = { ...object[parent], [child]: values[index] };
        });
        return object;
      }),
  );
}

/** A workload in which one place, wherever it is, holds something else. */
export function malformed(): fc.Arbitrary<any> {
  return fc.tuple(workload(), fc.nat(), jsonValue()).map(([original, at, value]) => {
    const object = structuredClone(original);
    const places = placesIn(object);
    const [parent, key] = places[at % places.length] as [any, string];
    Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
    return object;
  });
}

function placesIn(value: any): [parent: any, key: string][] {
  if (value === null || typeof value !== 'object') return [];
  return Object.keys(value).flatMap((key) => [[value, key] as [any, string], ...placesIn(value[key])]);
}

/** The same value with the keys of every object in another order. */
export function shuffled<T>(value: T, seed: number): T {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  const copy = (each: any): any => {
    if (Array.isArray(each)) return each.map(copy);
    if (each === null || typeof each !== 'object') return each;
    const keyed = Object.keys(each).map((key) => [next(), key] as const);
    keyed.sort((a, b) => a[0] - b[0]);
    return Object.fromEntries(keyed.map(([, key]) => [key, copy(each[key])]));
  };
  return copy(value);
}
