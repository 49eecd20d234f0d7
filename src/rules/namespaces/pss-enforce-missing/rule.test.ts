import { addNamespace } from '../../../../test/support/add-namespace';
import { testRule } from '../../../../test/support/rule-tester';
import { PodSecurityLevel } from '../../../engine/rule';
import { applyPatches } from '../../../json/patch';
import { Manifest } from '../../../model/manifest';
import { ManifestSet } from '../../../model/manifest-set';
import { rule } from './rule';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const VERSION = 'pod-security.kubernetes.io/enforce-version';
const PLACE = 'Namespace /metadata/labels/pod-security.kubernetes.io~1enforce';

testRule(rule, {
  valid: {
    restricted: ({ namespace }) => {
      namespace.metadata.labels[ENFORCE] = 'restricted';
    },
    'without a version': ({ namespace }) => {
      delete namespace.metadata.labels[VERSION];
    },
    'any level in a system namespace': (world) => addNamespace(world, 'kube-system', { [ENFORCE]: 'privileged' }),
    'no label, before clusters read it': {
      version: '1.22',
      change: ({ namespace }) => {
        delete namespace.metadata.labels[ENFORCE];
      },
    },
    'no label on the namespace': (world) => {
      world.namespace = undefined;
    },
  },
  invalid: {
    'no labels': {
      change: ({ namespace }) => {
        delete namespace.metadata.labels;
      },
      at: [PLACE],
      mendedBy: 'fill',
    },
    'null labels': {
      change: ({ namespace }) => {
        namespace.metadata.labels = null;
      },
      at: [PLACE],
      mendedBy: 'fill',
    },
    '§4.39: a version alone': {
      change: ({ namespace }) => {
        delete namespace.metadata.labels[ENFORCE];
      },
      at: [PLACE],
      mendedBy: 'fill',
    },
    'a null level': {
      change: ({ namespace }) => {
        namespace.metadata.labels[ENFORCE] = null;
      },
      at: [PLACE],
      mendedBy: 'fill',
    },
    'audit and warn alone': {
      change: ({ namespace }) => {
        namespace.metadata.labels = {
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/warn': 'restricted',
        };
      },
      at: [PLACE],
      mendedBy: 'fill',
    },
    'a level in the wrong case': {
      change: ({ namespace }) => {
        namespace.metadata.labels[ENFORCE] = 'Restricted';
      },
      at: [PLACE],
      mendedBy: 'force',
    },
    'an empty level': {
      change: ({ namespace }) => {
        namespace.metadata.labels[ENFORCE] = '';
      },
      at: [PLACE],
      mendedBy: 'force',
    },
    'a key with the same prefix': {
      change: ({ namespace }) => {
        namespace.metadata.labels = { [`${ENFORCE}d`]: 'restricted' };
      },
      at: [PLACE],
      mendedBy: 'fill',
    },
    'a system namespace, where a person must decide': {
      change: (world) => addNamespace(world, 'kube-system', {}),
      at: [PLACE],
      mendedBy: 'none',
    },
    'the first version that reads the label': {
      version: '1.23',
      change: ({ namespace }) => {
        delete namespace.metadata.labels;
      },
      at: [PLACE],
      mendedBy: 'fill',
    },
  },
});

const namespaceOf = (labels: unknown) =>
  Manifest.fromJson({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });

test.each([
  ['pins the version that is judged for', undefined, '1.30', { [ENFORCE]: 'restricted', [VERSION]: 'v1.30' }],
  ['keeps an existing version', { [VERSION]: 'v1.25' }, '1.30', { [ENFORCE]: 'restricted', [VERSION]: 'v1.25' }],
])('%s', (_, labels, kubernetesVersion, mended) => {
  const manifest = namespaceOf(labels);
  const target = { kubernetesVersion, podSecurityLevel: PodSecurityLevel.RESTRICTED };
  const [finding] = rule.check(ManifestSet.fromManifests([manifest]), target);
  expect(applyPatches(manifest.json, finding?.fix ?? []).metadata.labels).toEqual(mended);
});
