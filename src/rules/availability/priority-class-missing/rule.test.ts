import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const at = ['/priorityClassName'];
const priorityClass =
  (globalDefault: any) =>
  ({ others }: World): void => {
    const apiVersion = 'scheduling.k8s.io/v1';
    others.push({ apiVersion, kind: 'PriorityClass', metadata: { name: 'normal' }, value: 1000, globalDefault });
  };

testRule(rule, {
  valid: {
    'a class': ({ spec }) => {
      spec.priorityClassName = 'normal';
    },
    'a global default class': priorityClass(true),
  },
  invalid: {
    'no class': { change: () => {}, at, mendedBy: 'none' },
    'null for the class': {
      change: ({ spec }) => {
        spec.priorityClassName = null;
      },
      at,
    },
    'an empty name': {
      change: ({ spec }) => {
        spec.priorityClassName = '';
      },
      at,
    },
    'a class with globalDefault false': { change: priorityClass(false), at },
    'a class without globalDefault': { change: priorityClass(undefined), at },
    'a bare number, which the API server refuses': {
      change: ({ spec }) => {
        spec.priority = 1000;
      },
      at,
    },
  },
});
