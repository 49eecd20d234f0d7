import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import {
  Aspects,
  Checker,
  HardeningChecks,
  IsolatedNamespace,
  LockedServiceAccount,
  Manifest,
  ManifestSet,
  Profiles,
  SecureDeployment,
  type SecureDeploymentProps,
  type Waiver,
} from '../../src/index';
import { KNOWN_VERSIONS } from '../../src/kubernetes/kubernetes-version';
import { newChart } from '../support/workloads';

const IMAGE = `ghcr.io/acme/web@sha256:${'a1'.repeat(32)}`;
const TODAY = '2026-11-24';

/** The smallest that there is: one container and an image. */
function deployment(chart: Chart, props: Partial<SecureDeploymentProps> = {}, id = 'web'): SecureDeployment {
  return new SecureDeployment(chart, id, { containers: [{ name: 'main', image: IMAGE }], ...props });
}

function objectsOf(chart: Chart, kind: string): any[] {
  return Testing.synth(chart).filter((object) => object.kind === kind);
}

function podOf(chart: Chart): any {
  const [found, ...others] = objectsOf(chart, 'Deployment');
  expect(others).toEqual([]);
  return found.spec.template.spec;
}

/** The spec of the pod that props make. */
function specOf(props: Partial<SecureDeploymentProps> = {}, act: (web: SecureDeployment) => void = () => {}): any {
  const chart = newChart();
  act(deployment(chart, props));
  return podOf(chart);
}

