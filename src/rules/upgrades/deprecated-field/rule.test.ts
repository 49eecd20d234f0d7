import { service } from '../../../../test/support/availability';
import { TODAY, testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { Checker } from '../../../engine/checker';
import { Profile } from '../../../engine/profile';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const serve =
  (spec: any) =>
  ({ others }: World): void => {
    others.push({ ...service(), spec: { ...service().spec, ...spec } });
  };
const endpoints = ({ others }: World): void => {
  others.push({ apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'db', namespace: 'shop' }, subsets: [] });
};

testRule(rule, {
  valid: {
    'only the new field': () => {},
    'both fields equal, as the API server shows them': ({ spec }) => {
      spec.serviceAccount = 'web';
    },
    'an empty old field': ({ spec }) => {
      spec.serviceAccount = '';
    },
    'null for the old field': ({ spec }) => {
      spec.serviceAccount = null;
    },
    'null for volumes': ({ spec }) => {
      spec.volumes = null;
    },
    'Endpoints before they are deprecated': { change: endpoints, version: '1.32' },
    'external addresses before they are deprecated': {
      change: ({ others }) => {
        others.push({ ...service(), spec: { ...service().spec, topologyKeys: null, externalIPs: [] } });
      },
      also: ['unknown-field'],
    },
    'topologyKeys before they are deprecated': { change: serve({ topologyKeys: ['*'] }), version: '1.20' },
    'values that are not lists': serve({ topologyKeys: '*', externalIPs: {} }),
    'a Service without a spec': ({ others }) => {
      others.push({ ...service(), spec: null });
    },
  },
  invalid: {
    'only the old field': {
      change: ({ spec }) => {
        spec.serviceAccount = spec.serviceAccountName;
        delete spec.serviceAccountName;
      },
      at: ['/serviceAccount'],
      mendedBy: 'force',
    },
    'another account in the old field': {
      change: ({ spec }) => {
        spec.serviceAccount = 'worker';
      },
      at: ['/serviceAccount'],
      mendedBy: 'force',
    },
    Endpoints: { change: endpoints, at: ['Endpoints /kind'], version: '1.33', mendedBy: 'none' },
    'deprecated topologyKeys': {
      change: serve({ topologyKeys: ['*'] }),
      at: ['Service /spec/topologyKeys'],
      version: '1.21',
      mendedBy: 'none',
    },
    'topologyKeys that have no effect': {
      change: serve({ topologyKeys: ['*'] }),
      at: ['Service /spec/topologyKeys'],
      mendedBy: 'force',
      also: ['unknown-field'],
    },
  },
});

/** Judges with this rule only, because other rules report the same fields. */
describe('fields that other rules report as well', () => {
  const judge = (json: any, kubernetesVersion?: string) => {
    const checker = new Checker({ profile: new Profile('test', { rules: [rule] }), today: TODAY, kubernetesVersion });
    const report = checker.check(ManifestSet.fromManifests([Manifest.fromJson(json)]));
    expect(report.errors).toEqual([]);
    return report.findings.map(({ pointer, severity }) => `${severity} ${pointer}`);
  };
  const pod = (gitRepo: any) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'web', image: 'web' }], volumes: [{ name: 'other' }, { name: 'code', gitRepo }] },
  });
  const external = { ...service(), spec: { ...service().spec, externalIPs: ['203.0.113.7'] } };

  test('a gitRepo volume', () => {
    expect(judge(pod({ repository: 'https://example.com/web.git' }))).toEqual(['low /spec/volumes/1/gitRepo']);
    expect(judge(pod(null))).toEqual([]);
  });

  test('external addresses, from 1.36 on', () => {
    expect(judge(external)).toEqual(['low /spec/externalIPs']);
    expect(judge(external, '1.36')).toEqual(['low /spec/externalIPs']);
    expect(judge(external, '1.35')).toEqual([]);
  });
});
