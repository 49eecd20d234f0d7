import { FIELD_MUTATIONS, FLAG_MUTATIONS } from '../benchmark-mutations';
import { benched, documentsOf, numbersFound, objectsOf, type World, withFields, withFlag } from '../benchmark-worlds';
import { CLUSTER_VERSIONS, clusterSettings, synthesized } from '../clusters';
import type { Judge } from '../judge';
import { askKubeBench, type BenchState } from '../kube-bench';
import type { Outcome, Settings, Suite } from '../suite';

/** The versions that the kubeadm of the judge makes clusters of. */
const VERSIONS = CLUSTER_VERSIONS.slice(-2);
const INIT = '/etc/kubernetes/kubeadm/init.yaml';
const HARDENING = '/etc/kubernetes/hardening/';

/** Checks that kube-bench leaves to people. It does not read the files of 3.2.2, 3.1.3 and 1.2.20; rules of ours do. */
const MANUAL = ['1.2.20', '3.1.1', '3.1.2', '3.1.3', '3.2.2'];

/** How kube-bench and our rules differ about a case. Each entry must be needed. */
interface Difference {
  readonly number: string;
  /** Who speaks alone. */
  readonly by: 'kube-bench' | 'our rules';
  /** The cases, by their names. */
  readonly cases: RegExp;
  readonly why: string;
}

const bench = (number: string, cases: RegExp, why: string): Difference => ({ number, by: 'kube-bench', cases, why });
const ours = (number: string, cases: RegExp, why: string): Difference => ({ number, by: 'our rules', cases, why });

const NO_ETCD = 'etcd runs elsewhere, so kube-bench finds no process';
const NO_FILE = 'without the flag there is no file: 1.2.27 says so';
const BY_FILE = 'kube-bench knows the flag alone; the file says the same';
const DEFAULT = 'the default of the field is the secure value';
const DIFFERENCES: readonly Difference[] = [
  bench('1.2.1', /^(?!kubeadm).*(?<!authentication-config undefined)$/, 'anonymous requests are limited by a file'),
  bench('4.2.9', /^(?!kubeadm|.*serverTLSBootstrap).*/, 'kubelets get certificates from the cluster'),
  ...['1.2.6', '1.2.7', '1.2.8'].map((number) => bench(number, /^hardened .* 2$/, BY_FILE)),
  ...['2.1', '2.2', '2.4', '2.5', '2.7'].map((number) => bench(number, /^hardened .* 2$/, NO_ETCD)),
  bench('1.2.28', /^kubeadm|encryption-provider-config undefined$/, NO_FILE),
  bench('1.2.17', /audit-log-maxage 0$/, '0 keeps all files'),
  bench('1.3.7', /bind-address ::1$/, 'that is the loopback address too'),
  bench('4.2.1', /authentication .*"anonymous":undefined/, DEFAULT),
  bench('4.2.2', /authorization undefined$/, DEFAULT),
  ours(
    '1.2.27',
    /encryption-provider-config undefined$/,
    'kube-bench takes --encryption-provider-config-automatic-reload for it',
  ),
  ours('1.2.16', /audit-log-path -$/, 'the output of a container is gone with it'),
  ...['1.2.17', '1.2.18', '1.2.19'].map((number) =>
    ours(number, /audit-log-path (-|undefined)$/, 'what is not written is not kept'),
  ),
  ours('3.2.1', /audit-policy-file $/, 'an empty name is no policy'),
  ours('1.3.1', /gc-threshold 0$/, '0 is no limit'),
  ours('1.3.7', /kube-controller-manager bind-address undefined$/, 'the default is every address'),
  ours('1.4.2', /bind-address undefined$/, 'the default is every address'),
  ours('2.7', /trusted-ca-file \/etc\/kubernetes\/pki\/ca.crt$/, 'the authority is that of the cluster'),
  ours('4.2.2', /webhook.*false/, 'without the webhook no token is verified'),
  ours('4.2.8', /eventRecordQPS 0$/, '0 is no limit'),
  ours('4.2.10', /rotateCertificates undefined$/, 'the default of the field is false'),
  ours('4.2.13', /podPidsLimit -1$/, '-1 is no limit'),
  ours('4.2.14', /seccompDefault false$/, 'kube-bench asks whether the field is there'),
];