/** What the construct refuses, at construction or at synth. */
function refusalOf(props: Partial<SecureDeploymentProps>, act: (web: SecureDeployment) => void = () => {}): string {
  try {
    specOf(props, act);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

function patch(...patches: JsonPatch[]): (web: SecureDeployment) => void {
  return (web) => ApiObject.of(web).addJsonPatch(...patches);
}

const SPEC = '/spec/template/spec';

describe('with one container and an image, and no further word', () => {
  const [container] = specOf().containers;

  test('the container holds no privilege', () => {
    expect(container.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    });
  });

  test('the pod runs as non-root, with a filter for system calls', () => {
    expect(specOf().securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('no user id is made up', () => {
    const text = JSON.stringify(specOf());
    for (const field of ['runAsUser', 'runAsGroup', 'fsGroup"']) expect(text).not.toContain(field);
  });

  test('/tmp is writable, up to a limit', () => {
    const { volumes, containers } = specOf();
    expect(containers[0].volumeMounts).toEqual([{ mountPath: '/tmp', name: 'writable-tmp' }]);
    expect(volumes).toEqual([{ name: 'writable-tmp', emptyDir: { sizeLimit: '64Mi' } }]);
  });

  test('no token is mounted', () => {
    expect(specOf().automountServiceAccountToken).toBe(false);
    expect(JSON.stringify(specOf())).not.toContain('serviceAccountToken"');
  });

  test('it has an account of its own, which mounts no token either', () => {
    const chart = newChart();
    deployment(chart);
    const [account, ...others] = objectsOf(chart, 'ServiceAccount');
    expect(others).toEqual([]);
    expect(account.automountServiceAccountToken).toBe(false);
    expect(account.metadata.namespace).toBe('shop');
    expect(podOf(chart).serviceAccountName).toBe(account.metadata.name);
  });

  test('it has a network policy of its own that lets nothing in or out', () => {
    const chart = newChart();
    deployment(chart);
    const [policy, ...others] = objectsOf(chart, 'NetworkPolicy');
    const [{ spec }] = objectsOf(chart, 'Deployment');
    expect(others).toEqual([]);
    expect(policy.metadata.namespace).toBe('shop');
    expect(policy.spec).toEqual({
      podSelector: { matchLabels: spec.template.metadata.labels },
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  test('the addresses of services are no variables', () => {
    expect(specOf().enableServiceLinks).toBe(false);
  });

  test('nothing is shared with the node', () => {
    const spec = specOf();
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace'])
      expect(spec[field] ?? false).toBe(false);
    expect(JSON.stringify(spec)).not.toMatch(/hostPath|hostPort/);
  });

  test.each(['baseline', 'restricted', 'nsa'])('it passes %s at every version', (name) => {
    const chart = newChart();
    new IsolatedNamespace(chart, 'namespace');
    deployment(chart);
    const set = ManifestSet.fromManifests(Testing.synth(chart).map((json) => Manifest.fromJson(json)));
    for (const kubernetesVersion of KNOWN_VERSIONS) {
      const report = new Checker({ profile: Profiles.fromName(name), kubernetesVersion, today: TODAY }).check(set);
      expect([kubernetesVersion, report.findings, report.errors]).toEqual([kubernetesVersion, [], []]);
    }
  });

  test('two workloads of one app do not share anything', () => {
    const chart = newChart();
    deployment(chart);
    deployment(chart, {}, 'api');
    const names = Testing.synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(names).toHaveLength(6);
    expect(new Set(names).size).toBe(6);
  });

  test('a second synth says the same', () => {
    const chart = newChart();
    deployment(chart, { writablePaths: ['/data'] });
    expect(Testing.synth(chart)).toEqual(Testing.synth(chart));
  });
});

describe('what comes later is covered too', () => {
  const secure = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true };

  test('a container', () => {
    const { containers } = specOf({}, (web) => web.addContainer({ name: 'proxy', image: IMAGE }));
    expect(containers[1]).toMatchObject({ name: 'proxy', securityContext: secure });
    expect(containers[1].volumeMounts).toEqual([{ mountPath: '/tmp', name: 'writable-tmp' }]);
  });

  test('an init container', () => {
    const { initContainers } = specOf({}, (web) => web.addInitContainer({ name: 'prepare', image: IMAGE }));
    expect(initContainers[0]).toMatchObject({ name: 'prepare', securityContext: secure });
    expect(initContainers[0].volumeMounts).toEqual([{ mountPath: '/tmp', name: 'writable-tmp' }]);
  });

  test('a container of a deployment that started without any', () => {
    const { containers } = specOf({ containers: undefined }, (web) => web.addContainer({ image: IMAGE }));
    expect(containers[0].securityContext).toMatchObject(secure);
  });

  test('a patch that adds a container', () => {
    const resources = {
      requests: { memory: { value: '64Mi' }, cpu: { value: '100m' } },
      limits: { memory: { value: '64Mi' }, cpu: { value: '100m' } },
    };
    const add = JsonPatch.add(`${SPEC}/containers/-`, { name: 'late', image: IMAGE, resources });
    const { containers } = specOf({}, patch(add));
    expect(containers[1]).toMatchObject({ name: 'late', securityContext: secure });
  });

  test('a patch that takes a field away', () => {
    const remove = JsonPatch.remove(`${SPEC}/containers/0/securityContext/allowPrivilegeEscalation`);
    expect(specOf({}, patch(remove)).containers[0].securityContext.allowPrivilegeEscalation).toBe(false);
  });

  test('a patch that makes a field weaker is refused', () => {
    const weaken = JsonPatch.replace(`${SPEC}/containers/0/securityContext/readOnlyRootFilesystem`, false);
    expect(refusalOf({}, patch(weaken))).toContain('writable-root-filesystem');
  });
});

describe('writablePaths', () => {
  const mountsOf = (container: any) => (container.volumeMounts ?? []).map((mount: any) => mount.mountPath);

  test('are each a volume of their own, with the size that was asked for', () => {
    const { volumes, containers } = specOf({
      writablePaths: ['/var/cache/web', '/var/run'],
      writablePathSize: Size.mebibytes(128),
    });
    expect(mountsOf(containers[0])).toEqual(['/tmp', '/var/cache/web', '/var/run']);
    expect(volumes.map(({ emptyDir }: any) => emptyDir)).toEqual(Array(3).fill({ sizeLimit: '128Mi' }));
    const mounted = containers[0].volumeMounts.map(({ name }: any) => name);
    expect(volumes.map(({ name }: any) => name)).toEqual(mounted);
    expect(new Set(mounted).size).toBe(3);
  });

  test('are shared by all containers, whenever they come', () => {
    const { containers } = specOf({ writablePaths: ['/data'] }, (web) => {
      web.addContainer({ name: 'proxy', image: IMAGE });
    });
    expect(containers.map(mountsOf)).toEqual([
      ['/tmp', '/data'],
      ['/tmp', '/data'],
    ]);
    expect(containers[1].volumeMounts).toEqual(containers[0].volumeMounts);
  });

  test('leave a mount alone that is there already', () => {
    const chart = newChart();
    const web = deployment(chart, { writablePaths: ['/data'] });
    const volume = kplus.Volume.fromEmptyDir(chart, 'own', 'own', { sizeLimit: Size.mebibytes(8) });
    web.containers[0]?.mount('/data/', volume);
    web.addContainer({ name: 'proxy', image: IMAGE });
    const { containers } = podOf(chart);
    expect(containers[0].volumeMounts.filter(({ name }: any) => name === 'own')).toHaveLength(1);
    expect(containers[0].volumeMounts.map(({ mountPath }: any) => mountPath).sort()).toEqual(['/data/', '/tmp']);
    expect(mountsOf(containers[1])).toEqual(['/tmp', '/data']);
  });

  test('make no volume without a mount', () => {
    const chart = newChart();
    const web = deployment(chart);
    const volume = kplus.Volume.fromEmptyDir(chart, 'own', 'own', { sizeLimit: Size.mebibytes(8) });
    web.containers[0]?.mount('/tmp', volume);
    expect(podOf(chart).volumes.map(({ name }: any) => name)).toEqual(['own']);
  });

  test('take a name that is free', () => {
    const chart = newChart();
    const web = deployment(chart);
    const volume = kplus.Volume.fromEmptyDir(chart, 'own', 'writable-tmp', { sizeLimit: Size.mebibytes(8) });
    web.containers[0]?.mount('/own', volume);
    const names = podOf(chart).volumes.map(({ name }: any) => name);
    expect(new Set(names).size).toBe(2);
  });

  test('that differ in signs alone have names of their own, which Kubernetes takes', () => {
    const { volumes } = specOf({ writablePaths: ['/a.b', '/a_b', '/A/B', `/${'long'.repeat(30)}`, '/…'] });
    const names = volumes.map(({ name }: any) => name);
    expect(new Set(names).size).toBe(6);
    for (const name of names) {
      expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
      expect(name.length).toBeLessThanOrEqual(63);
    }
  });

  test('may be named twice, or with a slash at the end, and count once', () => {
    const { containers } = specOf({ writablePaths: ['/tmp', '/data/', '/data'] });
    expect(mountsOf(containers[0])).toEqual(['/tmp', '/data']);
  });

  test.each(['data', './data', '', '/', '//', '/data/../etc', '/..', 'C:\\data', '/a:b'])('refuse %j', (path) => {
    expect(() => specOf({ writablePaths: [path] })).toThrow(
      `"shop/web": writable path "${path}" must be absolute, below "/", without ".." and ":"`,
    );
  });
});

describe('a token', () => {
  const settings = (chart: Chart) => new kplus.ConfigMap(chart, 'settings', { data: { theme: 'dark' } });

  test('is mounted by every container as soon as something is granted: it ends, and only the API server takes it', () => {
    const chart = newChart();
    const web = deployment(chart);
    web.addContainer({ name: 'proxy', image: IMAGE });
    web.account.allowRead(settings(chart));
    const { containers, volumes, automountServiceAccountToken } = podOf(chart);
    expect(automountServiceAccountToken).toBe(false);
    const { projected } = volumes.find((volume: any) => volume.name === 'api-token');
    expect(projected.sources[0]).toEqual({ serviceAccountToken: { expirationSeconds: 3600, path: 'token' } });
    for (const container of containers) {
      expect(container.volumeMounts).toContainEqual({
        mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
        name: 'api-token',
        readOnly: true,
      });
    }
  });

  test('comes with the certificate and the namespace that clients look for', () => {
    const chart = newChart();
    deployment(chart).account.allowRead(settings(chart));
    const { projected } = podOf(chart).volumes.find((volume: any) => volume.projected);
    expect(projected.sources.slice(1)).toEqual([
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
        },
      },
    ]);
  });

  test('has the audience and the life that the account says', () => {
    const chart = newChart();
    const serviceAccount = new LockedServiceAccount(chart, 'account', {
      tokenAudience: 'vault',
      tokenExpiration: Duration.minutes(10),
    });
    deployment(chart, { serviceAccount });
    serviceAccount.allowRead(settings(chart));
    const { projected } = podOf(chart).volumes.find((volume: any) => volume.projected);
    expect(projected.sources[0].serviceAccountToken).toEqual({
      audience: 'vault',
      expirationSeconds: 600,
      path: 'token',
    });
  });

  test('is there for every workload that uses the account, and for no other', () => {
    const chart = newChart();
    const serviceAccount = new LockedServiceAccount(chart, 'account');
    deployment(chart, { serviceAccount });
    deployment(chart, { serviceAccount }, 'worker');
    deployment(chart, {}, 'other');
    serviceAccount.allowRead(settings(chart));
    const mounts = objectsOf(chart, 'Deployment').map(({ spec }) => JSON.stringify(spec).includes('api-token'));
    expect(mounts).toEqual([true, true, false]);
  });

  test('passes nsa', () => {
    const chart = newChart();
    new IsolatedNamespace(chart, 'namespace');
    deployment(chart).account.allowRead(settings(chart));
    const set = ManifestSet.fromManifests(Testing.synth(chart).map((json) => Manifest.fromJson(json)));
    expect(new Checker({ profile: Profiles.nsa(), today: TODAY }).check(set).findings).toEqual([]);
  });
});

describe('a wish to be weaker', () => {
  const container = (
    securityContext: kplus.ContainerSecurityContextProps,
    rest: Partial<kplus.ContainerProps> = {},
  ) => ({
    containers: [{ name: 'main', image: IMAGE, securityContext, ...rest }],
  });

  test('is refused with the construct, the line, the object, the field, the rule, and the secure value', () => {
    const line = new Error().stack?.split('\n')[1]?.match(/:(\d+):\d+\)?$/)?.[1];
    const chart = newChart();
    new SecureDeployment(chart, 'web', container({ readOnlyRootFilesystem: false }));
    let message = '';
    try {
      Testing.synth(chart);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain('writable-root-filesystem (medium)');
    expect(message).toContain('container "main" can write to its root file system; set readOnlyRootFilesystem to true');
    expect(message).toMatch(/shop\/web\/Resource {2}→ {2}Deployment shop\/shop-web-\w+ {2}/);
    expect(message).toContain(`${SPEC}/containers/0/securityContext/readOnlyRootFilesystem`);
    expect(message).toContain(`created at test/constructs/secure-deployment.test.ts:${Number(line) + 2}:5`);
  });

  test('names a way to waive it', () => {
    expect(refusalOf(container({ readOnlyRootFilesystem: false }))).toMatch(/waive/);
  });

  test.each<[string, Partial<SecureDeploymentProps>]>([
    ['run-as-non-root', container({ ensureNonRoot: false })],
    ['run-as-root-user', container({ user: 0 })],
    ['run-as-root-group', container({ group: 0 })],
    ['privileged-container', container({ privileged: true })],
    ['privileged-container', container({ privileged: true, allowPrivilegeEscalation: true })],
    ['privilege-escalation-allowed', container({ allowPrivilegeEscalation: true })],
    ['writable-root-filesystem', container({ readOnlyRootFilesystem: false })],
    ['capability-beyond-restricted', container({ capabilities: { add: [kplus.Capability.SYS_ADMIN] } })],
    ['seccomp-unconfined', container({ seccompProfile: { type: kplus.SeccompProfileType.UNCONFINED } })],
    ['host-port', container({}, { ports: [{ number: 80, hostPort: 80 }] })],
    ['host-network', { hostNetwork: true }],
    ['run-as-non-root', { securityContext: { ensureNonRoot: false } }],
    ['run-as-root-user', { securityContext: { user: 0 } }],
    ['service-account-token-automount', { automountServiceAccountToken: true }],
    ['memory-limit-missing', container({}, { resources: {} })],
    ['image-tag-mutable', { containers: [{ image: 'ghcr.io/acme/web' }] }],
    ['image-tag-mutable', { containers: [{ image: 'ghcr.io/acme/web:latest' }] }],
  ])('is refused by %s: %j', (rule, props) => {
    expect(refusalOf(props)).toMatch(new RegExp(`(?:✗|with it:) ${rule} \\(`));
  });

  test.each([
    ['host-pid', 'hostPid'],
    ['host-ipc', 'hostIpc'],
    ['service-links', 'enableServiceLinks'],
  ])('is refused by %s where a patch makes it, in the words of cdk8s-plus: %s', (rule, field) => {
    expect(refusalOf({}, patch(JsonPatch.add(`${SPEC}/${field}`, true)))).toContain(`✗ ${rule} (`);
  });

  test('in a mounted path of the node is refused', () => {
    const act = (web: SecureDeployment) => {
      web.containers[0]?.mount('/host', kplus.Volume.fromHostPath(web, 'host', 'host', { path: '/' }));
    };
    expect(refusalOf({}, act)).toContain('restricted-volume-type');
  });

  test('an image without a tag or a digest is refused with the way out', () => {
    expect(refusalOf({ containers: [{ image: 'ghcr.io/acme/web' }] })).toContain(
      'has no tag, which means "latest"; pin a version and its digest',
    );
  });

  test('a version without a digest is left to the app', () => {
    expect(specOf({ containers: [{ image: 'ghcr.io/acme/web:1.4.2' }] }).containers[0].image).toBe(
      'ghcr.io/acme/web:1.4.2',
    );
  });

  test('several wishes are refused together', () => {
    const message = refusalOf(container({ readOnlyRootFilesystem: false, user: 0 }));
    expect(message).toContain('writable-root-filesystem');
    expect(message).toContain('run-as-root-user');
  });

  describe('that is waived', () => {
    const waiver: Waiver = { rule: 'writable-root-filesystem', reason: 'writes its pid file', expires: '2999-12-31' };
    const weak = container({ readOnlyRootFilesystem: false });

    test('stands', () => {
      const spec = specOf({ ...weak, waivers: [waiver] });
      expect(spec.containers[0].securityContext.readOnlyRootFilesystem).toBe(false);
      expect(spec.containers[0].securityContext.capabilities).toEqual({ drop: ['ALL'] });
    });

    test('by one waiver of several rules stands', () => {
      const rules = ['writable-root-filesystem', 'privilege-escalation-allowed'];
      const { reason, expires } = waiver;
      const weaker = container({ readOnlyRootFilesystem: false, allowPrivilegeEscalation: true });
      const spec = specOf({ ...weaker, waivers: [{ rules, reason, expires }] });
      expect(spec.containers[0].securityContext).toMatchObject({
        readOnlyRootFilesystem: false,
        allowPrivilegeEscalation: true,
      });
      expect(refusalOf({ ...weaker, waivers: [{ rules: rules.slice(1), reason, expires }] })).toContain(
        'writable-root-filesystem',
      );
    });

    test('stands in one container, and the others are refused', () => {
      const waivers = [{ ...waiver, container: 'main' }];
      expect(specOf({ ...weak, waivers }).containers[0].securityContext.readOnlyRootFilesystem).toBe(false);
      const message = refusalOf({ ...weak, waivers }, (web) => {
        web.addContainer({ name: 'proxy', image: IMAGE, securityContext: { readOnlyRootFilesystem: false } });
      });
      expect(message).toContain('container "proxy" can write');
      expect(message).not.toContain('container "main" can write');
    });

    test('is refused after its last day', () => {
      expect(refusalOf({ ...weak, waivers: [{ ...waiver, expires: '2020-01-01' }] })).toContain(
        'writable-root-filesystem',
      );
    });

    test('does not stand in another workload', () => {
      const chart = newChart();
      deployment(chart, { ...weak, waivers: [waiver] });
      deployment(chart, weak, 'other');
      expect(() => Testing.synth(chart)).toThrow(/shop\/other\/Resource/);
      expect(() => Testing.synth(chart)).not.toThrow(/shop\/web\/Resource/);
    });

    test.each<[string, Partial<Waiver>, string]>([
      ['of no rule', { rule: 'writable-root-file-system' }, 'did you mean "writable-root-filesystem"?'],
      ['without a reason', { reason: '' }, 'has no reason'],
      ['without a last day', { expires: 'never' }, 'has the last day "never"'],
    ])('by a waiver %s is an error', (_, change, message) => {
      expect(refusalOf({ ...weak, waivers: [{ ...waiver, ...change }] })).toContain(message);
    });

    function warningsOf(act: () => void): string[] {
      const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
      act();
      const warnings = warn.mock.calls.map(([message]) => String(message));
      warn.mockRestore();
      return warnings;
    }

    test('where nothing is weak is reported as dead, and where something is, it is not', () => {
      expect(warningsOf(() => specOf({ waivers: [waiver] }))).toEqual([
        'waiver of "writable-root-filesystem" for shop/web matches no finding; remove it',
      ]);
      expect(warningsOf(() => specOf({ ...weak, waivers: [waiver] }))).toEqual([]);
    });

    const undigested: Partial<SecureDeploymentProps> = {
      containers: [{ name: 'main', image: 'ghcr.io/acme/web:1.4.2' }],
      waivers: [{ ...waiver, rule: 'image-not-pinned-by-digest' }],
    };

    test('by a rule that only the app asks stands there too', () => {
      const chart = newChart();
      const all = new HardeningChecks({ profile: Profiles.nsa().withoutRules('default-namespace') });
      Aspects.of(chart.node.root).add(all);
      new IsolatedNamespace(chart, 'namespace');
      deployment(chart, undigested);
      expect(warningsOf(() => podOf(chart))).toEqual([]);
      expect(all.lastReport?.waived.map(({ finding }) => finding.rule)).toEqual(['image-not-pinned-by-digest']);
    });

    test('of a rule that is not asked is reported as unused', () => {
      expect(warningsOf(() => specOf(undigested))).toEqual([
        'waiver of "image-not-pinned-by-digest" for shop/web is of a rule that no aspect checks here; remove it',
      ]);
    });
  });
});

describe('what cdk8s-plus gets wrong', () => {
  test('half-given resources are refused: one given limit takes the default of the other away', () => {
    const resources = { cpu: { limit: kplus.Cpu.millis(500) } };
    const message = refusalOf({ containers: [{ image: IMAGE, resources }] });
    expect(message).toContain('container "main" has no memory limit; set resources.limits.memory');
  });

  test('a memory request without a limit gets the same limit', () => {
    const cpu = { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(100) };
    const resources = { cpu, memory: { request: Size.mebibytes(64) } };
    expect(specOf({ containers: [{ image: IMAGE, resources }] }).containers[0].resources.limits.memory).toBe('64Mi');
  });

  test('an amount of memory where cores should be is refused', () => {
    const cpu = JsonPatch.replace(`${SPEC}/containers/0/resources/limits/cpu`, { value: '512Mi' });
    expect(refusalOf({}, patch(cpu))).toContain(
      'limits.cpu of container "main" is "512Mi", an amount of memory; give cores, as "500m"',
    );
  });

  test.each(['hostPID', 'hostIPC', 'noSuchField', 'securityContext/noSuchField'])(
    'a patch of a field that it drops is refused, not lost: %s',
    (field) => {
      const at = `${SPEC}/${field}`;
      expect(refusalOf({}, patch(JsonPatch.add(at, true)))).toContain(
        `patch "add ${at}" has no effect, as cdk8s-plus-28 does not know the field`,
      );
    },
  );

  test('a patch of a field that it knows is no such patch', () => {
    expect(specOf({}, patch(JsonPatch.add(`${SPEC}/priorityClassName`, 'high'))).priorityClassName).toBe('high');
  });

  test('a second container of the same name is refused', () => {
    expect(refusalOf({}, (web) => web.addContainer({ name: 'main', image: IMAGE }))).toContain(
      'two containers are called "main"; give each a name of its own',
    );
  });

  test('an init container of the name of a container is refused', () => {
    expect(refusalOf({}, (web) => web.addInitContainer({ name: 'main', image: IMAGE }))).toContain(
      'two containers are called "main"',
    );
  });

  test('an init container with a port has no startup probe, and a sidecar keeps its own', () => {
    const { initContainers } = specOf({}, (web) => {
      web.addInitContainer({ name: 'prepare', image: IMAGE, portNumber: 8080 });
      web.addInitContainer({
        name: 'sidecar',
        image: IMAGE,
        portNumber: 8081,
        restartPolicy: kplus.ContainerRestartPolicy.ALWAYS,
      });
    });
    expect(initContainers[0]).not.toHaveProperty('startupProbe');
    expect(initContainers[1]).toHaveProperty('startupProbe');
  });
});

describe('bad input', () => {
  test('an empty list of containers', () => {
    expect(refusalOf({ containers: [] })).toBe(
      '"shop/web": containers is empty; give one, or leave it out and call addContainer()',
    );
  });

  test('no container at all, by the time of the synth', () => {
    expect(refusalOf({ containers: undefined })).toContain('at least 1 container');
  });

  test('an empty id', () => {
    expect(() => deployment(newChart(), {}, '')).toThrow('id is empty; give the construct an id');
  });

  test('isolate: false', () => {
    expect(refusalOf({ isolate: false })).toBe(
      '"shop/web": isolate is false; declare connections instead, as connections.allowFrom(peer)',
    );
  });

  test('isolate: true is nothing new', () => {
    const chart = newChart();
    deployment(chart, { isolate: true });
    expect(objectsOf(chart, 'NetworkPolicy')).toHaveLength(1);
  });

  test('an account that is not locked', () => {
    const chart = newChart();
    const serviceAccount = new kplus.ServiceAccount(chart, 'account');
    expect(() => deployment(chart, { serviceAccount })).toThrow(
      '"shop/web": serviceAccount is not a LockedServiceAccount; give one, or leave it out: the workload makes its own',
    );
  });

  test('an account of another chart may be shared', () => {
    const chart = newChart();
    const serviceAccount = new LockedServiceAccount(
      new Chart(chart.node.root, 'accounts', { namespace: 'shop' }),
      'account',
    );
    deployment(chart, { serviceAccount });
    expect(podOf(chart).serviceAccountName).toBe(serviceAccount.name);
    expect(objectsOf(chart, 'ServiceAccount')).toEqual([]);
  });
});

describe('it goes wherever a Deployment of cdk8s-plus goes', () => {
  const props = { containers: [{ name: 'main', image: IMAGE, portNumber: 8080 }] };

  test('behind a Service and an Ingress', () => {
    const chart = newChart();
    const web = deployment(chart, props);
    const secret = kplus.Secret.fromSecretName(chart, 'certificate', 'web-tls');
    const edge = new kplus.Ingress(chart, 'ingress', { tls: [{ hosts: ['example.com'], secret }] });
    edge.addHostRule('example.com', '/', kplus.IngressBackend.fromService(web.exposeViaService()));
    const [service] = objectsOf(chart, 'Service');
    const [{ spec }] = objectsOf(chart, 'Deployment');
    const [ingress] = objectsOf(chart, 'Ingress');
    expect(service.spec.selector).toEqual(spec.template.metadata.labels);
    expect(service.spec.ports[0]).toMatchObject({ port: 8080 });
    expect(ingress.spec.rules[0].http.paths[0].backend.service.name).toBe(service.metadata.name);
  });

  test('behind an Ingress without TLS, which is refused', () => {
    const message = refusalOf(props, (web) => web.exposeViaIngress('/'));
    expect(message).toContain('✗ ingress-tls-missing (');
    expect(message).toContain('✗ ingress-wildcard-host (');
  });

  test('behind a HorizontalPodAutoscaler, which takes the number of replicas over', () => {
    const chart = newChart();
    const web = deployment(chart, props);
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', { target: web, maxReplicas: 10 });
    const [hpa] = objectsOf(chart, 'HorizontalPodAutoscaler');
    const [{ metadata, spec }] = objectsOf(chart, 'Deployment');
    expect(hpa.spec.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name });
    expect(spec).not.toHaveProperty('replicas');
  });

  test('into Role.bind(), as its account with its namespace', () => {
    const chart = newChart();
    const web = deployment(chart, props);
    const role = new kplus.Role(chart, 'role');
    role.allowRead(kplus.ApiResource.CONFIG_MAPS);
    role.bind(web);
    const [binding] = objectsOf(chart, 'RoleBinding');
    expect(binding.subjects).toEqual([
      { kind: 'ServiceAccount', name: web.account.name, namespace: 'shop', apiGroup: '' },
    ]);
  });

  test('next to others, by its scheduling', () => {
    const chart = newChart();
    const web = deployment(chart, props);
    web.scheduling.separate(deployment(chart, {}, 'api'));
    const spec = objectsOf(chart, 'Deployment')[0].spec.template.spec;
    expect(spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
  });

  test('without a namespace, where it is given when it is applied', () => {
    const chart = new Chart(new App({ outdir: join(tmpdir(), 'cdk8s-hardened') }), 'shop');
    deployment(chart, props);
    const namespaces = Testing.synth(chart).map(({ metadata }) => metadata.namespace);
    expect(namespaces).toEqual([undefined, undefined, undefined]);
  });
});

test('the source of constructs has no test that a class forgot: every prop is documented with its default', () => {
  const source = readFileSync(
    join(__dirname, '..', '..', 'src', 'constructs', 'workloads', 'secure-deployment.ts'),
    'utf8',
  );
  const props = source.slice(source.indexOf('export interface'), source.indexOf('export class'));
  expect(props.match(/readonly \w+\?:/g)?.length).toBe(props.match(/@default/g)?.length);
});

describe('whatever legal props', () => {
  const SEED = Number(process.env.PROPERTY_SEED ?? Date.now() % 2 ** 31);
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const mebibytes = (...values: number[]) => fc.constantFrom(...values).map((value) => Size.mebibytes(value));
  const container = (name: string): fc.Arbitrary<kplus.ContainerProps> =>
    fc.record(
      {
        name: fc.constant(name),
        image: fc.constantFrom(IMAGE, 'ghcr.io/acme/web:1.4.2', 'nginx:1.27'),
        portNumber: fc.constantFrom(80, 8080),
        command: fc.constant(['/web']),
        workingDir: fc.constantFrom('/srv'),
        imagePullPolicy: fc.constantFrom(...Object.values(kplus.ImagePullPolicy)),
        securityContext: fc.record(
          {
            user: fc.constantFrom(1, 1000),
            group: fc.constantFrom(1, 1000),
            ensureNonRoot: fc.constant(true),
            privileged: fc.constant(false),
            allowPrivilegeEscalation: fc.constant(false),
            readOnlyRootFilesystem: fc.constant(true),
            seccompProfile: fc.constant({ type: kplus.SeccompProfileType.RUNTIME_DEFAULT }),
            capabilities: fc.constantFrom<kplus.ContainerSecutiryContextCapabilities>(
              {},
              { drop: [kplus.Capability.ALL] },
              { drop: [kplus.Capability.KILL] },
              { add: [kplus.Capability.NET_BIND_SERVICE] },
              { add: [], drop: [] },
            ),
          },
          { requiredKeys: [] },
        ),
        resources: fc.record({
          cpu: fc.constantFrom(
            { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(100) },
            { request: kplus.Cpu.units(1), limit: kplus.Cpu.units(2) },
          ),
          memory: fc.record({ request: mebibytes(64), limit: mebibytes(64, 512) }, { requiredKeys: ['request'] }),
        }),
        envVariables: fc.constant({ MODE: kplus.EnvValue.fromValue('fast') }),
      },
      { requiredKeys: ['name', 'image'] },
    );
  const props: fc.Arbitrary<SecureDeploymentProps> = fc.record(
    {
      containers: fc.oneof(fc.tuple(container('main')), fc.tuple(container('main'), container('proxy'))),
      initContainers: fc.oneof(fc.constant<kplus.ContainerProps[]>([]), fc.tuple(container('prepare'))),
      writablePaths: fc.uniqueArray(fc.constantFrom('/data', '/var/cache/web', '/tmp', '/Var_Lib.d'), { maxLength: 3 }),
      writablePathSize: mebibytes(1, 64, 2048),
      replicas: fc.constantFrom(0, 1, 5),
      automountServiceAccountToken: fc.constant(false),
      hostNetwork: fc.constant(false),
      isolate: fc.constant(true),
      select: fc.constant(true),
      restartPolicy: fc.constant(kplus.RestartPolicy.ALWAYS),
      terminationGracePeriod: fc.constant(Duration.seconds(5)),
      strategy: fc.constantFrom(kplus.DeploymentStrategy.recreate(), kplus.DeploymentStrategy.rollingUpdate()),
      podMetadata: fc.constant({ labels: { team: 'shop' }, annotations: { note: 'x' } }),
      metadata: fc.constantFrom({ name: 'web' }, { labels: { app: 'web' } }, { namespace: 'elsewhere' }),
      securityContext: fc.record(
        {
          ensureNonRoot: fc.constant(true),
          user: fc.constant(1000),
          group: fc.constant(1000),
          fsGroup: fc.constant(1000),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['containers'] },
  );

  test(`the manifests have no finding of restricted (PROPERTY_SEED=${SEED})`, () => {
    fc.assert(
      fc.property(
        props,
        maybe(fc.constantFrom(...KNOWN_VERSIONS)),
        fc.boolean(),
        (given, kubernetesVersion, granted) => {
          const chart = newChart();
          // A user without a group may end in the group of root: that is refused, as it should be.
          const fair = (context: any) => (context?.user === undefined ? context : { group: 1000, ...context });
          // A tag that is not pulled each time may be another image by now: that is refused, too.
          const pulled = ({ image, imagePullPolicy }: kplus.ContainerProps) =>
            image.includes('@') ? imagePullPolicy : kplus.ImagePullPolicy.ALWAYS;
          const containers = given.containers?.map((each) => ({
            ...each,
            imagePullPolicy: pulled(each),
            securityContext: fair(each.securityContext),
          }));
          const initContainers = given.initContainers?.map((each) => ({
            ...each,
            imagePullPolicy: pulled(each),
            securityContext: fair(each.securityContext),
          }));
          const web = deployment(chart, {
            ...given,
            containers,
            initContainers,
            securityContext: fair(given.securityContext),
          });
          if (granted) web.account.allowRead(new kplus.ConfigMap(chart, 'settings', { data: {} }));
          const set = ManifestSet.fromManifests(Testing.synth(chart).map((json) => Manifest.fromJson(json)));
          const report = new Checker({ profile: Profiles.restricted(), kubernetesVersion, today: TODAY }).check(set);
          expect([report.findings, report.errors]).toEqual([[], []]);
        },
      ),
      { numRuns: 150, seed: SEED },
    );
  });
});
