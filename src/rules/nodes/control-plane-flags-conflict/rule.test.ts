import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { PodSecurityLevel } from '../../../engine/rule';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const CONFIG = 'apiserver.config.k8s.io/v1';
const cluster = (flags: any, volumes: any[] = [], rest: any = {}) => ({
  apiVersion: 'kubeadm.k8s.io/v1beta4',
  kind: 'ClusterConfiguration',
  apiServer: {
    extraArgs: Object.entries(flags).map(([name, value]) => ({ name, value })),
    extraVolumes: volumes,
  },
  ...rest,
});
const adds =
  (...objects: any[]) =>
  ({ others }: World): void => {
    others.push(...objects);
  };
const FOLDER = '/etc/kubernetes/pki';
const AUTHENTICATION = { 'authentication-config': `${FOLDER}/authentication.yaml` };
const PLUGINS = { 'enable-admission-plugins': 'NodeRestriction,EventRateLimit' };
const admission = (...names: string[]) => ({
  apiVersion: CONFIG,
  kind: 'AdmissionConfiguration',
  plugins: ['PodSecurity', ...names].map((name) => ({ name, path: `${FOLDER}/${name}.yaml` })),
});
const authentication = (anonymous?: any) => ({ apiVersion: CONFIG, kind: 'AuthenticationConfiguration', anonymous });
const at = (index: number) => [`ClusterConfiguration /apiServer/extraArgs/${index}/value`];

testRule(rule, {
  valid: {
    'anonymous requests by the file': adds(cluster(AUTHENTICATION), authentication({ enabled: false })),
    'anonymous requests by the flag': adds(cluster({ ...AUTHENTICATION, 'anonymous-auth': 'true' }), authentication()),
    'modes without a file': adds(cluster({ 'authorization-mode': 'Node,RBAC' })),
    'limits of events': adds(
      cluster({ ...PLUGINS, 'admission-control-config-file': `${FOLDER}/admission.yaml` }),
      admission('EventRateLimit'),
    ),
    'limits in a file that is not given': adds(
      cluster({ ...PLUGINS, 'admission-control-config-file': `${FOLDER}/admission.yaml` }),
    ),
    'plugins in two lists': adds(
      cluster({}, [], {
        apiServer: {
          extraArgs: ['NodeRestriction', 'AlwaysPullImages'].map((value) => ({
            name: 'enable-admission-plugins',
            value,
          })),
        },
      }),
    ),
    'two issuers': adds(
      cluster({}, [], {
        apiServer: {
          extraArgs: ['https://a.example', 'https://b.example'].map((value) => ({
            name: 'service-account-issuer',
            value,
          })),
        },
      }),
    ),
  },
  invalid: {
    'both, of anonymous requests': {
      change: adds(cluster({ ...AUTHENTICATION, 'anonymous-auth': 'false' }), authentication({ enabled: false })),
      at: at(1),
      mendedBy: 'none',
    },
    'flags of issuers beside a file': {
      change: adds(cluster({ 'oidc-issuer-url': 'https://idp', 'oidc-client-id': 'a', ...AUTHENTICATION })),
      at: [...at(0), ...at(1)],
    },
    'modes beside a file': {
      change: adds(
        cluster({ 'authorization-config': `${FOLDER}/authorization.yaml`, 'authorization-mode': 'Node,RBAC' }),
      ),
      at: at(1),
    },
    'limits without a file': { change: adds(cluster(PLUGINS)), at: at(0) },
    'limits that the file does not have': {
      change: adds(cluster({ ...PLUGINS, 'admission-control-config-file': `${FOLDER}/admission.yaml` }), admission()),
      at: at(0),
    },
    'limits without a file, in the first of two lists': {
      change: adds(
        cluster({}, [], {
          apiServer: {
            extraArgs: ['EventRateLimit', 'NodeRestriction'].map((value) => ({
              name: 'enable-admission-plugins',
              value,
            })),
          },
        }),
      ),
      at: at(1),
    },
    'a flag twice': {
      change: adds(
        cluster({}, [], {
          apiServer: { extraArgs: ['true', 'false'].map((value) => ({ name: 'profiling', value })) },
        }),
      ),
      at: at(0),
      severity: 'low',
    },
  },
});

test('a file at the path of a flag is of its kind, in each of several clusters', () => {
  const given = (folder: string, json: any, path: string) =>
    Manifest.fromJson(json, { origin: { file: `${folder}/etc/kubernetes/${path}` } });
  const flags = { 'authentication-config': '/etc/kubernetes/pki/a.yaml' };
  const set = ManifestSet.fromManifests([
    given('dist/one', cluster(flags), 'kubeadm/init.yaml'),
    given('dist/one', authentication({ enabled: false }), 'pki/a.yaml'),
    given('dist/two', cluster(flags), 'kubeadm/init.yaml'),
    given('dist/two', admission(), 'pki/a.yaml'),
  ]);
  const found = rule.check(set, { kubernetesVersion: '1.37', podSecurityLevel: PodSecurityLevel.RESTRICTED });
  expect(found.map(({ origin, message }) => [origin.file, message])).toEqual([
    [
      'dist/two/etc/kubernetes/kubeadm/init.yaml',
      'file "/etc/kubernetes/pki/a.yaml" of --authentication-config is of kind AdmissionConfiguration; use one of kind AuthenticationConfiguration',
    ],
  ]);
});
