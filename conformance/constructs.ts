import { ApiObject, App, Chart, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import fc from 'fast-check';
import {
  Aspects,
  Defaults,
  HardeningChecks,
  IsolatedNamespace,
  type IsolatedNamespaceProps,
  Peer,
  PodSecurityLevel,
  Port,
  SecureDeployment,
} from '../src/index';

const IMAGE = `ghcr.io/acme/app@sha256:${'a1'.repeat(32)}`;

/** What one container is told; everything in it is legal. */
const container = fc.record(
  {
    port: fc.constantFrom(undefined, kplus.Protocol.TCP, kplus.Protocol.UDP),
    env: fc.dictionary(envName(), fc.string({ maxLength: 8 }), { maxKeys: 3 }),
    memory: fc.integer({ min: 16, max: 4096 }),
    cpu: fc.integer({ min: 10, max: 2000 }),
    user: fc.constantFrom(undefined, 1000, 65_534),
    probe: fc.constantFrom('none', 'http', 'command'),
    mount: fc.constantFrom('none', 'emptyDir', 'configMap'),
  },
  { noNullPrototype: true },
);
type ContainerShape = typeof container extends fc.Arbitrary<infer T> ? T : never;

const deployment = fc.record(
  {
    containers: fc.array(container, { minLength: 1, maxLength: 3 }),
    later: fc.array(container, { maxLength: 1 }),
    init: fc.array(container, { maxLength: 2 }),
    sidecar: fc.boolean(),
    writablePaths: fc.subarray(['/tmp', '/var/cache/app', '/run', '/home/app/.cache/']),
    writable: fc.integer({ min: 1, max: 512 }),
    replicas: fc.constantFrom(undefined, 0, 1, 3),
    strategy: fc.constantFrom('recreate', 'rolling'),
    labels: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.stringMatching(/^[a-z0-9]{1,8}$/), { maxKeys: 2 }),
    patch: fc.constantFrom(undefined, 'priorityClassName', 'runtimeClassName'),
    service: fc.boolean(),
    token: fc.constantFrom('none', 'read', 'write'),
    spread: fc.boolean(),
  },
  { noNullPrototype: true },
);
type DeploymentShape = typeof deployment extends fc.Arbitrary<infer T> ? T : never;

const namespace: fc.Arbitrary<IsolatedNamespaceProps> = fc
  .record(
    {
      podSecurityLevel: fc.constantFrom(PodSecurityLevel.RESTRICTED, PodSecurityLevel.RESTRICTED),
      minor: fc.integer({ min: 35, max: 37 }),
      allowDns: fc.boolean(),
      cpu: fc.integer({ min: 1, max: 64 }),
      memory: fc.integer({ min: 1, max: 256 }),
      pods: fc.integer({ min: 1, max: 500 }),
    },
    { noNullPrototype: true },
  )
  .map(({ podSecurityLevel, minor, allowDns, cpu, memory, pods }) => ({
    ...{ podSecurityLevel, allowDns, podSecurityVersion: `1.${minor}` },
    limits: {
      defaultCpuLimit: kplus.Cpu.units(64 + cpu),
      defaultCpuRequest: kplus.Cpu.millis(cpu * 100),
      defaultMemoryLimit: Size.gibibytes(64 + memory),
      defaultMemoryRequest: Size.mebibytes(memory * 512),
    },
    quota: enough(cpu, memory, pods),
  }));

/** More than the workloads take: a quota that they exceed is a finding. */
function enough(cpu: number, memory: number, pods: number): IsolatedNamespaceProps['quota'] {
  const [units, size] = [kplus.Cpu.units(10_000 + cpu), Size.gibibytes(50_000 + memory)];
  return { cpuRequests: units, cpuLimits: units, memoryRequests: size, memoryLimits: size, pods: 1_000 + pods };
}

/** Some workloads with their namespace and connections, as a program would declare them. */
export const application = fc.record(
  {
    namespace,
    workloads: fc.array(deployment, { minLength: 1, maxLength: 3 }),
    connections: fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { maxLength: 4 }),
    peers: fc.subarray(['ingress', 'namespace', 'cidr', 'cidr6']),
  },
  { noNullPrototype: true },
);
export type Application = typeof application extends fc.Arbitrary<infer T> ? T : never;

