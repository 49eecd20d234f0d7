import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

/** Adds an ephemeral container. */
function debug(spec: any): any {
  const container = { ...structuredClone(spec.containers[0]), name: 'debug' };
  spec.ephemeralContainers = [container];
  return container;
}

const PROFILE = 'securityContext/seccompProfile';
const POD = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER = 'container.seccomp.security.alpha.kubernetes.io';
const AT = '../metadata/annotations';

testRule(rule, {
  valid: {
    'a Localhost profile': ({ spec }) => {
      spec.containers[0].securityContext.seccompProfile = { type: 'Localhost', localhostProfile: 'web.json' };
    },
    null: ({ spec }) => {
      spec.containers[0].securityContext.seccompProfile = null;
    },
    'annotations, from 1.19': {
      version: '1.19',
      change: ({ podMetadata }) => {
        podMetadata.annotations = { [POD]: 'unconfined', [`${CONTAINER}/web`]: 'unconfined' };
      },
    },
    'the field, before 1.19': {
      version: '1.18',
      change: ({ spec }) => {
        spec.securityContext.seccompProfile = { type: 'Unconfined' };
      },
    },
    'annotations that are allowed, before 1.19': {
      version: '1.18',
      change: ({ podMetadata }) => {
        podMetadata.annotations = {
          [POD]: 'docker/default',
          [`${CONTAINER}/web`]: 'runtime/default',
          [`${CONTAINER}/prepare`]: 'localhost/prepare.json',
        };
      },
    },
    'an annotation of a container that does not exist, before 1.19': {
      version: '1.18',
      change: ({ podMetadata }) => {
        podMetadata.annotations = { [`${CONTAINER}/gone`]: 'unconfined' };
      },
    },
  },
  invalid: {
    'on a container': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.seccompProfile = { type: 'Unconfined' };
      },
      at: [`/containers/0/${PROFILE}/type`],
      also: ['seccomp-profile-missing'],
      mendedBy: 'force',
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        debug(spec).securityContext.seccompProfile = { type: 'Unconfined' };
      },
      at: [`/ephemeralContainers/0/${PROFILE}/type`],
      also: ['seccomp-profile-missing'],
      mendedBy: 'force',
    },
    'on the pod, another value on each container': {
      version: '1.19',
      change: ({ spec }) => {
        spec.securityContext.seccompProfile = { type: 'Unconfined' };
        for (const container of [...spec.initContainers, ...spec.containers])
          container.securityContext.seccompProfile = { type: 'RuntimeDefault' };
      },
      at: [`/${PROFILE}/type`],
      also: ['seccomp-profile-missing'],
      mendedBy: 'force',
    },
    'with its annotation': {
      change: ({ spec, podMetadata }) => {
        spec.initContainers[0].securityContext.seccompProfile = { type: 'Unconfined' };
        podMetadata.annotations = { [`${CONTAINER}/prepare`]: 'unconfined' };
      },
      at: [`/initContainers/0/${PROFILE}/type`],
      also: ['seccomp-profile-missing'],
      mendedBy: 'force',
    },
    'without a type': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.seccompProfile = { type: null };
      },
      at: [`/containers/0/${PROFILE}/type`],
      also: ['seccomp-profile-missing'],
      mendedBy: 'force',
    },
    'with a value of the annotations': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.seccompProfile = { type: 'runtime/default' };
      },
      at: [`/containers/0/${PROFILE}/type`],
      also: ['seccomp-profile-missing'],
      mendedBy: 'force',
    },
    'on Windows, which the standard does not exempt at this level': {
      windows: true,
      change: ({ spec }) => {
        spec.securityContext.seccompProfile = { type: 'Unconfined' };
      },
      at: [`/${PROFILE}/type`],
      mendedBy: 'force',
    },
    'annotations, before 1.19': {
      version: '1.18',
      change: ({ podMetadata }) => {
        podMetadata.annotations = {
          [POD]: 'unconfined',
          [`${CONTAINER}/web`]: 'unconfined',
          [`${CONTAINER}/prepare`]: 'localhost',
        };
      },
      at: [`${AT}/${POD.replace('/', '~1')}`, `${AT}/${CONTAINER}~1web`, `${AT}/${CONTAINER}~1prepare`],
      mendedBy: 'force',
    },
    'an empty annotation, before 1.19': {
      version: '1.18',
      change: ({ podMetadata }) => {
        podMetadata.annotations = { [POD]: '' };
      },
      at: [`${AT}/${POD.replace('/', '~1')}`],
      mendedBy: 'force',
    },
    'null for an annotation, which is read as empty, before 1.19': {
      version: '1.18',
      change: ({ podMetadata }) => {
        podMetadata.annotations = { [`${CONTAINER}/web`]: null };
      },
      at: [`${AT}/${CONTAINER}~1web`],
      mendedBy: 'force',
    },
  },
});