/** The checks of kube-bench on clusters of ours, on those of kubeadm, and on each weakness alone. */
export const clusterBenchmark: Suite = {
  name: 'cluster-benchmark',
  guarantee:
    'A `HardenedCluster` passes each check of the CIS benchmark that kube-bench decides, but for named ones with a reason; our rules find whatever it finds in the files of others, and name what they find beyond',
  by: "kube-bench's own checks and evaluator",
  async run({ judge }: Settings): Promise<Outcome> {
    const hardened = await hardenedWorlds(judge);
    const [newest] = hardened.filter(([name]) => name === `hardened ${VERSIONS.at(-1)} 0`);
    const [, base] = newest as [string, World];
    const plain = await plainWorld(judge);
    const cases: readonly (readonly [name: string, world: World])[] = [
      ...hardened,
      ['kubeadm', plain],
      ...FLAG_MUTATIONS.map(
        ([program, flag, value]) => [`${program} ${flag} ${value}`, withFlag(base, program, flag, value)] as const,
      ),
      ...FIELD_MUTATIONS.map(([kind, fields]) => [nameOf(kind, fields), withFields(base, kind, fields)] as const),
    ];
    const answers = askKubeBench(cases.map(([, world]) => benched(world)));
    const needed = new Set<Difference>();
    let checks = 0;
    cases.forEach(([name, world], index) => {
      const states = answers[index] as { readonly [number: string]: BenchState };
      checks += Object.keys(states).length;
      expectManual(name, states);
      compare(name, failing(states), numbersFound(objectsOf(world), world.version), needed);
    });
    const idle = DIFFERENCES.filter((each) => !needed.has(each));
    if (idle.length > 0) throw new Error(`differences that no case has: ${idle.map(textOf).join(', ')}`);
    expectAsPods(plain);
    return { cases: `${checks} checks of ${cases.length} clusters, ${DIFFERENCES.length} named differences` };
  },
};

/** The name of a mutation, such as `KubeletConfiguration eventRecordQPS 0`. */
function nameOf(kind: string, fields: object): string {
  const text = JSON.stringify(fields, (_, value) => (value === undefined ? null : value));
  return `${kind} ${text
    .slice(1, -1)
    .replaceAll('null', 'undefined')
    .replace(/^"(\w+)":/, '$1 ')}`;
}

async function hardenedWorlds(judge: Judge): Promise<(readonly [string, World])[]> {
  const worlds: (readonly [string, World])[] = [];
  for (const version of VERSIONS)
    for (const [index, settings] of clusterSettings(version).entries()) {
      const files = synthesized(version, settings);
      const named = Object.fromEntries([...files].filter(([path]) => path.startsWith(HARDENING)));
      worlds.push([`hardened ${version} ${index}`, await rendered(judge, version, files.get(INIT) as string, named)]);
    }
  return worlds;
}

/** What kubeadm makes of a file that asks for nothing. */
function plainWorld(judge: Judge): Promise<World> {
  const version = VERSIONS.at(-1) as string;
  const apiVersion = 'kubeadm.k8s.io/v1beta4';
  const file = [
    { apiVersion, kind: 'ClusterConfiguration', kubernetesVersion: `v${version}.0` },
    { apiVersion, kind: 'InitConfiguration' },
  ];
  return rendered(judge, version, file.map((each) => JSON.stringify(each)).join('\n---\n'), {});
}

async function rendered(judge: Judge, version: string, file: string, files: World['files']): Promise<World> {
  const { pods, settings } = await judge.ask('staticPods', { file });
  return { version, pods, settings: settings.flatMap(documentsOf), files };
}

function expectManual(name: string, states: { readonly [number: string]: BenchState }): void {
  const manual = Object.keys(states).filter((number) => states[number]?.isManual);
  if (manual.sort().join() !== MANUAL.join())
    throw new Error(`${name}: kube-bench leaves ${manual.join(', ')} to people`);
}

function failing(states: { readonly [number: string]: BenchState }): ReadonlySet<string> {
  const numbers = Object.keys(states).filter((number) => states[number]?.state !== 'PASS');
  return new Set(numbers.filter((number) => !MANUAL.includes(number)));
}

/** Throws for a check about which both differ without a reason. */
function compare(name: string, theirs: ReadonlySet<string>, found: ReadonlySet<string>, needed: Set<Difference>): void {
  for (const number of new Set([...theirs, ...found])) {
    if (theirs.has(number) === found.has(number) || MANUAL.includes(number)) continue;
    const by = theirs.has(number) ? 'kube-bench' : 'our rules';
    const known = DIFFERENCES.find((each) => each.number === number && each.by === by && each.cases.test(name));
    if (!known) throw new Error(`${name}: ${by} alone speak of ${number}`);
    needed.add(known);
  }
}

function textOf({ number, by, cases }: Difference): string {
  return `${number} by ${by} in ${cases}`;
}

/** Throws if our rules see another cluster in a file of kubeadm than in the static pods that kubeadm makes of it. */
function expectAsPods(world: World): void {
  const [ofPods, ofFile] = [
    objectsOf(world),
    [{ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'ClusterConfiguration' }, ...world.settings],
  ].map((objects) => [...numbersFound(objects, world.version)].join(' '));
  if (ofPods !== ofFile) throw new Error(`kubeadm by default: the pods have ${ofPods}, the file has ${ofFile}`);
}
