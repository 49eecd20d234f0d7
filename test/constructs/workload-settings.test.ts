import { ApiObject, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AppArmorProfileType,
  SupplementalGroupsPolicy,
  UnhealthyPodEvictionPolicy,
  UnsatisfiableSpread,
} from '../../src/index';
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

const MANY = ['Deployment', 'StatefulSet', 'Job', 'CronJob'] as const satisfies readonly Kind[];
const SCALED = ['Deployment', 'StatefulSet'] as const satisfies readonly Kind[];
const others = (kinds: readonly Kind[]) => KINDS.filter((kind) => !kinds.includes(kind));
const container = (more: any) => ({ containers: [{ name: 'main', image: IMAGE, portNumber: 8080, ...more }] });

describe.each(KINDS)('settings of a secure %s', (kind) => {
  test('seccompProfile is the pod’s', () => {
    const seccompProfile = { type: kplus.SeccompProfileType.LOCALHOST, localhostProfile: 'web.json' };
    const pod = specOf(kind, { seccompProfile });
    expect(pod.securityContext.seccompProfile).toEqual({ type: 'Localhost', localhostProfile: 'web.json' });
    expect(pod.containers[0].securityContext).not.toHaveProperty('seccompProfile');
  });

  test('appArmorProfile is the pod’s', () => {
    const profileOf = (appArmorProfile: any) => specOf(kind, { appArmorProfile }).securityContext.appArmorProfile;
    expect(profileOf({ profileType: AppArmorProfileType.RUNTIME_DEFAULT })).toEqual({ type: 'RuntimeDefault' });
    expect(profileOf({ profileType: AppArmorProfileType.LOCALHOST, localhostProfile: 'web' })).toEqual({
      type: 'Localhost',
      localhostProfile: 'web',
    });
  });

  test('an appArmorProfile that confines nothing is refused, under its name in Kubernetes', () => {
    const appArmorProfile = { profileType: AppArmorProfileType.UNCONFINED };
    expect(refusalOf(kind, { appArmorProfile })).toContain('pod has AppArmor profile "Unconfined"');
  });

  test('hostUsers, and the names of classes and of the scheduler', () => {
    const names = { priorityClassName: 'high', runtimeClassName: 'gvisor', schedulerName: 'packer' };
    expect(specOf(kind, { hostUsers: false, ...names })).toMatchObject({ hostUsers: false, ...names });
  });

  test('groups, and where they come from', () => {
    const pod = specOf(kind, {
      supplementalGroups: [3000, 4000],
      supplementalGroupsPolicy: SupplementalGroupsPolicy.STRICT,
    });
    expect(pod.securityContext).toMatchObject({ supplementalGroups: [3000, 4000], supplementalGroupsPolicy: 'Strict' });
  });

  test('nodeSelector', () => {
    const nodeSelector = { 'kubernetes.io/arch': 'arm64', disk: '' };
    expect(specOf(kind, { nodeSelector }).nodeSelector).toEqual(nodeSelector);
  });

  test('imagePullSecrets, beside dockerRegistryAuth and each once', () => {
    const chart = newChart();
    const secret = (name: string) => kplus.Secret.fromSecretName(chart, name, name);
    const dockerRegistryAuth = new kplus.DockerConfigSecret(chart, 'auth', { data: {} });
    CLASSES[kind].make(chart, 'web', {
      dockerRegistryAuth,
      imagePullSecrets: [secret('a'), secret('b'), dockerRegistryAuth],
    });
    expect(podOf(objectOf(chart, kind)).imagePullSecrets).toEqual([
      { name: dockerRegistryAuth.name },
      { name: 'a' },
      { name: 'b' },
    ]);
  });

  test('projectedTokens are files of every container, and end', () => {
    const pod = specOf(kind, {
      projectedTokens: [
        { path: '/var/run/vault', audience: 'vault' },
        { path: '/var/run/aws', audience: 'sts.amazonaws.com', expiration: Duration.minutes(10) },
      ],
      sidecars: [{ name: 'proxy', image: IMAGE }],
    });
    const volumes = pod.volumes.filter(({ projected }: any) => projected);
    expect(volumes).toEqual([
      {
        name: 'token-var-run-vault',
        projected: {
          sources: [{ serviceAccountToken: { audience: 'vault', expirationSeconds: 3600, path: 'token' } }],
        },
      },
      {
        name: 'token-var-run-aws',
        projected: {
          sources: [{ serviceAccountToken: { audience: 'sts.amazonaws.com', expirationSeconds: 600, path: 'token' } }],
        },
      },
    ]);
    for (const each of [...pod.containers, ...pod.initContainers])
      expect(each.volumeMounts).toContainEqual({
        mountPath: '/var/run/vault',
        name: 'token-var-run-vault',
        readOnly: true,
      });
    expect(pod.automountServiceAccountToken).toBe(false);
  });

  test('ephemeralVolumes', () => {
    const pod = specOf(kind, {
      ephemeralVolumes: [
        { path: '/work', size: Size.gibibytes(10), storageClassName: 'fast' },
        { path: '/cache', size: Size.mebibytes(100) },
      ],
    });
    expect(pod.volumes.filter(({ ephemeral }: any) => ephemeral)).toEqual([
      {
        name: 'ephemeral-work',
        ephemeral: {
          volumeClaimTemplate: {
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '10Gi' } },
              storageClassName: 'fast',
            },
          },
        },
      },
      {
        name: 'ephemeral-cache',
        ephemeral: {
          volumeClaimTemplate: {
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '100Mi' } } },
          },
        },
      },
    ]);
    expect(pod.containers[0].volumeMounts).toContainEqual({ mountPath: '/work', name: 'ephemeral-work' });
  });

  test('podResources', () => {
    const podResources = {
      cpu: { request: kplus.Cpu.units(2), limit: kplus.Cpu.units(4) },
      memory: { limit: Size.gibibytes(4) },
    };
    expect(specOf(kind, { podResources }).resources).toEqual({
      requests: { cpu: '2' },
      limits: { cpu: '4', memory: '4Gi' },
    });
    expect(specOf(kind, { podResources: { memory: { request: Size.gibibytes(1) } } }).resources).toEqual({
      requests: { memory: '1Gi' },
    });
  });

  test('extendedResources are limits of the first container, or of the one that is named', () => {
    const pod = specOf(kind, {
      sidecars: [{ name: 'proxy', image: IMAGE }],
      extendedResources: [
        { name: 'nvidia.com/gpu', amount: 2 },
        { name: 'example.com/key', amount: 1, container: 'proxy' },
      ],
    });
    expect(pod.containers[0].resources.limits).toEqual({ cpu: '1500m', memory: '2048Mi', 'nvidia.com/gpu': '2' });
    expect(pod.initContainers[0].resources.limits).toMatchObject({ 'example.com/key': '1' });
  });

  test('grpcProbes', () => {
    const pod = specOf(kind, {
      sidecars: [{ name: 'proxy', image: IMAGE }],
      grpcProbes: [
        {
          readiness: { port: 8080, service: 'ready' },
          liveness: {
            port: 8080,
            failureThreshold: 5,
            initialDelaySeconds: Duration.seconds(1),
            periodSeconds: Duration.minutes(1),
            timeoutSeconds: Duration.seconds(3),
          },
        },
        { container: 'proxy', startup: { port: 9090 }, readiness: { port: 9090, successThreshold: 2 } },
      ],
    });
    const [main] = pod.containers;
    expect(main.readinessProbe).toEqual({ grpc: { port: 8080, service: 'ready' }, failureThreshold: 3 });
    expect(main.livenessProbe).toEqual({
      grpc: { port: 8080 },
      failureThreshold: 5,
      initialDelaySeconds: 1,
      periodSeconds: 60,
      timeoutSeconds: 3,
    });
    expect(main.startupProbe).toEqual({ failureThreshold: 3, tcpSocket: { port: 8080 } });
    expect(pod.initContainers[0]).toMatchObject({
      startupProbe: { grpc: { port: 9090 }, failureThreshold: 3 },
      readinessProbe: { grpc: { port: 9090 }, failureThreshold: 3, successThreshold: 2 },
    });
  });

  test('a gRPC startup probe takes the place of the default one', () => {
    const { containers } = specOf(kind, { grpcProbes: [{ startup: { port: 8080 } }] });
    expect(containers[0].startupProbe).toEqual({ grpc: { port: 8080 }, failureThreshold: 3 });
  });

  test('sidecars start before the containers and end after them', () => {
    const { containers, initContainers } = specOf(kind, { sidecars: [{ name: 'proxy', image: IMAGE }] });
    expect(containers).toHaveLength(1);
    expect(initContainers).toMatchObject([{ name: 'proxy', restartPolicy: 'Always' }]);
  });

  test('writablePaths', () => {
    const { volumes } = specOf(kind, { writablePaths: ['/data/'], writablePathSize: Size.mebibytes(8) });
    expect(volumes).toEqual([
      { name: 'writable-tmp', emptyDir: { sizeLimit: '8Mi' } },
      { name: 'writable-data', emptyDir: { sizeLimit: '8Mi' } },
    ]);
  });

  test('that are not given write nothing', () => {
    const [plain, withAll] = [
      specOf(kind),
      specOf(kind, { secrets: [], sidecars: [], projectedTokens: [], grpcProbes: [] }),
    ];
    expect(withAll).toEqual(plain);
  });

  describe('that the API server would refuse, or that would do nothing', () => {
    const token = { path: '/token', audience: 'vault' };
    const volume = { path: '/work', size: Size.gibibytes(1) };

    test.each<[string, any]>([
      [
        'seccompProfile is Localhost and names no profile; give localhostProfile',
        { seccompProfile: { type: 'Localhost' } },
      ],
      [
        'seccompProfile is RuntimeDefault and names the profile "x"; remove localhostProfile',
        { seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'x' } },
      ],
      ['appArmorProfile is Localhost and names no profile', { appArmorProfile: { profileType: 'Localhost' } }],
      [
        'appArmorProfile is RuntimeDefault and names the profile "x"',
        { appArmorProfile: { profileType: 'RuntimeDefault', localhostProfile: 'x' } },
      ],
      ['supplementalGroups has -1; give whole numbers from 0 to 2147483647', { supplementalGroups: [1, -1] }],
      ['supplementalGroups has 0.5', { supplementalGroups: [0.5] }],
      ['priorityClassName is "High", which is not the name of an object', { priorityClassName: 'High' }],
      ['runtimeClassName is "", which is not the name of an object', { runtimeClassName: '' }],
      ['schedulerName is empty; leave it out', { schedulerName: '' }],
      [
        'storageClassName is "a b", which is not the name of an object',
        { ephemeralVolumes: [{ ...volume, storageClassName: 'a b' }] },
      ],
      ['nodeSelector has a b: "c", which is not a valid node label; correct it', { nodeSelector: { 'a b': 'c' } }],
      ['nodeSelector has a/b/c: "d"', { nodeSelector: { 'a/b/c': 'd' } }],
      ['nodeSelector has a: "b c"', { nodeSelector: { a: 'b c' } }],
      [
        'the token at "/token" expires after 599 seconds; give at least 600',
        { projectedTokens: [{ ...token, expiration: Duration.seconds(599) }] },
      ],
      [
        'the token at "/token" has no audience, which means the API server; set its audience',
        { projectedTokens: [{ ...token, audience: ' ' }] },
      ],
      [
        'path "token" must be absolute, below "/", without ".." and ":"',
        { projectedTokens: [{ ...token, path: 'token' }] },
      ],
      ['path "/a/../b" must be absolute', { ephemeralVolumes: [{ ...volume, path: '/a/../b' }] }],
      [
        '"/var/run/secrets/kubernetes.io/serviceaccount" is for the account\'s own token; give another path',
        { projectedTokens: [{ ...token, path: '/var/run/secrets/kubernetes.io/serviceaccount/' }] },
      ],
      ['writable path "data" must be absolute, below "/", without ".." and ":"', { writablePaths: ['data'] }],
      [
        '"/work" is one of writablePaths and has another volume; remove it from the one or the other',
        { writablePaths: ['/work/'], ephemeralVolumes: [volume] },
      ],
      [
        'container "main" has two volumes at "/work"; give each a path of its own',
        { ephemeralVolumes: [volume, { ...volume, path: '/work/' }] },
      ],
      [
        'container "main" has two volumes at "/work"',
        { ephemeralVolumes: [volume], projectedTokens: [{ ...token, path: '/work' }] },
      ],
      ['the volume at "/work" has no size; give one', { ephemeralVolumes: [{ ...volume, size: Size.mebibytes(0) }] }],
      [
        '"gpu" is not an extended resource; give one such as "nvidia.com/gpu"',
        { extendedResources: [{ name: 'gpu', amount: 1 }] },
      ],
      ['"cpu" is not an extended resource', { extendedResources: [{ name: 'cpu', amount: 1 }] }],
      [
        'the amount of nvidia.com/gpu is 0.5; give a whole number from 1',
        { extendedResources: [{ name: 'nvidia.com/gpu', amount: 0.5 }] },
      ],
      ['the amount of nvidia.com/gpu is 0;', { extendedResources: [{ name: 'nvidia.com/gpu', amount: 0 }] }],
      [
        'container "main" is given a.b/c twice; give it once',
        {
          extendedResources: [
            { name: 'a.b/c', amount: 1 },
            { name: 'a.b/c', amount: 2 },
          ],
        },
      ],
      [
        'there is no container "side"; name one of "main"',
        { extendedResources: [{ name: 'a.b/c', amount: 1, container: 'side' }] },
      ],
      [
        'there is no container "side"; name one of "main"',
        { grpcProbes: [{ container: 'side', readiness: { port: 1 } }] },
      ],
      [
        'port 65536 is not a valid gRPC probe port; give one from 1 to 65535',
        { grpcProbes: [{ readiness: { port: 65_536 } }] },
      ],
      ['port 0 is not a valid gRPC probe port', { grpcProbes: [{ startup: { port: 0 } }] }],
      [
        'successThreshold of liveness and startup must be 1; leave it out',
        { grpcProbes: [{ liveness: { port: 1, successThreshold: 2 } }] },
      ],
      [
        'readinessProbe is given twice, as',
        { ...container({ readiness: kplus.Probe.fromHttpGet('/') }), grpcProbes: [{ readiness: { port: 1 } }] },
      ],
      ['livenessProbe is given twice, as', { grpcProbes: [{ liveness: { port: 1 } }, { liveness: { port: 2 } }] }],
      [
        'startupProbe is given twice, as',
        { ...container({ startup: kplus.Probe.fromCommand(['up']) }), grpcProbes: [{ startup: { port: 1 } }] },
      ],
      [
        'init container "prepare" ends before it is probed; remove its grpcProbes',
        {
          initContainers: [{ name: 'prepare', image: IMAGE }],
          grpcProbes: [{ container: 'prepare', liveness: { port: 1 } }],
        },
      ],
      ['podResources is empty; give cpu or memory', { podResources: {} }],
      [
        'podResources requests more cpu than its limit; lower the one or raise the other',
        { podResources: { cpu: { request: kplus.Cpu.units(3), limit: kplus.Cpu.units(2) } } },
      ],
      [
        'podResources requests more memory than its limit',
        { podResources: { memory: { request: Size.gibibytes(3), limit: Size.gibibytes(2) } } },
      ],
      [
        'podResources has 100m of cpu, and its containers request more; give more, or lower their requests',
        { podResources: { cpu: { request: kplus.Cpu.millis(100) } } },
      ],
      [
        'podResources has 1500m of cpu, and its containers request more',
        { podResources: { cpu: { request: kplus.Cpu.millis(1500) } }, sidecars: [{ image: IMAGE }] },
      ],
      [
        'podResources limits memory to 1Gi, and container "main" to 2048Mi; lower its limit',
        { podResources: { memory: { limit: Size.gibibytes(1) } } },
      ],
      ['two containers are called "main"; give each a name of its own', { sidecars: [{ name: 'main', image: IMAGE }] }],
    ])('%s', (message, props) => {
      const refusal = refusalOf(kind, props);
      expect(refusal).toMatch(/^"shop\/web(\/Resource)?":/);
      expect(refusal).toContain(message);
    });

    test('what a patch says otherwise already', () => {
      const patched = (web: any) =>
        ApiObject.of(web).addJsonPatch(JsonPatch.add(`${CLASSES[kind].specPath}/priorityClassName`, 'low'));
      expect(refusalOf(kind, { priorityClassName: 'high' }, patched)).toContain(
        'priorityClassName is given twice, as "low" and "high"; give it once',
      );
      expect(specOf(kind, { priorityClassName: 'low' }, patched).priorityClassName).toBe('low');
    });

    test('a second volume where the container has one already', () => {
      const mounted = (web: kplus.AbstractPod) =>
        web.containers[0]?.mount(
          '/work',
          kplus.Volume.fromEmptyDir(web, 'own', 'own', { sizeLimit: Size.mebibytes(8) }),
        );
      expect(refusalOf(kind, { ephemeralVolumes: [volume] }, mounted)).toContain(
        'container "main" has two volumes at "/work"; give each a path of its own',
      );
    });

    test('a restart policy that its kind does not have', () => {
      const [wrong, right] = kind.endsWith('Job')
        ? [kplus.RestartPolicy.ALWAYS, kplus.RestartPolicy.ON_FAILURE]
        : [kplus.RestartPolicy.NEVER, kplus.RestartPolicy.ALWAYS];
      expect(specOf(kind, { restartPolicy: right }).restartPolicy).toBe(right);
      if (kind === 'Pod') return;
      expect(refusalOf(kind, { restartPolicy: wrong })).toContain(`"shop/web": restartPolicy is ${wrong}; `);
    });
  });
});

