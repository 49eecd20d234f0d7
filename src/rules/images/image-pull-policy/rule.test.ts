import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const digest = `@sha256:${'a1'.repeat(32)}`;
const image = (name: string, imagePullPolicy?: string | null) => {
  return ({ spec }: World) => Object.assign(spec.containers[0], { image: name, imagePullPolicy });
};
const at = ['/containers/0/imagePullPolicy'];
const mutable = ['image-not-pinned-by-digest', 'image-tag-mutable'];

testRule(rule, {
  valid: {
    'a volume with a moving tag, pulled at every start': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'data', image: { reference: 'ghcr.io/acme/data:main', pullPolicy: 'Always' } }];
      },
      also: mutable,
    },
    'a version, with the default': { change: image('nginx:1.27'), also: ['image-not-pinned-by-digest'] },
    'a version, never pulled': { change: image('nginx:1.27', 'Never'), also: ['image-not-pinned-by-digest'] },
    'a moving tag, pulled at every start': { change: image('nginx:stable-alpine', 'Always'), also: mutable },
    '§4.35: a digest, pulled once': image(`nginx${digest}`, 'IfNotPresent'),
    '§4.35: a digest beside a tag, with the default': image(`nginx:1.27${digest}`),
    'a digest, never pulled': image(`nginx${digest}`, 'Never'),
  },
  invalid: {
    'a volume with a moving tag': {
      change: ({ spec }) => {
        spec.volumes = [{ name: 'data', image: { reference: 'ghcr.io/acme/data:main' } }];
      },
      at: ['/volumes/0/image/pullPolicy'],
      also: mutable,
    },
    'a moving tag, with the default': { change: image('nginx:main'), at, also: mutable, mendedBy: 'none' },
    'a moving tag, with null': { change: image('nginx:main', null), at, also: mutable },
    'a moving tag, with an empty text': { change: image('nginx:main', ''), at, also: mutable },
    'a moving tag, pulled once': { change: image('nginx:1.0.0-SNAPSHOT', 'IfNotPresent'), at, also: mutable },
    'upper case, which is not the tag that is pulled by default': { change: image('nginx:LATEST'), at, also: mutable },
    'latest, pulled once': { change: image('nginx:latest', 'IfNotPresent'), at, also: mutable },
    'no tag, never pulled': { change: image('nginx', 'Never'), at, also: mutable },
    '§4.33: a registry port is not a tag': { change: image('registry:5000/app', 'Never'), at, also: mutable },
    'an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].image = 'ghcr.io/acme/prepare:edge';
      },
      at: ['/initContainers/0/imagePullPolicy'],
      also: mutable,
    },
    'an ephemeral container': {
      change: ({ spec }) => {
        const debug = { ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined };
        spec.ephemeralContainers = [{ ...debug, image: 'busybox:nightly' }];
      },
      at: ['/ephemeralContainers/0/imagePullPolicy'],
      also: mutable,
    },
  },
});

describe('without a digest', () => {
  const verdict = (reference: unknown, policy?: string) => {
    let pointer: string | undefined;
    const fields: any = { '/image': reference, '/imagePullPolicy': policy };
    const container: any = { name: 'web', path: '', value: (field: string) => fields[field] };
    const report = (found: any) => (pointer = found.pointer);
    rule.visitor.container?.(container, { option: ({ defaultValue }: any) => defaultValue, report } as any);
    return pointer;
  };

  test.each([
    ['nginx:main', 'Always'],
    ['nginx:1.27', 'Never'],
    ['nginx:latest', undefined],
    ['nginx', undefined],
    ['registry:5000/app', undefined],
    ['not an image', 'Never'],
    [null, 'Never'],
  ])('%s passes with %s', (reference, policy) => expect(verdict(reference, policy)).toBeUndefined());
});
