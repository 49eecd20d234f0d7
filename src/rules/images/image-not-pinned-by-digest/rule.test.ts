import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

const digest = `@sha256:${'a1'.repeat(32)}`;

testRule(rule, {
  valid: {
    'the image of a volume, with a digest': ({ spec }) => {
      spec.volumes = [{ name: 'data', image: { reference: `ghcr.io/acme/data:1.0${digest}` } }];
    },
    'a volume of another kind': ({ spec }) => {
      spec.volumes = [{ name: 'data', emptyDir: { sizeLimit: '1Mi' } }];
    },
    'a digest beside a tag': ({ spec }) => {
      spec.containers[0].image = `nginx:1.27${digest}`;
    },
    'a digest of sha512': ({ spec }) => {
      spec.containers[0].image = `localhost/web@sha512:${'0f'.repeat(64)}`;
    },
  },
  invalid: {
    'the image of a volume': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'data', image: { reference: 'ghcr.io/acme/data:1.0' } }];
      },
      at: ['/volumes/0/image/reference'],
      mendedBy: 'none',
    },
    'a version': {
      change: ({ spec }) => {
        Object.assign(spec.containers[0], { image: 'ghcr.io/acme/web:1.4.2', imagePullPolicy: 'Always' });
      },
      at: ['/containers/0/image'],
    },
    'no tag': {
      change: ({ spec }) => {
        spec.initContainers[0].image = 'nginx';
      },
      at: ['/initContainers/0/image'],
      also: ['image-tag-mutable'],
    },
    'a version behind a port': {
      change: ({ spec }) => {
        Object.assign(spec.containers[0], { image: 'registry:5000/app:1.0', imagePullPolicy: 'Always' });
      },
      at: ['/containers/0/image'],
    },
    'a version that looks like a digest': {
      change: ({ spec }) => {
        Object.assign(spec.containers[0], { image: 'nginx:sha256-a1b2c3', imagePullPolicy: 'Always' });
      },
      at: ['/containers/0/image'],
    },
    'on an ephemeral container': {
      change: ({ spec }) => {
        spec.ephemeralContainers = [{ ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined }];
        Object.assign(spec.ephemeralContainers[0], { image: 'busybox:1.36', imagePullPolicy: 'Always' });
      },
      at: ['/ephemeralContainers/0/image'],
    },
  },
});
