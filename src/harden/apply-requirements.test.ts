import type { Waiver } from '../engine/waivers/waiver';
import { Manifest } from '../model/manifest';
import { Profiles } from '../profiles/profiles';
import { applyRequirements, unmetRequirementMessage, unmetRequirements } from './apply-requirements';
import { HardenMode, harden } from './harden';

const deployment = (spec: any = {}) =>
  Manifest.fromJson({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { template: { spec: { initContainers: [{ name: 'prepare' }], containers: [{ name: 'web' }], ...spec } } },
  });
const specOf = (manifest: Manifest) => manifest.json.spec.template.spec;

test('writable paths are mounted if nothing is mounted there', () => {
  const volumeMounts = [{ name: 'data', mountPath: '/data/' }];
  const before = deployment({ containers: [{ name: 'web', volumeMounts }], volumes: [{ name: 'data', emptyDir: {} }] });
  const after = specOf(
    applyRequirements(before, [{ name: 'web', container: 'web', writablePaths: ['/data', '/var/cache'] }]),
  );
  expect(after.containers[0].volumeMounts).toEqual([
    ...volumeMounts,
    { name: 'writable-var-cache', mountPath: '/var/cache' },
  ]);
  expect(after.volumes.slice(1)).toEqual([{ name: 'writable-var-cache', emptyDir: { sizeLimit: '64Mi' } }]);
  expect(after.initContainers).toEqual([{ name: 'prepare' }]);
  expect(specOf(before).volumes).toHaveLength(1);
});

test('requirements without a container apply to all containers', () => {
  const after = specOf(
    applyRequirements(deployment(), [{ name: 'web', writablePaths: ['/run'], user: 1000, group: 2000 }]),
  );
  for (const container of [...after.containers, ...after.initContainers]) {
    expect(container.volumeMounts).toEqual([{ name: 'writable-run', mountPath: '/run' }]);
    expect(container.securityContext).toEqual({ runAsUser: 1000, runAsGroup: 2000 });
  }
  expect(after.volumes).toHaveLength(1);
});

test('privileged ports are allowed by a safe sysctl, once', () => {
  const sysctls = [
    { name: 'kernel.shm_rmid_forced', value: '1' },
    { name: 'net.ipv4.ip_unprivileged_port_start', value: '500' },
  ];
  const before = deployment({ securityContext: { runAsNonRoot: true, sysctls } });
  const needs = [{ name: 'web', bindPrivilegedPorts: true, fsGroup: 70 }];
  const once = applyRequirements(before, needs);
  expect(specOf(once).securityContext).toEqual({
    runAsNonRoot: true,
    fsGroup: 70,
    sysctls: [sysctls[0], { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
  });
  expect(applyRequirements(once, needs).json).toEqual(once.json);
  const profile = Profiles.restricted();
  const mended = harden([once], [once], { profile, mode: HardenMode.FORCE, today: '2026-11-24', needs });
  expect(specOf(mended.get(once)?.manifest as Manifest).securityContext.sysctls).toHaveLength(2);
});

test('a pod in the host network gets no sysctl, which the API server would refuse', () => {
  const before = deployment({ hostNetwork: true });
  const options = {
    profile: Profiles.restricted(),
    today: '2026-11-24',
    needs: [{ name: 'web', bindPrivilegedPorts: true }],
  };
  const sysctlsIn = (mode: HardenMode, waivers: Waiver[] = []) => {
    const mended = harden([before], [before], { ...options, mode, waivers }).get(before)?.manifest as Manifest;
    const { hostNetwork, securityContext } = specOf(mended);
    return [hostNetwork, securityContext.sysctls];
  };
  const waiver = { rule: 'host-network', kind: 'Deployment', namespaceName: 'shop', name: 'web' };
  const waived = [{ ...waiver, reason: 'is an agent of the node', expires: '2099-12-31' }];
  expect(sysctlsIn(HardenMode.FILL)).toEqual([true, undefined]);
  expect(sysctlsIn(HardenMode.FORCE, waived)).toEqual([true, undefined]);
  expect(sysctlsIn(HardenMode.FORCE)).toEqual([
    undefined,
    [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
  ]);
});

test.each([
  ['another name', { name: 'we' }],
  ['another kind', { name: 'web', kind: 'StatefulSet' }],
  ['another namespace', { name: 'web', namespaceName: 'sho' }],
  ['another container', { name: 'web', container: 'we' }],
])('requirements for %s do not apply, and that is an error', (_, target) => {
  const before = deployment();
  const need = { ...target, writablePaths: ['/run'] };
  expect(applyRequirements(before, [need])).toBe(before);
  expect(unmetRequirements([before], [need])).toEqual([need]);
  expect(unmetRequirementMessage(need)).toMatch(
    /^needs of .*"(shop\/|sho\/)?web?".* match no container; correct or remove them$/,
  );
});

test('requirements that match a container are not reported', () => {
  expect(
    unmetRequirements(
      [deployment()],
      [{ name: 'web', kind: 'Deployment', namespaceName: 'shop', container: 'prepare' }],
    ),
  ).toEqual([]);
});
