import { testRule } from '../../../../test/support/rule-tester';
import { PodSecurityLevel } from '../../../engine/rule';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

/** Adds an ephemeral container. */
function debug(spec: any): any {
  const container = { ...structuredClone(spec.containers[0]), name: 'debug' };
  spec.ephemeralContainers = [container];
  return container;
}

const FIELD = 'securityContext/allowPrivilegeEscalation';

testRule(rule, {
  valid: {
    'false on an ephemeral container too': ({ spec }) => {
      debug(spec);
    },
    'unset on Windows, from 1.25': { windows: true, version: '1.25', change: () => {} },
    'true on Windows, from 1.25': {
      windows: true,
      change: ({ spec }) => {
        spec.containers[0].securityContext.allowPrivilegeEscalation = true;
      },
    },
  },
  invalid: {
    '§4.4: unset, which allows it': {
      change: ({ spec }) => {
        delete spec.containers[0].securityContext.allowPrivilegeEscalation;
      },
      at: [`/containers/0/${FIELD}`],
      mendedBy: 'fill',
    },
    null: {
      change: ({ spec }) => {
        spec.containers[0].securityContext.allowPrivilegeEscalation = null;
      },
      at: [`/containers/0/${FIELD}`],
      mendedBy: 'fill',
    },
    true: {
      change: ({ spec }) => {
        spec.containers[0].securityContext.allowPrivilegeEscalation = true;
      },
      at: [`/containers/0/${FIELD}`],
      mendedBy: 'force',
    },
    'unset on an init container': {
      change: ({ spec }) => {
        delete spec.initContainers[0].securityContext.allowPrivilegeEscalation;
      },
      at: [`/initContainers/0/${FIELD}`],
      mendedBy: 'fill',
    },
    'unset on an ephemeral container': {
      change: ({ spec }) => {
        delete debug(spec).securityContext.allowPrivilegeEscalation;
      },
      at: [`/ephemeralContainers/0/${FIELD}`],
      mendedBy: 'fill',
    },
    'false on the pod, where there is no such field': {
      change: ({ spec }) => {
        spec.securityContext.allowPrivilegeEscalation = false;
        delete spec.containers[0].securityContext.allowPrivilegeEscalation;
      },
      at: [`/containers/0/${FIELD}`],
      also: ['unknown-field'],
    },
    'in a user namespace': {
      change: ({ spec }) => {
        spec.hostUsers = false;
        delete spec.containers[0].securityContext.allowPrivilegeEscalation;
      },
      at: [`/containers/0/${FIELD}`],
    },
    'with os.name in capitals, which is not Windows': {
      change: ({ spec }) => {
        spec.os = { name: 'Windows' };
        delete spec.containers[0].securityContext.allowPrivilegeEscalation;
      },
      at: [`/containers/0/${FIELD}`],
    },
    'with privileged, which must be removed first': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.privileged = true;
        delete spec.containers[0].securityContext.allowPrivilegeEscalation;
      },
      at: [`/containers/0/${FIELD}`],
      also: ['privileged-container'],
      mendedBy: 'force',
    },
    'with CAP_SYS_ADMIN, which must be removed first': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.capabilities.add = ['CAP_SYS_ADMIN'];
        delete spec.containers[0].securityContext.allowPrivilegeEscalation;
      },
      at: [`/containers/0/${FIELD}`],
      also: ['capability-beyond-baseline', 'capability-beyond-restricted', 'dangerous-capability'],
      mendedBy: 'force',
    },
    'on Windows, before 1.25': {
      windows: true,
      version: '1.24',
      change: () => {},
      at: [`/containers/0/${FIELD}`, `/initContainers/0/${FIELD}`],
      also: ['capabilities-not-dropped', 'seccomp-profile-missing'],
      mendedBy: 'none',
    },
  },
});

test('§4.22: a PodSecurityPolicy that forbids it has no effect', () => {
  const policy = {
    apiVersion: 'policy/v1beta1',
    kind: 'PodSecurityPolicy',
    metadata: { name: 'strict' },
    spec: { allowPrivilegeEscalation: false },
  };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web' }] } };
  const target = { kubernetesVersion: '1.37', podSecurityLevel: PodSecurityLevel.RESTRICTED };
  const findings = rule.check(ManifestSet.fromManifests([policy, pod].map((json) => Manifest.fromJson(json))), target);
  expect(findings.map(({ pointer }) => pointer)).toEqual([`/spec/containers/0/${FIELD}`]);
});
