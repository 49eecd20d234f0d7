import { Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Peer } from '../../src/index';
import {
  CLASSES,
  IMAGE,
  KINDS,
  type Kind,
  newChart,
  objectOf,
  objectsOf,
  podOf,
  refusalOf,
  specOf,
} from '../support/workloads';

const SCALED: readonly Kind[] = ['Deployment', 'StatefulSet'];

function labelsOf(object: any): any {
  if (object.kind === 'Pod') return object.metadata.labels;
  return (object.kind === 'CronJob' ? object.spec.jobTemplate : object).spec.template.metadata.labels;
}

describe.each(KINDS)('a secure %s goes where cdk8s-plus-28 takes its class', (kind) => {
  const { make } = CLASSES[kind];

  test('as one of its class', () => {
    expect(make(newChart())).toBeInstanceOf(CLASSES[kind].base);
  });

  test('behind a Service', () => {
    const chart = newChart();
    const service = new kplus.Service(chart, 'service', {
      selector: make(chart),
      ports: [{ port: 80, targetPort: 8080 }],
    });
    const found = objectsOf(chart, 'Service').find(({ metadata }) => metadata.name === service.name);
    expect(labelsOf(objectOf(chart, kind))).toMatchObject(found.spec.selector);
    expect(Object.keys(found.spec.selector)).toHaveLength(1);
  });

  test('behind an Ingress', () => {
    const chart = newChart();
    const service = new kplus.Service(chart, 'service', {
      selector: make(chart),
      ports: [{ port: 80, targetPort: 8080 }],
    });
    service.exposeViaIngress('/');
    expect(objectOf(chart, 'Ingress').spec.rules[0].http.paths[0].backend.service.name).toBe(service.name);
  });

  test('as a peer and as the subject of a NetworkPolicy of cdk8s-plus-28', () => {
    const chart = newChart();
    const web = make(chart);
    const policy = new kplus.NetworkPolicy(chart, 'policy', {
      selector: web,
      ingress: { rules: [{ peer: make(chart, 'api'), ports: [kplus.NetworkPolicyPort.tcp(8080)] }] },
    });
    const { spec } = objectsOf(chart, 'NetworkPolicy').find(({ metadata }) => metadata.name === policy.name);
    const [own, other] = objectsOf(chart, kind).map(labelsOf);
    expect(own).toMatchObject(spec.podSelector.matchLabels);
    expect(other).toMatchObject(spec.ingress[0].from[0].podSelector.matchLabels);
  });

  test('with volumes, a ConfigMap and a Secret', () => {
    const chart = newChart();
    const web = make(chart);
    const settings = new kplus.ConfigMap(chart, 'settings', { data: { theme: 'dark' } });
    const certificate = kplus.Secret.fromSecretName(chart, 'certificate', 'web-tls');
    const claim = new kplus.PersistentVolumeClaim(chart, 'claim', {
      storage: Size.gibibytes(1),
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
    });
    const [container] = web.containers;
    container?.mount('/settings', kplus.Volume.fromConfigMap(chart, 'settings-volume', settings), { readOnly: true });
    container?.mount('/tls', kplus.Volume.fromSecret(chart, 'tls-volume', certificate), { readOnly: true });
    container?.mount('/data', kplus.Volume.fromPersistentVolumeClaim(chart, 'data-volume', claim));
    container?.mount(
      '/scratch',
      kplus.Volume.fromEmptyDir(chart, 'scratch', 'scratch', { sizeLimit: Size.mebibytes(8) }),
    );
    const { volumes, containers } = podOf(objectOf(chart, kind));
    const sources = volumes.map(({ name: _, ...source }: any) => Object.keys(source)[0]).sort();
    expect(sources).toEqual(['configMap', 'emptyDir', 'emptyDir', 'persistentVolumeClaim', 'secret']);
    expect(containers[0].volumeMounts.map(({ mountPath }: any) => mountPath).sort()).toEqual([
      '/data',
      '/scratch',
      '/settings',
      '/tls',
      '/tmp',
    ]);
  });

  test('with environment variables from a ConfigMap', () => {
    const chart = newChart();
    const settings = new kplus.ConfigMap(chart, 'settings', { data: { theme: 'dark' } });
    const web = make(chart);
    web.containers[0]?.env.addVariable('THEME', kplus.EnvValue.fromConfigMap(settings, 'theme'));
    expect(podOf(objectOf(chart, kind)).containers[0].env).toEqual([
      { name: 'THEME', valueFrom: { configMapKeyRef: { key: 'theme', name: settings.name } } },
    ]);
  });

  test('with a Secret in a variable, which is refused with the way out', () => {
    const message = refusalOf(kind, {}, (web) => {
      const secret = kplus.Secret.fromSecretName(web, 'secret', 'web');
      web.containers[0]?.env.addVariable('KEY', kplus.EnvValue.fromSecretValue({ secret, key: 'key' }));
    });
    expect(message).toMatch(/✗ secret-env-reference .*"KEY"; use a volume/);
  });

  test('with probes, hooks, init containers and sidecars', () => {
    const pod = specOf(kind, {
      containers: [
        {
          name: 'main',
          image: IMAGE,
          portNumber: 8080,
          liveness: kplus.Probe.fromHttpGet('/live'),
          readiness: kplus.Probe.fromCommand(['ready']),
          startup: kplus.Probe.fromTcpSocket({ periodSeconds: Duration.seconds(2) }),
          lifecycle: { preStop: kplus.Handler.fromCommand(['drain']) },
        },
      ],
      initContainers: [{ name: 'prepare', image: IMAGE }],
      sidecars: [{ name: 'proxy', image: IMAGE, portNumber: 9090, readiness: kplus.Probe.fromTcpSocket() }],
    });
    expect(pod.containers[0]).toMatchObject({
      livenessProbe: { httpGet: { path: '/live' } },
      readinessProbe: { exec: { command: ['ready'] } },
      startupProbe: { tcpSocket: { port: 8080 }, periodSeconds: 2 },
      lifecycle: { preStop: { exec: { command: ['drain'] } } },
    });
    expect(pod.initContainers.map(({ name, restartPolicy }: any) => [name, restartPolicy])).toEqual([
      ['prepare', undefined],
      ['proxy', 'Always'],
    ]);
    for (const container of [...pod.containers, ...pod.initContainers]) {
      expect(container.securityContext).toMatchObject({
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.volumeMounts).toContainEqual({ mountPath: '/tmp', name: 'writable-tmp' });
    }
  });

  test('with its scheduling', () => {
    const { affinity } = specOf(kind, {}, (web) => {
      const { scheduling } = web as unknown as { readonly scheduling: kplus.PodScheduling };
      scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'fast')));
    });
    const [term] = affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
    expect(term.matchExpressions).toEqual([{ key: 'disk', operator: 'In', values: ['fast'] }]);
  });

  test('with labels and annotations', () => {
    const chart = newChart();
    make(chart, 'web', { metadata: { labels: { team: 'shop' } } }).podMetadata.addLabel('app', 'web');
    const object = objectOf(chart, kind);
    expect(object.metadata.labels).toMatchObject({ team: 'shop' });
    expect(labelsOf(object)).toMatchObject({ app: 'web' });
  });
});

