import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const claim = (requests: any, version = 'v1') => {
  return ({ others }: World): void => {
    others.push({
      apiVersion: `resource.k8s.io/${version}`,
      kind: 'ResourceClaim',
      metadata: { name: 'gpu', namespace: 'shop' },
      spec: { devices: { requests } },
    });
  };
};
const template = (requests: any) => {
  return ({ others }: World): void => {
    others.push({
      apiVersion: 'resource.k8s.io/v1',
      kind: 'ResourceClaimTemplate',
      metadata: { name: 'gpu', namespace: 'shop' },
      spec: { spec: { devices: { requests } } },
    });
  };
};
const request = (rest: any) => [{ name: 'gpu', exactly: { deviceClassName: 'gpu.example.com', ...rest } }];
const labelled = (key: string, value: string) => {
  return ({ namespace }: World): void => {
    namespace.metadata.labels[key] = value;
  };
};

testRule(rule, {
  valid: {
    'a claim': claim(request({})),
    'a claim with false': claim(request({ adminAccess: false })),
    'a claim of alternatives': claim([
      { name: 'gpu', firstAvailable: [{ name: 'a', deviceClassName: 'a.example.com' }] },
    ]),
    'a claim without devices': claim(null),
    'a template': template(request({})),
    'a namespace with another value': labelled('resource.kubernetes.io/admin-access', 'True'),
    'a namespace with another label': labelled('resource.example.com/admin-access', 'true'),
  },
  invalid: {
    'a claim': {
      change: claim([...request({}), ...request({ adminAccess: true }).map((each) => ({ ...each, name: 'all' }))]),
      at: ['ResourceClaim /spec/devices/requests/1/exactly/adminAccess'],
      mendedBy: 'none',
    },
    'a claim before v1beta2': {
      change: claim([{ name: 'gpu', deviceClassName: 'gpu.example.com', adminAccess: true }], 'v1beta1'),
      version: '1.33',
      at: ['ResourceClaim /spec/devices/requests/0/adminAccess'],
    },
    'a template': {
      change: template(request({ adminAccess: true })),
      at: ['ResourceClaimTemplate /spec/spec/devices/requests/0/exactly/adminAccess'],
    },
    'a namespace': {
      change: labelled('resource.kubernetes.io/admin-access', 'true'),
      at: ['Namespace /metadata/labels/resource.kubernetes.io~1admin-access'],
    },
    'a namespace of 1.33': {
      change: labelled('resource.k8s.io/admin-access', 'true'),
      at: ['Namespace /metadata/labels/resource.k8s.io~1admin-access'],
    },
  },
});
