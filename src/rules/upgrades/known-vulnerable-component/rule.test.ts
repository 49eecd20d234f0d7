import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const digest = `@sha256:${'a1'.repeat(32)}`;
const image = (name: string) => {
  return ({ spec }: World) => {
    spec.containers[0].image = `${name}${digest}`;
  };
};
const at = ['/containers/0/image'];
const CONTROLLER = 'registry.k8s.io/ingress-nginx/controller';

testRule(rule, {
  valid: {
    'Argo CD with the fix': image('quay.io/argoproj/argocd:v2.1.9'),
    'Argo CD with the fix of the next minor version': image('quay.io/argoproj/argocd:v2.2.4'),
    '§4.44: versions are numbers': image('quay.io/argoproj/argocd:v2.10.0'),
    'Grafana before the vulnerability': image('grafana/grafana:9.1.8'),
    'Grafana with the fix': image('grafana/grafana:9.2.4'),
    'Kyverno before the vulnerability': image('ghcr.io/kyverno/kyverno:v1.8.2'),
    'Kyverno with the fix': image('ghcr.io/kyverno/kyverno:v1.8.5'),
    'an incomplete version': image('grafana/grafana:9.2'),
    'a tag that is not a version': image('grafana/grafana:main'),
    'four numbers': image('grafana/grafana:9.2.3.1'),
    'no tag': image('grafana/grafana'),
    'the version of something else': image('ghcr.io/acme/grafana:9.2.3'),
    'a path with the same suffix': image('ghcr.io/my-grafana/grafana:9.2.3'),
  },
  invalid: {
    'Argo CD': { change: image('quay.io/argoproj/argocd:v2.1.8'), at, mendedBy: 'none' },
    'Argo CD of the next minor version': { change: image('quay.io/argoproj/argocd:v2.2.3'), at },
    'an old version of Argo CD': { change: image('argoproj/argocd:v1.8.7'), at },
    'Grafana, the first vulnerable version': { change: image('grafana/grafana:9.2.0'), at },
    'Grafana, the last vulnerable version, on another system': {
      change: image('docker.io/grafana/grafana-oss:9.2.3-ubuntu'),
      at,
    },
    'Kyverno, the first vulnerable version': { change: image('ghcr.io/kyverno/kyverno:v1.8.3'), at },
    'Kyverno, the last vulnerable version, in an init container': {
      change: ({ spec }) => {
        spec.initContainers[0].image = `mirror.example.com/kyverno/kyverno:v1.8.4${digest}`;
      },
      at: ['/initContainers/0/image'],
    },
  },
});

describe('ingress-nginx', () => {
  const messages = (reference: string) => {
    const found: string[] = [];
    const container: any = { name: 'web', path: '', value: () => reference };
    rule.visitor.container?.(container, { report: ({ message }: any) => found.push(message) } as any);
    return found.map((message) => message.replace(/^.* has /, ''));
  };

  test.each([
    ['v0.49.0', 'CVE-2021-25742 and CVE-2025-1974; use 1.11.5 or newer'],
    ['v0.49.1', 'CVE-2025-1974; use 1.11.5 or newer'],
    ['v1.0.0', 'CVE-2021-25742 and CVE-2025-1974; use 1.11.5 or newer'],
    ['v1.0.1', 'CVE-2025-1974; use 1.11.5 or newer'],
    ['v1.9.6', 'CVE-2025-1974; use 1.11.5 or newer'],
    ['v1.11.4', 'CVE-2025-1974; use 1.11.5 or newer'],
    ['v1.12.0', 'CVE-2025-1974; use 1.12.1 or newer'],
    ['v1.12.0-beta.0', 'CVE-2025-1974; use 1.12.1 or newer'],
  ])('%s', (tag, message) => expect(messages(`${CONTROLLER}:${tag}`)).toEqual([message]));

  test.each(['v1.11.5', 'v1.11.10', 'v1.12.1', 'v1.13.0', 'v1'])('%s has none', (tag) =>
    expect(messages(`${CONTROLLER}:${tag}`)).toEqual([]),
  );
});
