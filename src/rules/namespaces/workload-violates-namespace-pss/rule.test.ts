import { addNamespace } from '../../../../test/support/add-namespace';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { PodSecurityLevel } from '../../../engine/rule';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const VERSION = 'pod-security.kubernetes.io/enforce-version';
const enforces = (level: unknown, version: unknown, and: (world: World) => void = () => {}) => {
  return (world: World): void => {
    world.namespace.metadata.labels = { [ENFORCE]: level, [VERSION]: version };
    and(world);
  };
};
const escalates = ({ spec }: World) => {
  delete spec.containers[0].securityContext.allowPrivilegeEscalation;
};

testRule(rule, {
  valid: {
    'no namespace in the set': (world) => {
      world.namespace = undefined;
    },
    'a weaker level on another namespace': (world) => addNamespace(world, 'kube-system', { [ENFORCE]: 'privileged' }),
  },
  invalid: {
    'a control of restricted': {
      change: escalates,
      at: ['../spec'],
      also: ['privilege-escalation-allowed'],
      mendedBy: 'fill',
    },
    'in an init container': {
      change: ({ spec }) => {
        delete spec.initContainers[0].securityContext.capabilities;
      },
      at: ['../spec'],
      also: ['capabilities-not-dropped', 'net-raw-capability'],
      mendedBy: 'fill',
    },
    'in an ephemeral container': {
      change: ({ spec }) => {
        spec.ephemeralContainers = structuredClone(spec.initContainers);
        spec.ephemeralContainers[0].securityContext.privileged = true;
        delete spec.ephemeralContainers[0].securityContext.allowPrivilegeEscalation;
      },
      at: ['../spec'],
      also: ['privilege-escalation-allowed', 'privileged-container'],
      mendedBy: 'force',
    },
    'several controls, one finding': {
      change: ({ spec }) => {
        spec.hostPID = true;
        spec.hostIPC = true;
      },
      at: ['../spec'],
      also: ['host-ipc', 'host-pid'],
      mendedBy: 'force',
    },
    'a control of baseline, where baseline is enforced': {
      change: enforces('baseline', 'v1.37', ({ spec }) => {
        spec.hostPID = true;
      }),
      at: ['../spec'],
      also: ['host-pid', 'pss-enforce-not-restricted'],
      mendedBy: 'force',
    },
    'no version, which means that of the cluster': {
      change: enforces('restricted', undefined, escalates),
      at: ['../spec'],
      also: ['privilege-escalation-allowed'],
      mendedBy: 'fill',
    },
  },
});