test.each(SCALED)('a HorizontalPodAutoscaler scales a secure %s, which then says no number of its own', (kind) => {
  const chart = newChart();
  const target = CLASSES[kind].make(chart) as unknown as kplus.IScalable;
  new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target, maxReplicas: 10 });
  const { metadata, spec } = objectOf(chart, kind);
  expect(objectOf(chart, 'HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({
    apiVersion: 'apps/v1',
    kind,
    name: metadata.name,
  });
  expect(spec).not.toHaveProperty('replicas');
});

test('a secure StatefulSet has its headless Service, or the one that it is given', () => {
  const chart = newChart();
  CLASSES.StatefulSet.make(chart);
  const service = objectOf(chart, 'Service');
  expect(service.spec.clusterIP).toBe('None');
  expect(objectOf(chart, 'StatefulSet').spec.serviceName).toBe(service.metadata.name);

  const other = newChart();
  const given = new kplus.Service(other, 'service', { ports: [{ port: 5432 }] });
  CLASSES.StatefulSet.make(other, 'db', { service: given });
  expect(objectOf(other, 'StatefulSet').spec.serviceName).toBe(given.name);
});

describe('connections', () => {
  const pairs = KINDS.flatMap((client) => KINDS.map((server) => [client, server] as const));
  const addressOf = (object: any) => labelsOf(object)[kplus.Pod.ADDRESS_LABEL];
  const policyOf = (objects: any[], address: string) =>
    objects.find(
      ({ kind, spec }) =>
        kind === 'NetworkPolicy' && spec.podSelector.matchLabels?.[kplus.Pod.ADDRESS_LABEL] === address,
    )?.spec;

  test.each(pairs)('from a %s to a %s open both ends, on the port that is declared', (client, server) => {
    for (const reverse of [false, true]) {
      const chart = newChart();
      const from = CLASSES[client].make(chart, 'client');
      const to = CLASSES[server].make(chart, 'server');
      if (reverse) to.connections.allowFrom(from);
      else from.connections.allowTo(to);
      const objects = Testing.synth(chart);
      const [a, b] = [from, to].map((each) => {
        const manifest = objects.find(({ kind, metadata }) => kind === kindOf(each) && metadata.name === each.name);
        return addressOf(manifest);
      });
      const peer = (address: string) => ({
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
        podSelector: { matchLabels: { [kplus.Pod.ADDRESS_LABEL]: address } },
      });
      const ports = [{ port: 8080, protocol: 'TCP' }];
      expect(policyOf(objects, a).egress[0]).toEqual({ to: [peer(b)], ports });
      expect(policyOf(objects, b).ingress).toEqual([{ from: [peer(a)], ports }]);
      expect(policyOf(objects, a).ingress).toBeUndefined();
      expect(policyOf(objects, b).egress).toBeUndefined();
    }
  });

  test.each(KINDS)('of a %s know the ports of its sidecars', (kind) => {
    const chart = newChart();
    const web = CLASSES[kind].make(chart, 'web', { sidecars: [{ name: 'proxy', image: IMAGE, portNumber: 9090 }] });
    web.connections.allowFrom(Peer.podsInNamespace('monitoring'));
    const { ingress } = objectOf(chart, 'NetworkPolicy').spec;
    expect(ingress[0].ports.map(({ port }: any) => port)).toEqual([8080, 9090]);
  });

  function kindOf(workload: kplus.AbstractPod): string {
    return KINDS.filter((kind) => workload instanceof CLASSES[kind].base)[0] as string;
  }
});
