import { TODAY, testRule } from '../../../../test/support/rule-tester';
import { Checker } from '../../../engine/checker';
import { Profile } from '../../../engine/profile';
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

const FIELD = 'securityContext/procMount';

testRule(rule, {
  valid: {
    'the default': ({ spec }) => {
      spec.containers[0].securityContext.procMount = 'Default';
    },
    null: ({ spec }) => {
      spec.containers[0].securityContext.procMount = null;
    },
    'on the pod, where there is no such field': {
      change: ({ spec }) => {
        spec.securityContext.procMount = 'Unmasked';
      },
      also: ['unknown-field'],
    },
  },
  invalid: {
    'on a container': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.procMount = 'Unmasked';
      },
      at: [`/containers/0/${FIELD}`],
      mendedBy: 'force',
    },
    'on an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.procMount = 'Unmasked';
      },
      at: [`/initContainers/0/${FIELD}`],
      mendedBy: 'force',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        debug(spec).securityContext.procMount = 'Unmasked';
      },
      at: [`/ephemeralContainers/0/${FIELD}`],
      mendedBy: 'force',
    },
    'in a user namespace, before 1.35': {
      version: '1.34',
      change: ({ spec }) => {
        spec.hostUsers = false;
        spec.containers[0].securityContext.procMount = 'Unmasked';
      },
      at: [`/containers/0/${FIELD}`],
      mendedBy: 'force',
    },
    'in a user namespace, from 1.35, at the restricted level': {
      version: '1.35',
      change: ({ spec }) => {
        spec.hostUsers = false;
        spec.containers[0].securityContext.procMount = 'Unmasked';
      },
      at: [`/containers/0/${FIELD}`],
      mendedBy: 'force',
    },
    'the default in the wrong case': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.procMount = 'default';
      },
      at: [`/containers/0/${FIELD}`],
      mendedBy: 'force',
    },
    'an empty string': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.procMount = '';
      },
      at: [`/containers/0/${FIELD}`],
      mendedBy: 'force',
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.containers[0].securityContext.procMount = 'Unmasked';
      },
      at: [`/containers/0/${FIELD}`],
      mendedBy: 'force',
    },
  },
});

describe('at the level baseline', () => {
  test.each([
    ['1.34', false, 1],
    ['1.35', false, 0],
    ['1.35', true, 1],
    ['1.35', undefined, 1],
    ['1.37', false, 0],
  ])('in %s with hostUsers %s: %i findings', (kubernetesVersion, hostUsers, expected) => {
    const containers = [{ name: 'web', securityContext: { procMount: 'Unmasked' } }];
    const pod = Manifest.fromJson({ apiVersion: 'v1', kind: 'Pod', spec: { hostUsers, containers } });
    const profile = new Profile('ours', { rules: [rule], podSecurityLevel: PodSecurityLevel.BASELINE });
    const report = new Checker({ profile, today: TODAY, kubernetesVersion }).check(ManifestSet.fromManifests([pod]));
    expect(report.findings).toHaveLength(expected);
  });
});
