import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const digest = `@sha256:${'a1'.repeat(32)}`;

testRule(rule, {
  valid: {
    'the version of a volume': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'data', image: { reference: 'ghcr.io/acme/data:1.0' } }];
      },
      also: ['image-not-pinned-by-digest'],
    },
    'a digest alone': ({ spec }) => {
      spec.containers[0].image = `nginx${digest}`;
    },
    'the tag latest beside a digest': ({ spec }) => {
      spec.containers[0].image = `nginx:latest${digest}`;
    },
    'a registry with a port, and a digest': ({ spec }) => {
      spec.containers[0].image = `registry:5000/app${digest}`;
    },
    'a digest of sha512': ({ spec }) => {
      spec.containers[0].image = `nginx@sha512:${'0f'.repeat(64)}`;
    },
    'the version of a channel': {
      change: ({ spec }) => {
        spec.containers[0].image = 'ghcr.io/acme/web:nightly-20260501';
      },
      also: ['image-not-pinned-by-digest'],
    },
    'a moving tag beside a digest': ({ spec }) => {
      spec.containers[0].image = `ghcr.io/acme/web:main${digest}`;
    },
  },
  invalid: {
    'the moving tag of a volume': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'data', image: { reference: 'ghcr.io/acme/data:main', pullPolicy: 'Always' } }];
      },
      at: ['/volumes/0/image/reference'],
      also: ['image-not-pinned-by-digest'],
    },
    'a volume without a tag': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'data', image: { reference: 'ghcr.io/acme/data' } }];
      },
      at: ['/volumes/0/image/reference'],
      also: ['image-not-pinned-by-digest'],
    },
    'a volume whose reference is invalid': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'data', image: { reference: 'ghcr.io/Acme/data' } }];
      },
      at: ['/volumes/0/image/reference'],
    },
    'a volume without a reference': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'data', image: { pullPolicy: 'Always' } }];
      },
      at: ['/volumes/0/image/reference'],
    },
    'no tag': {
      change: ({ spec }) => {
        spec.containers[0].image = 'nginx';
      },
      at: ['/containers/0/image'],
      also: ['image-not-pinned-by-digest'],
    },
    'the tag latest': {
      change: ({ spec }) => {
        spec.initContainers[0].image = 'ghcr.io/acme/web:latest';
      },
      at: ['/initContainers/0/image'],
      also: ['image-not-pinned-by-digest'],
    },
    'a branch': {
      change: ({ spec }) => {
        Object.assign(spec.containers[0], { image: 'ghcr.io/acme/web:main', imagePullPolicy: 'Always' });
      },
      at: ['/containers/0/image'],
      also: ['image-not-pinned-by-digest'],
    },
    'a build before a release': {
      change: ({ spec }) => {
        spec.containers[0].image = 'ghcr.io/acme/web:1.0.0-SNAPSHOT';
      },
      at: ['/containers/0/image'],
      also: ['image-not-pinned-by-digest', 'image-pull-policy'],
    },
    'a port that is not a tag': {
      change: ({ spec }) => {
        spec.containers[0].image = 'registry:5000/app';
      },
      at: ['/containers/0/image'],
      also: ['image-not-pinned-by-digest'],
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined }];
        spec.ephemeralContainers[0].image = 'busybox';
      },
      at: ['/ephemeralContainers/0/image'],
      also: ['image-not-pinned-by-digest'],
    },
    absent: {
      change: ({ spec }) => {
        delete spec.containers[0].image;
      },
      at: ['/containers/0/image'],
    },
    null: {
      change: ({ spec }) => {
        spec.containers[0].image = null;
      },
      at: ['/containers/0/image'],
    },
    empty: {
      change: ({ spec }) => {
        spec.containers[0].image = '';
      },
      at: ['/containers/0/image'],
    },
    'upper case in the repository': {
      change: ({ spec }) => {
        spec.containers[0].image = 'ghcr.io/Acme/web:1.0';
      },
      at: ['/containers/0/image'],
    },
    'an incomplete digest': {
      change: ({ spec }) => {
        spec.containers[0].image = 'nginx@sha256:a1b2c3';
      },
      at: ['/containers/0/image'],
    },
    'an empty tag': {
      change: ({ spec }) => {
        spec.containers[0].image = 'nginx:';
      },
      at: ['/containers/0/image'],
    },
    'white space round it': {
      change: ({ spec }) => {
        spec.containers[0].image = ' nginx:1.27';
      },
      at: ['/containers/0/image'],
    },
  },
});
