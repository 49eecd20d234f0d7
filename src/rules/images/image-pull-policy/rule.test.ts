import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const digest = `@sha256:${'a1'.repeat(32)}`;
const image = (name: string, imagePullPolicy?: string | null) => {
  return ({ spec }: World) => Object.assign(spec.containers[0], { image: name, imagePullPolicy });
};
const at = ['/containers/0/imagePullPolicy'];
const unpinned = ['image-not-pinned-by-digest'];
const mutable = ['image-not-pinned-by-digest', 'image-tag-mutable'];

testRule(rule, {
  valid: {
    '§4.35: a digest, pulled once': image(`nginx${digest}`, 'IfNotPresent'),
    '§4.35: a digest beside a tag, with the default': image(`nginx:1.27${digest}`),
    'a digest, never pulled': image(`nginx${digest}`, 'Never'),
  },
  invalid: {
    'a version, with the default': { change: image('nginx:1.27'), at, also: unpinned, mendedBy: 'none' },
    'a version, with null': { change: image('nginx:1.27', null), at, also: unpinned },
    'a version, with an empty text': { change: image('nginx:1.27', ''), at, also: unpinned },
    'a version, pulled once': { change: image('nginx:1.27', 'IfNotPresent'), at, also: unpinned },
    'a version, never pulled': { change: image('nginx:1.27', 'Never'), at, also: unpinned },
    'latest, pulled once': { change: image('nginx:latest', 'IfNotPresent'), at, also: mutable },
    'no tag, never pulled': { change: image('nginx', 'Never'), at, also: mutable },
    '§4.33: a registry port is not a tag': { change: image('registry:5000/app', 'Never'), at, also: mutable },
    'an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].image = 'ghcr.io/acme/prepare:1.0';
      },
      at: ['/initContainers/0/imagePullPolicy'],
      also: unpinned,
    },
    'an ephemeral container': {
      change: ({ spec }) => {
        const debug = { ...structuredClone(spec.containers[0]), name: 'debug', resources: undefined };
        spec.ephemeralContainers = [{ ...debug, image: 'busybox:1.36' }];
      },
      at: ['/ephemeralContainers/0/imagePullPolicy'],
      also: unpinned,
    },
  },
});

describe('without a digest', () => {
  const verdict = (reference: unknown, policy?: string) => {
    let pointer: string | undefined;
    const fields: any = { '/image': reference, '/imagePullPolicy': policy };
    const container: any = { name: 'web', path: '', value: (field: string) => fields[field] };
    rule.visitor.container?.(container, { report: (found: any) => (pointer = found.pointer) } as any);
    return pointer;
  };

  test.each([
    ['nginx:1.27', 'Always'],
    ['nginx:latest', undefined],
    ['nginx', undefined],
    ['registry:5000/app', undefined],
    ['not an image', 'Never'],
    [null, 'Never'],
  ])('%s passes with %s', (reference, policy) => expect(verdict(reference, policy)).toBeUndefined());
});
