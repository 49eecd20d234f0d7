import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

/** Adds an ephemeral container. */
function debug(spec: any): any {
  const container = { ...structuredClone(spec.containers[0]), name: 'debug' };
  spec.ephemeralContainers = [container];
  return container;
}

const PROFILE = 'securityContext/appArmorProfile';
const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io';
const AT = `../metadata/annotations/${ANNOTATION}`;

testRule(rule, {
  valid: {
    RuntimeDefault: ({ spec }) => {
      spec.securityContext.appArmorProfile = { type: 'RuntimeDefault' };
    },
    'a Localhost profile': ({ spec }) => {
      spec.containers[0].securityContext.appArmorProfile = { type: 'Localhost', localhostProfile: 'web' };
    },
    null: ({ spec }) => {
      spec.containers[0].securityContext.appArmorProfile = null;
    },
    'annotations that are allowed': {
      change: ({ podMetadata }) => {
        podMetadata.annotations = {
          [`${ANNOTATION}/web`]: 'runtime/default',
          [`${ANNOTATION}/prepare`]: 'localhost/x',
        };
      },
      also: ['deprecated-security-annotation'],
    },
    'annotations that are empty': {
      change: ({ podMetadata }) => {
        podMetadata.annotations = { [`${ANNOTATION}/web`]: '', [`${ANNOTATION}/prepare`]: null };
      },
      also: ['deprecated-security-annotation'],
    },
    'an annotation with a similar name': ({ podMetadata }) => {
      podMetadata.annotations = { 'apparmor.security.beta.kubernetes.io/web': 'unconfined' };
    },
  },
  invalid: {
    'Unconfined on a container': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.appArmorProfile = { type: 'Unconfined' };
      },
      at: [`/containers/0/${PROFILE}/type`],
      mendedBy: 'force',
    },
    'Unconfined on an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].securityContext.appArmorProfile = { type: 'Unconfined' };
      },
      at: [`/initContainers/0/${PROFILE}/type`],
      mendedBy: 'force',
    },
    'Unconfined on an ephemeral container': {
      change: ({ spec }) => {
        debug(spec).securityContext.appArmorProfile = { type: 'Unconfined' };
      },
      at: [`/ephemeralContainers/0/${PROFILE}/type`],
      mendedBy: 'force',
    },
    'Unconfined on the pod, RuntimeDefault on each container': {
      change: ({ spec }) => {
        spec.securityContext.appArmorProfile = { type: 'Unconfined' };
        for (const container of [...spec.initContainers, ...spec.containers])
          container.securityContext.appArmorProfile = { type: 'RuntimeDefault' };
      },
      at: [`/${PROFILE}/type`],
      mendedBy: 'force',
    },
    'without a type': {
      change: ({ spec }) => {
        spec.securityContext.appArmorProfile = {};
      },
      at: [`/${PROFILE}/type`],
      mendedBy: 'force',
    },
    'in the wrong case': {
      change: ({ spec }) => {
        spec.securityContext.appArmorProfile = { type: 'runtimeDefault' };
      },
      at: [`/${PROFILE}/type`],
      mendedBy: 'force',
    },
    'an annotation': {
      change: ({ podMetadata }) => {
        podMetadata.annotations = { [`${ANNOTATION}/web`]: 'unconfined', [`${ANNOTATION}/prepare`]: 'runtime/default' };
      },
      at: [`${AT}~1web`],
      mendedBy: 'force',
      also: ['deprecated-security-annotation'],
    },
    'an annotation of a container that does not exist': {
      change: ({ podMetadata }) => {
        podMetadata.annotations = { [`${ANNOTATION}/gone`]: 'localhost' };
      },
      at: [`${AT}~1gone`],
      mendedBy: 'force',
      also: ['deprecated-security-annotation'],
    },
    'an annotation and a field with the same value': {
      version: '1.0',
      change: ({ spec, podMetadata }) => {
        spec.containers[0].securityContext.appArmorProfile = { type: 'Unconfined' };
        podMetadata.annotations = { [`${ANNOTATION}/web`]: 'unconfined' };
      },
      at: [`/containers/0/${PROFILE}/type`, `${AT}~1web`],
      mendedBy: 'force',
      also: ['unknown-field'],
    },
    'on Windows': {
      windows: true,
      change: ({ spec }) => {
        spec.securityContext.appArmorProfile = { type: 'Unconfined' };
      },
      at: [`/${PROFILE}/type`],
      mendedBy: 'force',
    },
  },
});