/** Synthesizes an application through the public API, under the default checks. */
export function synthesize({ namespace: props, workloads, connections, peers }: Application): any[] {
  const app = new App({ outdir: Testing.app().outdir });
  Defaults.of(app).set({ cluster: { apiServer: { addresses: ['192.0.2.10'] } } });
  Aspects.of(app).add(new HardeningChecks());
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new IsolatedNamespace(chart, 'namespace', props);
  const made = workloads.map((shape, index) => makeWorkload(chart, `app${index}`, shape));
  for (const [from, to] of connections) {
    const [client, server] = [made[from % made.length], made[to % made.length]] as [SecureDeployment, SecureDeployment];
    if (server.containers.some(({ ports }) => ports.length > 0)) client.connections.allowTo(server);
  }
  const ports = [
    kplus.NetworkPolicyPort.tcp(443),
    Port.allUdp('any UDP port, as generated worlds have it'),
    kplus.NetworkPolicyPort.tcpRange(8000, 8010),
  ];
  const [first] = made as [SecureDeployment];
  if (peers.includes('ingress')) first.connections.allowFrom(Peer.ingressController(), { ports });
  if (peers.includes('namespace')) first.connections.allowTo(Peer.podsInNamespace('monitoring'), { ports });
  if (peers.includes('cidr'))
    first.connections.allowTo(Peer.cidr('10.8.0.0/16', { exclude: ['10.8.1.0/24'] }), { ports });
  if (peers.includes('cidr6')) first.connections.allowTo(Peer.cidr('2001:db8::/32'), { ports });
  return Testing.synth(chart);
}

function makeWorkload(chart: Chart, id: string, shape: DeploymentShape): SecureDeployment {
  const named = (shapes: readonly ContainerShape[], stem: string, firstPort: number) =>
    shapes.map((each, index) => makeContainer(chart, `${id}-${stem}${index}`, each, firstPort + index));
  const workload = new SecureDeployment(chart, id, {
    containers: named(shape.containers, 'main', 8080),
    initContainers: named(shape.init, 'init', 9080).map(({ portNumber: _, ports: __, liveness: ___, ...rest }) => rest),
    writablePaths: shape.writablePaths,
    writablePathSize: Size.mebibytes(shape.writable),
    replicas: shape.replicas,
    strategy:
      shape.strategy === 'recreate' ? kplus.DeploymentStrategy.recreate() : kplus.DeploymentStrategy.rollingUpdate(),
    podMetadata: { labels: shape.labels },
    terminationGracePeriod: Duration.seconds(10),
    spread: shape.spread,
  });
  for (const later of named(shape.later, 'later', 7080)) workload.addContainer(later);
  if (shape.sidecar) {
    const [sidecar] = named([shape.containers[0] as ContainerShape], 'sidecar', 6080);
    workload.addInitContainer({
      ...(sidecar as kplus.ContainerProps),
      restartPolicy: kplus.ContainerRestartPolicy.ALWAYS,
    });
  }
  if (shape.patch) ApiObject.of(workload).addJsonPatch(JsonPatch.add(`/spec/template/spec/${shape.patch}`, 'high'));
  const settings = new kplus.ConfigMap(chart, `${id}-settings`, { data: { theme: 'dark' } });
  if (shape.token === 'read') workload.account.allowRead(settings);
  if (shape.token === 'write') workload.account.allow(['get', 'update', 'patch'], settings);
  if (shape.service && shape.containers[0]?.port === kplus.Protocol.TCP) {
    workload.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
  }
  return workload;
}

function makeContainer(chart: Chart, name: string, shape: ContainerShape, port: number): kplus.ContainerProps {
  const volume = {
    none: () => [],
    emptyDir: () => [
      kplus.Volume.fromEmptyDir(chart, `${name}-scratch`, `${name}-scratch`, { sizeLimit: Size.mebibytes(8) }),
    ],
    configMap: () => [
      kplus.Volume.fromConfigMap(
        chart,
        `${name}-volume`,
        new kplus.ConfigMap(chart, `${name}-config`, { data: { a: 'b' } }),
      ),
    ],
  }[shape.mount]();
  const probe = {
    none: undefined,
    http: kplus.Probe.fromHttpGet('/healthz', { port }),
    command: kplus.Probe.fromCommand(['true']),
  }[shape.probe];
  return {
    name,
    image: IMAGE,
    ...(shape.port === undefined ? {} : { ports: [{ number: port, protocol: shape.port, name: `p${port}` }] }),
    envVariables: Object.fromEntries(
      Object.entries(shape.env).map(([key, value]) => [key, kplus.EnvValue.fromValue(value)]),
    ),
    resources: {
      cpu: { request: kplus.Cpu.millis(shape.cpu) },
      memory: { request: Size.mebibytes(shape.memory), limit: Size.mebibytes(shape.memory) },
    },
    securityContext: shape.user === undefined ? {} : { user: shape.user, group: shape.user },
    liveness: probe,
    volumeMounts: volume.map((each) => ({ path: '/data', volume: each })),
  };
}

/** Names that do not say that the value is a secret: the rules would refuse it, and are right. */
function envName(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[A-Z][A-Z_]{0,8}$/).filter((name) => !/PW|PASS|KEY|TOKEN|SECRET|PIN|CRED|AUTH/.test(name));
}
