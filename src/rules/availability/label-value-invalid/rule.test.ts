import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const label =
  (value: any, key = 'release') =>
  ({ podMetadata }: World): void => {
    podMetadata.labels[key] = value;
  };
const at = ['../metadata/labels/release'];

testRule(rule, {
  valid: {
    'a word': label('stable'),
    'a version': label('v1.4.2'),
    'one character': label('a'),
    digits: label('42'),
    empty: label(''),
    'null, which is empty': label(null),
    'all allowed characters': label('A-b_c.9'),
    'the maximum length': label('a'.repeat(63)),
    'an annotation, which may have any value': ({ namespace }) => {
      namespace.metadata.annotations = { owner: 'team web <web@example.com>' };
    },
    'null for labels': ({ account }) => {
      account.metadata.labels = null;
    },
  },
  invalid: {
    'one character too long': { change: label('a'.repeat(64)), at, mendedBy: 'none' },
    'a space': { change: label('team web'), at },
    'a plus': { change: label('1.4.2+build'), at },
    'a slash': { change: label('feature/login'), at },
    'a colon': { change: label('web:1'), at },
    'a dash in front': { change: label('-web'), at },
    'a dot at the end': { change: label('web.'), at },
    'a letter of another alphabet': { change: label('größe'), at },
    'a line break at the end': { change: label('web\n'), at },
    'under a key with a slash': {
      change: label('a b', 'app.kubernetes.io/version'),
      at: ['../metadata/labels/app.kubernetes.io~1version'],
    },
    'on an object without pods': {
      change: ({ namespace }) => {
        namespace.metadata.labels.team = 'web team';
      },
      at: ['Namespace /metadata/labels/team'],
    },
    'on the object around the pod': {
      change: () => {},
      workload: ({ metadata }) => {
        metadata.labels = { team: 'web team' };
      },
      kinds: ['Deployment'],
      at: ['Deployment /metadata/labels/team'],
    },
    'on the jobs of a CronJob': {
      change: () => {},
      workload: ({ spec }) => {
        spec.jobTemplate.metadata = { labels: { team: 'web team' } };
      },
      kinds: ['CronJob'],
      at: ['CronJob /spec/jobTemplate/metadata/labels/team'],
    },
  },
});