describe('topologySpread', () => {
  test.each(MANY)('spreads the pods of a %s, and no others', (kind) => {
    const chart = newChart();
    const web = CLASSES[kind].make(chart, 'web', {
      topologySpread: [
        {},
        { topology: kplus.Topology.ZONE, maxSkew: 2, whenUnsatisfiable: UnsatisfiableSpread.DO_NOT_SCHEDULE },
      ],
    });
    const labelSelector = {
      matchLabels: { [kplus.Pod.ADDRESS_LABEL]: web.podMetadata.getLabel(kplus.Pod.ADDRESS_LABEL) },
    };
    expect(podOf(objectOf(chart, kind)).topologySpreadConstraints).toEqual([
      { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
      { maxSkew: 2, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector },
    ]);
  });

  test.each(MANY)('of a %s that the API server would refuse is refused', (kind) => {
    expect(refusalOf(kind, { topologySpread: [{ maxSkew: 0 }] })).toContain(
      'maxSkew of topologySpread is 0; give a whole number from 1',
    );
    expect(refusalOf(kind, { topologySpread: [{}, { maxSkew: 2 }] })).toContain(
      'topologySpread has kubernetes.io/hostname (ScheduleAnyway) twice; give it once',
    );
  });

  test.each(others(MANY))('of a %s would do nothing and is refused', (kind) => {
    expect(refusalOf(kind, { topologySpread: [{}] })).toMatch(/topologySpread does not apply to .*; remove it$/);
  });
});

describe('disruptionBudget', () => {
  const budgetOf = (kind: Kind, disruptionBudget: any) => {
    const chart = newChart();
    const web = CLASSES[kind].make(chart, 'web', { disruptionBudget });
    const budget = objectOf(chart, 'PodDisruptionBudget');
    expect(budget.metadata.namespace).toBe('shop');
    expect(budget.spec.selector).toEqual({
      matchLabels: { [kplus.Pod.ADDRESS_LABEL]: web.podMetadata.getLabel(kplus.Pod.ADDRESS_LABEL) },
    });
    const { selector: _, ...rest } = budget.spec;
    return rest;
  };

  test.each(SCALED)('of a %s', (kind) => {
    const percent = kplus.PercentOrAbsolute.percent(50);
    const two = kplus.PercentOrAbsolute.absolute(2);
    expect(budgetOf(kind, {})).toEqual({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
    expect(budgetOf(kind, { maxUnavailable: percent })).toEqual({
      maxUnavailable: '50%',
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
    expect(
      budgetOf(kind, { minAvailable: two, unhealthyPodEvictionPolicy: UnhealthyPodEvictionPolicy.IF_HEALTHY_BUDGET }),
    ).toEqual({
      minAvailable: 2,
      unhealthyPodEvictionPolicy: 'IfHealthyBudget',
    });
  });

  test.each(SCALED)('with both amounts is refused for a %s', (kind) => {
    const one = kplus.PercentOrAbsolute.absolute(1);
    expect(refusalOf(kind, { disruptionBudget: { minAvailable: one, maxUnavailable: one } })).toBe(
      '"shop/web": disruptionBudget has minAvailable and maxUnavailable; give one',
    );
  });

  test.each(others(SCALED))('is nothing for a %s, whose pods have no replica count', (kind) => {
    expect(refusalOf(kind, { disruptionBudget: {} })).toBe(
      `"shop/web": a ${kind} has no disruption budget; remove disruptionBudget`,
    );
  });
});

describe('volumeClaims', () => {
  const claim = { name: 'data', path: '/var/lib/db', size: Size.gibibytes(10) };

  test('are made for each pod of a StatefulSet, and every container sees them', () => {
    const chart = newChart();
    const db = CLASSES.StatefulSet.make(chart, 'db', {
      volumeClaims: [claim, { name: 'log', path: '/var/log/db', size: Size.mebibytes(512), storageClassName: 'slow' }],
    });
    db.addContainer({ name: 'backup', image: IMAGE });
    const { spec } = objectOf(chart, 'StatefulSet');
    expect(spec.volumeClaimTemplates).toEqual([
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
      },
      {
        metadata: { name: 'log' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '512Mi' } },
          storageClassName: 'slow',
        },
      },
    ]);
    for (const { volumeMounts } of spec.template.spec.containers)
      expect(volumeMounts).toEqual([
        { mountPath: '/var/lib/db', name: 'data' },
        { mountPath: '/var/log/db', name: 'log' },
        { mountPath: '/tmp', name: 'writable-tmp' },
      ]);
    expect(spec.template.spec.volumes).toEqual([{ name: 'writable-tmp', emptyDir: { sizeLimit: '64Mi' } }]);
  });

  test('may hold /tmp', () => {
    const { containers, volumes } = specOf('StatefulSet', { volumeClaims: [{ ...claim, path: '/tmp' }] });
    expect(containers[0].volumeMounts).toEqual([{ mountPath: '/tmp', name: 'data' }]);
    expect(volumes).toBeUndefined();
  });

  test.each<[string, any[], any?]>([
    ['two claims are called "data"; give each a name of its own', [claim, { ...claim, path: '/other' }]],
    ['claim "Data_1" is not a valid name', [{ ...claim, name: 'Data_1' }]],
    ['container "main" has two volumes at "/var/lib/db"', [claim, { ...claim, name: 'other' }]],
    [
      'claim "writable-tmp" has the name of a volume of the pod; give it one of its own',
      [{ ...claim, name: 'writable-tmp' }],
    ],
    ['the volume at "/var/lib/db" has no size', [{ ...claim, size: Size.gibibytes(0) }]],
    ['path "db" must be absolute', [{ ...claim, path: 'db' }]],
    ['"/var/lib/db" is one of writablePaths', [claim], { writablePaths: ['/var/lib/db'] }],
  ])('are refused: %s', (message, volumeClaims, more = {}) => {
    expect(refusalOf('StatefulSet', { volumeClaims, ...more })).toContain(message);
  });

  test.each(others(['StatefulSet']))('are nothing for a %s', (kind) => {
    expect(refusalOf(kind, { volumeClaims: [claim] })).toBe(
      `"shop/web": a ${kind} has no volume claims; use ephemeralVolumes`,
    );
  });
});

describe('jobs', () => {
  const ttlOf = (props: any) => {
    const chart = newChart();
    CLASSES.Job.make(chart, 'web', props);
    return objectOf(chart, 'Job').spec.ttlSecondsAfterFinished;
  };

  test('go a day after their end, or when they are told to', () => {
    expect(ttlOf({})).toBe(86_400);
    expect(ttlOf({ ttlAfterFinished: undefined })).toBe(86_400);
    expect(ttlOf({ ttlAfterFinished: Duration.minutes(5) })).toBe(300);
    expect(ttlOf({ ttlAfterFinished: Duration.seconds(0) })).toBe(0);
  });

  test('keep what cdk8s-plus-28 takes', () => {
    const chart = newChart();
    CLASSES.Job.make(chart, 'web', { backoffLimit: 2, activeDeadline: Duration.hours(1) });
    expect(objectOf(chart, 'Job').spec).toMatchObject({ backoffLimit: 2, activeDeadlineSeconds: 3600 });
    CLASSES.CronJob.make(chart, 'nightly', { timeZone: 'Europe/Berlin', startingDeadline: Duration.minutes(10) });
    expect(objectOf(chart, 'CronJob').spec).toMatchObject({
      schedule: '0 0 * * *',
      timeZone: 'Europe/Berlin',
      startingDeadlineSeconds: 600,
    });
  });
});

test('all settings together are accepted, in every class', () => {
  for (const kind of KINDS) {
    const chart = newChart();
    CLASSES[kind].make(chart, 'web', {
      writablePaths: ['/data'],
      sidecars: [{ name: 'proxy', image: IMAGE }],
      seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
      appArmorProfile: { profileType: AppArmorProfileType.RUNTIME_DEFAULT },
      hostUsers: false,
      supplementalGroups: [3000],
      supplementalGroupsPolicy: SupplementalGroupsPolicy.STRICT,
      priorityClassName: 'high',
      projectedTokens: [{ path: '/var/run/vault', audience: 'vault' }],
      ephemeralVolumes: [{ path: '/work', size: Size.gibibytes(1) }],
      podResources: { cpu: { request: kplus.Cpu.units(4) } },
      extendedResources: [{ name: 'nvidia.com/gpu', amount: 1 }],
      grpcProbes: [{ readiness: { port: 8080 } }],
    });
    expect(Testing.synth(chart).length).toBeGreaterThan(2);
    expect(objectsOf(chart, kind)).toHaveLength(1);
  }
});
