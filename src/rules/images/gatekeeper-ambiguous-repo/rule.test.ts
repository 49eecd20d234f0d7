import { findingsOf, placesOf } from '../../../../test/support/findings';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const constraint = (parameters: any, kind = 'K8sAllowedRepos') => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind,
  metadata: { name: 'ours' },
  spec: { match: { kinds: [{ apiGroups: [''], kinds: ['Pod'] }] }, parameters },
});
const allows = (...repos: any[]) => {
  return ({ others }: World): void => {
    others.push(constraint({ repos }));
  };
};
const at = (index: number) => [`K8sAllowedRepos /spec/parameters/repos/${index}`];

testRule(rule, {
  valid: {
    'a registry with a slash': allows('registry.example.com/'),
    'an owner with a slash': allows('docker.io/acme/'),
    'a registry with a port and a slash': allows('registry.example.com:5000/'),
    'one repository': allows('registry.example.com/web:'),
    'one repository of Docker Hub': allows('nginx:'),
    'one tag': allows('registry.example.com/web:1.'),
    'one digest': allows('registry.example.com/web@sha256:'),
  },
  invalid: {
    'a registry': { change: allows('registry.example.com'), at: at(0), mendedBy: 'none' },
    'an owner': { change: allows('registry.example.com/acme'), at: at(0) },
    'an owner of Docker Hub': { change: allows('docker.io/acme'), at: at(0) },
    'all of Docker Hub': { change: allows('docker.io/'), at: at(0) },
    // the colon is a port's: https://registry.example.com:50001 is another registry
    '§4.33: a registry port is not a tag': { change: allows('registry.example.com:5000'), at: at(0) },
    'a name without a registry': { change: allows('nginx'), at: at(0) },
    'an empty text': { change: allows('registry.example.com/', ''), at: at(1) },
  },
});

test.each<[any, string[]]>([
  [undefined, []],
  [null, []],
  [{ repos: null }, []],
  [{ repos: 'registry.example.com' }, []],
  [{ repos: [null, 3, 'registry.example.com'] }, ['medium K8sAllowedRepos /spec/parameters/repos/2']],
])('%j', (parameters, expected) => {
  expect(placesOf(rule, [constraint(parameters)])).toEqual(expected);
});

test('other constraints, and other groups', () => {
  const repos = ['registry.example.com'];
  expect(placesOf(rule, [constraint({ repos }, 'K8sDisallowedRepos')])).toEqual([]);
  expect(placesOf(rule, [{ ...constraint({ repos }), apiVersion: 'example.com/v1' }])).toEqual([]);
});

test('the message shows what passes', () => {
  expect(findingsOf(rule, [constraint({ repos: ['ghcr.io/acme'] })]).map(({ message }) => message)).toEqual([
    'constraint "ours" allows every name that starts with "ghcr.io/acme", such as "ghcr.io/acme-evil/web"; add a slash or colon at the end',
  ]);
});
