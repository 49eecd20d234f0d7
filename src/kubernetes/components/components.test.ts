import { NEWEST_VERSION } from '../kubernetes-version';
import * as published from './component-table.json';
import { flagProblem, gateProblem, lockedValue } from './components';

const { first: FIRST_KNOWN, last: LAST_KNOWN } = published;

test('the table ends with the newest version', () => {
  expect(`1.${LAST_KNOWN}`).toBe(NEWEST_VERSION);
  expect(FIRST_KNOWN).toBe(20);
  expect(Object.keys(published.flags).sort()).toEqual([
    ...['kube-apiserver', 'kube-controller-manager', 'kube-proxy', 'kube-scheduler', 'kubelet'],
  ]);
});

/** Removals that Kubernetes' change logs name. */
test.each([
  ['kube-apiserver', 'kubelet-https', 22],
  ['kube-apiserver', 'insecure-port', 24],
  ['kube-apiserver', 'service-account-api-audiences', 25],
  ['kube-apiserver', 'logtostderr', 26],
  ['kube-apiserver', 'master-service-namespace', 27],
  ['kube-apiserver', 'cloud-provider', 33],
  ['kube-controller-manager', 'port', 24],
  ['kube-controller-manager', 'experimental-cluster-signing-duration', 25],
  ['kube-controller-manager', 'pod-eviction-timeout', 27],
  ['kube-controller-manager', 'enable-taint-manager', 27],
  ['kube-scheduler', 'policy-config-file', 23],
  ['kube-scheduler', 'port', 24],
  ['kube-scheduler', 'lock-object-name', 28],
  ['kubelet', 'network-plugin', 24],
  ['kubelet', 'cni-conf-dir', 24],
  ['kubelet', 'container-runtime', 27],
  ['kubelet', 'keep-terminated-pod-volumes', 31],
  ['kubelet', 'pod-infra-container-image', 35],
  ['kubelet', 'boot-id-file', 37],
  ['kube-proxy', 'udp-timeout', 26],
] as const)('%s --%s was removed in 1.%i', (program, flag, removed) => {
  expect(flagProblem(program, flag, removed - 1)).toBeUndefined();
  expect(flagProblem(program, flag, removed)).toBe(`which was removed in 1.${removed}`);
});

test.each([
  ['kube-apiserver', 'authentication-config', 29],
  ['kube-apiserver', 'authorization-config', 29],
  ['kube-apiserver', 'encryption-provider-config-automatic-reload', 26],
  ['kube-controller-manager', 'leader-migration-config', 21],
  ['kubelet', 'seccomp-default', 22],
] as const)('%s --%s exists from 1.%i on', (program, flag, since) => {
  expect(flagProblem(program, flag, since - 1)).toBe(`which exists from 1.${since} on`);
  expect(flagProblem(program, flag, since)).toBeUndefined();
});

/** Flags that sources do not name as text, or name in another place. */
test.each([
  ['kube-apiserver', 'audit-webhook-batch-max-size'],
  ['kube-apiserver', 'oidc-issuer-url'],
  ['kube-apiserver', 'default-not-ready-toleration-seconds'],
  ['kube-controller-manager', 'concurrent-rc-syncs'],
  ['kube-scheduler', 'leader-elect'],
  ['kubelet', 'housekeeping-interval'],
  ['kubelet', 'v'],
] as const)('%s --%s is in all versions', (program, flag) => {
  for (let minor = FIRST_KNOWN; minor <= LAST_KNOWN; minor += 1)
    expect(flagProblem(program, flag, minor)).toBeUndefined();
});

test('a program does not have the flags of another', () => {
  expect(flagProblem('kube-scheduler', 'etcd-servers', 37)).toMatch(/^which no version/);
  expect(flagProblem('kube-proxy', 'emulated-version', 37)).toMatch(/^which no version/);
});

/** From upstream's feature-gates-removed page. */
test.each([
  ['EphemeralContainers', 27],
  ['PodSecurity', 28],
  ['SeccompDefault', 29],
  ['LegacyServiceAccountTokenNoAutoGeneration', 29],
  ['KMSv1', undefined],
] as const)('the gate %s was removed in 1.%s', (gate, removed) => {
  if (removed === undefined) {
    expect(gateProblem(gate, LAST_KNOWN)).toBeUndefined();
    return;
  }
  expect(gateProblem(gate, removed - 1)).toBeUndefined();
  expect(gateProblem(gate, removed)).toBe(`which was removed in 1.${removed}`);
});

test.each([
  ['CronJobTimeZone', 28, true],
  ['CronJobTimeZone', 26, undefined],
  ['KMSv2', 29, true],
  ['KMSv2', 28, undefined],
  ['AllAlpha', 37, undefined],
] as const)('the gate %s is locked in 1.%i to %s', (gate, minor, value) => {
  expect(lockedValue(gate, minor)).toBe(value);
});

test('nothing is said of versions outside of the table', () => {
  for (const minor of [FIRST_KNOWN - 1, LAST_KNOWN + 1]) {
    expect(flagProblem('kubelet', 'no-such-flag', minor)).toBeUndefined();
    expect(gateProblem('NoSuchGate', minor)).toBeUndefined();
  }
});