const target = { kubernetesVersion: '1.37', podSecurityLevel: PodSecurityLevel.RESTRICTED };
const namespace = (labels: any, name = 'shop') =>
  Manifest.fromJson({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
const pod = (spec: any, inNamespace?: string) =>
  Manifest.fromJson({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: inNamespace },
    spec: { containers: [{ name: 'web' }], ...spec },
  });
const failures = (labels: any, spec: any, kubernetesVersion = '1.37') =>
  rule
    .check(ManifestSet.fromManifests([namespace(labels), pod(spec, 'shop')]), { ...target, kubernetesVersion })
    .map(({ message }) => message.replace(/^.*enforces "(.*)"; make them pass /, '$1 '));

describe('level and version', () => {
  const probe = { containers: [{ name: 'web', livenessProbe: { httpGet: { host: '10.0.0.1' } } }] };
  const userNamespace = {
    hostUsers: false,
    containers: [
      {
        name: 'web',
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          seccompProfile: { type: 'RuntimeDefault' },
        },
      },
    ],
  };
  const hostPath = { volumes: [{ name: 'host', hostPath: { path: '/' } }] };

  test.each<[string, any, any, string[], string?]>([
    ['privileged allows everything', { [ENFORCE]: 'privileged' }, hostPath, []],
    ['no label', {}, hostPath, []],
    ['null labels', null, hostPath, []],
    ['a null level', { [ENFORCE]: null }, hostPath, []],
    ['a level that the API server refuses', { [ENFORCE]: 'Restricted' }, hostPath, []],
    ['a version alone', { [VERSION]: 'v1.37' }, hostPath, []],
    ['warn and audit refuse nothing', { 'pod-security.kubernetes.io/warn': 'restricted' }, hostPath, []],
    ['baseline requires nothing of restricted', { [ENFORCE]: 'baseline', [VERSION]: 'v1.37' }, {}, []],
    ['a hostPath at baseline', { [ENFORCE]: 'baseline' }, hostPath, ['baseline:v1.37 host-path-volume']],
    ['hosts in probes', { [ENFORCE]: 'baseline' }, probe, ['baseline:v1.37 host-probe-or-lifecycle-host']],
    [
      'hosts in probes, first version of the control',
      { [ENFORCE]: 'baseline', [VERSION]: 'v1.34' },
      probe,
      ['baseline:v1.34 host-probe-or-lifecycle-host'],
    ],
    ['hosts in probes, before the control', { [ENFORCE]: 'baseline', [VERSION]: 'v1.33' }, probe, []],
    ['latest', { [ENFORCE]: 'baseline', [VERSION]: 'latest' }, probe, ['baseline:v1.37 host-probe-or-lifecycle-host']],
    ['latest of an old cluster', { [ENFORCE]: 'baseline', [VERSION]: 'latest' }, probe, [], '1.33'],
    ['newer than the cluster', { [ENFORCE]: 'baseline', [VERSION]: 'v1.37' }, probe, [], '1.33'],
    [
      'an unknown newer version',
      { [ENFORCE]: 'baseline', [VERSION]: 'v1.999' },
      probe,
      ['baseline:v1.37 host-probe-or-lifecycle-host'],
    ],
    [
      'an invalid version, which means the newest',
      { [ENFORCE]: 'baseline', [VERSION]: '1.20' },
      probe,
      ['baseline:v1.37 host-probe-or-lifecycle-host'],
    ],
    [
      'a null version',
      { [ENFORCE]: 'baseline', [VERSION]: null },
      probe,
      ['baseline:v1.37 host-probe-or-lifecycle-host'],
    ],
    ['user namespaces', { [ENFORCE]: 'restricted', [VERSION]: 'v1.35' }, userNamespace, []],
    [
      'user namespaces, before they count',
      { [ENFORCE]: 'restricted', [VERSION]: 'v1.34' },
      userNamespace,
      ['restricted:v1.34 run-as-non-root'],
    ],
    ['the oldest version', { [ENFORCE]: 'restricted', [VERSION]: 'v1.0' }, {}, ['restricted:v1.0 run-as-non-root']],
    [
      'at restricted a hostPath is a volume type',
      { [ENFORCE]: 'restricted', [VERSION]: 'v1.7' },
      { ...hostPath, securityContext: { runAsNonRoot: true } },
      ['restricted:v1.7 restricted-volume-type'],
    ],
  ])('%s', (_, labels, spec, expected, ...[version]) => {
    expect(failures(labels, spec, version)).toEqual(expected);
  });
});

test('each pod is judged by its own namespace', () => {
  const all = ManifestSet.fromManifests([
    namespace({ [ENFORCE]: 'baseline' }, 'default'),
    namespace({ [ENFORCE]: 'restricted' }, 'shop'),
    pod({}),
    pod({}, 'shop'),
    pod({}, 'elsewhere'),
  ]);
  expect(rule.check(all, target).map(({ objectRef }) => objectRef.namespaceName)).toEqual(['shop']);
});

test('one set is judged for two clusters', () => {
  const all = ManifestSet.fromManifests([
    namespace({ [ENFORCE]: 'restricted' }),
    pod({ securityContext: { runAsUser: 0 } }, 'shop'),
  ]);
  const [newest] = rule.check(all, target);
  const [old] = rule.check(all, { ...target, kubernetesVersion: '1.23' });
  expect(newest?.message).toContain('"restricted:v1.37"; make them pass capabilities-not-dropped, ');
  expect(old?.message).toContain('"restricted:v1.23"');
});

test('the message', () => {
  const all = ManifestSet.fromManifests([
    namespace({ [ENFORCE]: 'baseline' }),
    pod({ hostPID: true, hostIPC: true }, 'shop'),
  ]);
  expect(rule.check(all, target).map(({ message }) => message)).toEqual([
    'pods of Pod "web" are refused by namespace "shop", which enforces "baseline:v1.37"; make them pass host-ipc, host-pid',
  ]);
});
