import { ApiObject, type App, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AppArmorProfileType,
  Checker,
  IsolatedNamespace,
  LockedServiceAccount,
  Manifest,
  ManifestSet,
  Profiles,
  type Waiver,
} from '../../src/index';
import { atLeast, KNOWN_VERSIONS } from '../../src/kubernetes/kubernetes-version';
import { readYaml } from '../../src/yaml/read';
import { CLASSES, IMAGE, KINDS, newChart, objectOf, objectsOf, podOf, refusalOf, specOf } from '../support/workloads';

const TODAY = '2026-11-24';
/** What a construct cannot know: where it stands, and what the registry holds. */
const OWN = Profiles.nsa().withoutRules('default-namespace', 'image-not-pinned-by-digest', 'rbac-secrets-read');

function setOf(objects: any[]): ManifestSet {
  return ManifestSet.fromManifests(objects.map((json) => Manifest.fromJson(json)));
}

describe.each(KINDS)('a secure %s', (kind) => {
  const { make, specPath } = CLASSES[kind];

  test('alone passes what a construct answers for, in each way out of an app', () => {
    const chart = newChart();
    make(chart);
    const { documents } = readYaml((chart.node.root as App).synthYaml());
    for (const objects of [Testing.synth(chart), chart.toJson(), documents.map(({ value }) => value)]) {
      const report = new Checker({ profile: OWN, today: TODAY }).check(setOf(objects));
      expect([report.findings, report.errors]).toEqual([[], []]);
    }
  });

  test('passes restricted at every version from 1.25 on', () => {
    const chart = newChart();
    make(chart);
    const set = setOf(Testing.synth(chart));
    const versions = KNOWN_VERSIONS.filter((version) => atLeast(version, '1.25'));
    expect(versions.length).toBeGreaterThan(10);
    for (const kubernetesVersion of versions) {
      const report = new Checker({ profile: Profiles.restricted(), kubernetesVersion, today: TODAY }).check(set);
      expect([kubernetesVersion, report.findings, report.errors]).toEqual([kubernetesVersion, [], []]);
    }
  });

  test('in a namespace of its own passes all of nsa at every version', () => {
    const chart = newChart();
    new IsolatedNamespace(chart, 'namespace');
    make(chart).account.allowRead(new kplus.ConfigMap(chart, 'settings', { data: {} }));
    const set = setOf(Testing.synth(chart));
    for (const kubernetesVersion of KNOWN_VERSIONS) {
      const report = new Checker({ profile: Profiles.nsa(), kubernetesVersion, today: TODAY }).check(set);
      // Some fields are newer: an old server drops them.
      const findings = report.findings.filter(
        ({ rule }) => rule !== 'unknown-field' || atLeast(kubernetesVersion, '1.27'),
      );
      expect([kubernetesVersion, findings, report.errors]).toEqual([kubernetesVersion, [], []]);
    }
  });

  test('makes an account and a policy of its own, and nothing else that is shared', () => {
    const chart = newChart();
    make(chart);
    make(chart, 'other');
    const kinds = [...new Set(Testing.synth(chart).map((object) => object.kind))].sort();
    expect(kinds).toEqual(
      [kind, 'NetworkPolicy', ...(kind === 'StatefulSet' ? ['Service'] : []), 'ServiceAccount'].sort(),
    );
    const names = Testing.synth(chart).map((object) => `${object.kind} ${object.metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('has a policy that selects its pods and no others', () => {
    const chart = newChart();
    make(chart);
    const manifest = Manifest.fromJson(objectOf(chart, kind));
    const { spec } = objectOf(chart, 'NetworkPolicy');
    const label = manifest.podTemplate?.labels[kplus.Pod.ADDRESS_LABEL];
    expect(label).toBeDefined();
    expect(spec).toEqual({
      podSelector: { matchLabels: { [kplus.Pod.ADDRESS_LABEL]: label } },
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  test('says the same at a second synth', () => {
    const chart = newChart();
    make(chart, 'web', {
      writablePaths: ['/data'],
      supplementalGroups: [3000],
      projectedTokens: [{ path: '/var/run/vault', audience: 'vault' }],
      sidecars: [{ name: 'proxy', image: IMAGE }],
    });
    expect(Testing.synth(chart)).toEqual(Testing.synth(chart));
  });

  test('may be made without a container, which comes later', () => {
    if (kind === 'StatefulSet') return; // cdk8s-plus-28 wants the ports of its service at once
    const { containers } = specOf(kind, { containers: undefined }, (web) => web.addContainer({ image: IMAGE }));
    expect(containers[0].securityContext).toMatchObject({ allowPrivilegeEscalation: false });
  });

  describe('a grant', () => {
    test('gives it a Role for its own account and a token that ends', () => {
      const chart = newChart();
      const web = make(chart);
      web.account.allowRead(new kplus.ConfigMap(chart, 'settings', { data: {} }));
      const [binding] = objectsOf(chart, 'RoleBinding');
      expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: web.account.name, namespace: 'shop' }]);
      const pod = podOf(objectOf(chart, kind));
      expect(pod.serviceAccountName).toBe(web.account.name);
      expect(pod.automountServiceAccountToken).toBe(false);
      const { projected } = pod.volumes.find(({ name }: any) => name === 'api-token');
      expect(projected.sources[0]).toEqual({ serviceAccountToken: { expirationSeconds: 3600, path: 'token' } });
    });

    test('to an account that it shares gives it the same', () => {
      const chart = newChart();
      const serviceAccount = new LockedServiceAccount(chart, 'account');
      make(chart, 'web', { serviceAccount });
      serviceAccount.allowRead(kplus.ApiResource.CONFIG_MAPS);
      const pod = podOf(objectOf(chart, kind));
      expect(pod.serviceAccountName).toBe(serviceAccount.name);
      expect(pod.volumes.map(({ name }: any) => name)).toContain('api-token');
      expect(objectsOf(chart, 'ServiceAccount')).toHaveLength(1);
    });

    test('by Role.bind() names its account with its namespace', () => {
      const chart = newChart();
      const web = make(chart);
      new kplus.Role(chart, 'role').bind(web);
      expect(objectOf(chart, 'RoleBinding').subjects[0]).toMatchObject({ name: web.account.name, namespace: 'shop' });
    });
  });

  describe('a wish to be weaker', () => {
    const container = (securityContext: any, more: any = {}) => ({
      containers: [{ name: 'main', image: IMAGE, portNumber: 8080, securityContext, ...more }],
    });

    test.each<[string, any]>([
      ['run-as-non-root', container({ ensureNonRoot: false })],
      ['run-as-root-user', container({ user: 0 })],
      ['run-as-root-group', container({ group: 0 })],
      ['privileged-container', container({ privileged: true, allowPrivilegeEscalation: true })],
      ['privilege-escalation-allowed', container({ allowPrivilegeEscalation: true })],
      ['writable-root-filesystem', container({ readOnlyRootFilesystem: false })],
      ['capability-beyond-restricted', container({ capabilities: { add: [kplus.Capability.NET_ADMIN] } })],
      ['seccomp-unconfined', container({ seccompProfile: { type: kplus.SeccompProfileType.UNCONFINED } })],
      ['memory-limit-missing', container({}, { resources: {} })],
      ['image-tag-mutable', container({}, { image: 'ghcr.io/acme/web' })],
      ['host-port', container({}, { portNumber: undefined, ports: [{ number: 80, hostPort: 80 }] })],
      ['run-as-non-root', { securityContext: { ensureNonRoot: false } }],
      ['run-as-root-user', { securityContext: { user: 0 } }],
      ['host-network', { hostNetwork: true }],
      ['service-account-token-automount', { automountServiceAccountToken: true }],
      ['seccomp-unconfined', { seccompProfile: { type: kplus.SeccompProfileType.UNCONFINED } }],
      ['apparmor-profile', { appArmorProfile: { profileType: AppArmorProfileType.UNCONFINED } }],
      [
        'privileged-container',
        { sidecars: [{ image: IMAGE, securityContext: { privileged: true, allowPrivilegeEscalation: true } }] },
      ],
      [
        'writable-root-filesystem',
        { initContainers: [{ image: IMAGE, securityContext: { readOnlyRootFilesystem: false } }] },
      ],
    ])('by props is refused by %s, with its place: %j', (rule, props) => {
      const message = refusalOf(kind, props);
      expect(message).toMatch(new RegExp(`(?:✗|with it:) ${rule} \\(`));
      expect(message).toMatch(new RegExp(`shop/web/Resource {2}→ {2}${kind} shop/shop-web-\\w+ {2}${specPath}/`));
    });

    test.each<[string, JsonPatch[]]>([
      [
        'writable-root-filesystem',
        [JsonPatch.replace(`${specPath}/containers/0/securityContext/readOnlyRootFilesystem`, false)],
      ],
      ['privileged-container', [JsonPatch.replace(`${specPath}/containers/0/securityContext/privileged`, true)]],
      ['host-pid', [JsonPatch.add(`${specPath}/hostPid`, true)]],
      ['host-ipc', [JsonPatch.add(`${specPath}/hostIpc`, true)]],
      ['host-network', [JsonPatch.replace(`${specPath}/hostNetwork`, true)]],
      ['service-links', [JsonPatch.add(`${specPath}/enableServiceLinks`, true)]],
      ['restricted-volume-type', [JsonPatch.add(`${specPath}/volumes`, [{ name: 'node', hostPath: { path: '/' } }])]],
      [
        'unsafe-sysctl',
        [JsonPatch.add(`${specPath}/securityContext/sysctls`, [{ name: 'kernel.msgmax', value: '1' }])],
      ],
    ])('by a patch is refused by %s, with its place', (rule, patches) => {
      const message = refusalOf(kind, {}, (web) => ApiObject.of(web).addJsonPatch(...patches));
      expect(message).toMatch(new RegExp(`(?:✗|with it:) ${rule} \\(`));
      expect(message).toContain('shop/web/Resource');
    });

    test('by a container that comes later is refused with the container’s name', () => {
      const message = refusalOf(kind, {}, (web) => {
        web.addContainer({ name: 'late', image: IMAGE, securityContext: { allowPrivilegeEscalation: true } });
      });
      expect(message).toContain('✗ privilege-escalation-allowed (');
      expect(message).toMatch(/container "late".*\n.*shop\/web\/Resource/);
    });

    const waiver: Waiver = { rule: 'writable-root-filesystem', reason: 'writes its pid file', expires: '2999-12-31' };
    const weak = container({ readOnlyRootFilesystem: false });

    test('stands where it is waived, and there alone', () => {
      const waivers = [{ ...waiver, container: 'main' }];
      const { containers } = specOf(kind, { ...weak, waivers });
      expect(containers[0].securityContext.readOnlyRootFilesystem).toBe(false);
      expect(containers[0].securityContext.capabilities).toEqual({ drop: ['ALL'] });
      const chart = newChart();
      make(chart, 'web', { ...weak, waivers });
      make(chart, 'other', weak);
      expect(() => Testing.synth(chart)).toThrow(/shop\/other\/Resource/);
      expect(() => Testing.synth(chart)).not.toThrow(/shop\/web\/Resource/);
    });

    test('is refused again after the waiver’s last day', () => {
      const waivers = [{ ...waiver, expires: '2020-01-01' }];
      const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
      expect(refusalOf(kind, { ...weak, waivers })).toContain('writable-root-filesystem');
      warn.mockRestore();
    });
  });

  describe('bad input', () => {
    test.each<[any, string]>([
      [{ containers: [] }, '"shop/web": containers is empty; give one, or leave it out and call addContainer()'],
      [{ isolate: false }, '"shop/web": isolate is false; declare connections instead, as connections.allowFrom(peer)'],
    ])('%j', (props, message) => {
      expect(refusalOf(kind, props)).toBe(message);
    });

    test('an empty id', () => {
      expect(() => make(newChart(), '')).toThrow('id is empty; give the construct an id');
    });

    test('an account that is not locked', () => {
      const chart = newChart();
      const serviceAccount = new kplus.ServiceAccount(chart, 'account');
      expect(() => make(chart, 'web', { serviceAccount })).toThrow(
        '"shop/web": serviceAccount is not a LockedServiceAccount',
      );
    });

    test('an account of another namespace, where no pod can use it', () => {
      const chart = newChart();
      const serviceAccount = new LockedServiceAccount(chart, 'account', { metadata: { namespace: 'bank' } });
      expect(() => make(chart, 'web', { serviceAccount })).toThrow(
        '"shop/web": serviceAccount is in namespace "bank", and the pods are in "shop"; give one of that namespace',
      );
    });
  });
});
