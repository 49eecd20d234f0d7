import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const POD_SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** Annotates the pod, and removes the seccomp profile of its fields. */
const annotate =
  (name: string, value = 'runtime/default') =>
  ({ podMetadata, spec }: World): void => {
    podMetadata.annotations = { [name]: value };
    if (name.includes('seccomp')) delete spec.securityContext.seccompProfile;
  };
const at = (name: string) => [`../metadata/annotations/${name.replace('/', '~1')}`];
const also = ['seccomp-profile-missing'];
const mendedBy = 'fill'; // by that other rule: with the field the annotation does no harm

testRule(rule, {
  valid: {
    'no annotations': () => {},
    'null for annotations': ({ podMetadata }) => {
      podMetadata.annotations = null;
    },
    'an unrelated annotation': ({ podMetadata }) => {
      podMetadata.annotations = { 'container.seccomp.security.example.com/web': 'runtime/default' };
    },
    'an annotation with the same prefix': ({ podMetadata, spec }) => {
      podMetadata.annotations = { 'security.alpha.kubernetes.io/sysctls-note': 'none' };
      spec.securityContext.sysctls = [];
    },
    'the field set as well': ({ podMetadata }) => {
      podMetadata.annotations = { [POD_SECCOMP]: 'runtime/default', [`${SECCOMP}web`]: 'runtime/default' };
    },
    'the field of the container': ({ podMetadata, spec }) => {
      podMetadata.annotations = { [`${APPARMOR}web`]: 'runtime/default' };
      spec.containers[0].securityContext.appArmorProfile = { type: 'RuntimeDefault' };
    },
    'AppArmor before it is deprecated': { change: annotate(`${APPARMOR}web`), version: '1.29' },
  },
  invalid: {
    '§4.19: seccomp for the pod, which another tool accepts': {
      change: annotate(POD_SECCOMP),
      at: at(POD_SECCOMP),
      also,
      mendedBy,
    },
    'seccomp for a container': { change: annotate(`${SECCOMP}web`), at: at(`${SECCOMP}web`), also, mendedBy },
    'seccomp for an init container': {
      change: annotate(`${SECCOMP}prepare`),
      at: at(`${SECCOMP}prepare`),
      also,
      mendedBy,
    },
    'seccomp for a container that does not exist': {
      change: annotate(`${SECCOMP}we`),
      at: at(`${SECCOMP}we`),
      also,
      mendedBy,
    },
    'the first version that ignores it': {
      change: annotate(POD_SECCOMP),
      at: at(POD_SECCOMP),
      also,
      mendedBy,
      version: '1.27',
    },
    'the last version that reads it': {
      change: annotate(POD_SECCOMP),
      at: at(POD_SECCOMP),
      also,
      mendedBy,
      version: '1.26',
      severity: 'low',
    },
    '§4.26: AppArmor, which is still read': {
      change: annotate(`${APPARMOR}web`),
      at: at(`${APPARMOR}web`),
      severity: 'low',
      mendedBy: 'none',
    },
    'AppArmor in the first version that deprecates it': {
      change: annotate(`${APPARMOR}web`, 'localhost/web'),
      at: at(`${APPARMOR}web`),
      version: '1.30',
      severity: 'low',
    },
    sysctls: {
      change: annotate('security.alpha.kubernetes.io/sysctls', 'kernel.shm_rmid_forced=1'),
      at: at('security.alpha.kubernetes.io/sysctls'),
    },
    'unsafe sysctls': {
      change: annotate('security.alpha.kubernetes.io/unsafe-sysctls', 'kernel.msgmax=1'),
      at: at('security.alpha.kubernetes.io/unsafe-sysctls'),
    },
    'null for the value, which is an empty string': {
      change: annotate(`${APPARMOR}web`, null as any),
      at: at(`${APPARMOR}web`),
      severity: 'low',
    },
  },
});
