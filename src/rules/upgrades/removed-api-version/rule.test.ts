import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

/** Adds an object with one API version. */
const add =
  (apiVersion: string, kind: string, content: any = {}) =>
  ({ others }: World): void => {
    others.push({ apiVersion, kind, metadata: { name: 'extra', namespace: 'shop' }, ...content });
  };
const at = (kind: string) => [`${kind} /apiVersion`];
const EMPTY_LIMITS = { spec: { limited: { nominalConcurrencyShares: 10 } } };

testRule(rule, {
  valid: {
    'newest versions': () => {},
    'a stable version that replaced an older one': add('autoscaling/v1', 'HorizontalPodAutoscaler'),
    'the same kind of another group': add('extensions.example.com/v1beta1', 'Ingress'),
    'a version that is not deprecated yet': {
      change: add('storage.k8s.io/v1beta1', 'CSIStorageCapacity'),
      version: '1.23',
    },
    'one that is deprecated later than the target': {
      change: add('resource.k8s.io/v1beta2', 'DeviceTaintRule'),
      version: '1.37',
    },
    'a PodSecurityPolicy, which another rule reports': {
      change: add('extensions/v1beta1', 'PodSecurityPolicy'),
      version: '1.20',
    },
  },
  invalid: {
    '§4.41: of extensions, which two tools do not check': {
      change: add('extensions/v1beta1', 'Ingress'),
      at: at('Ingress'),
      mendedBy: 'none',
      also: ['ingress-tls-missing'],
    },
    '§4.41: of autoscaling/v2beta1, which two tools do not check': {
      change: add('autoscaling/v2beta1', 'HorizontalPodAutoscaler'),
      at: at('HorizontalPodAutoscaler'),
      mendedBy: 'force',
    },
    'with metrics, whose format changed': {
      change: add('autoscaling/v2beta1', 'HorizontalPodAutoscaler', {
        spec: { metrics: [{ type: 'Resource', resource: { name: 'cpu', targetAverageUtilization: 80 } }] },
      }),
      at: at('HorizontalPodAutoscaler'),
      mendedBy: 'none',
    },
    'removed one version ago': {
      change: add('storage.k8s.io/v1beta1', 'VolumeAttributesClass', { driverName: 'csi.example.com' }),
      at: at('VolumeAttributesClass'),
      version: '1.37',
      mendedBy: 'force',
    },
    'the version before its removal': {
      change: add('storage.k8s.io/v1beta1', 'VolumeAttributesClass', { driverName: 'csi.example.com' }),
      at: at('VolumeAttributesClass'),
      version: '1.36',
      severity: 'low',
      mendedBy: 'force',
    },
    'the version of its deprecation': {
      change: add('flowcontrol.apiserver.k8s.io/v1beta3', 'PriorityLevelConfiguration', EMPTY_LIMITS),
      at: at('PriorityLevelConfiguration'),
      version: '1.29',
      severity: 'low',
      mendedBy: 'force',
    },
    'removed, and replaced by a version in between': {
      change: add('flowcontrol.apiserver.k8s.io/v1beta1', 'FlowSchema'),
      at: at('FlowSchema'),
      version: '1.26',
      mendedBy: 'force',
    },
    'deprecated before its replacement is served': {
      change: add('autoscaling/v2beta1', 'HorizontalPodAutoscaler'),
      at: at('HorizontalPodAutoscaler'),
      version: '1.22',
      severity: 'low',
    },
    'deprecated in the newest version': {
      change: add('certificates.k8s.io/v1beta1', 'ClusterTrustBundle', { spec: { trustBundle: 'x' } }),
      at: at('ClusterTrustBundle'),
      severity: 'low',
      mendedBy: 'force',
    },
    'deprecated but never removed': {
      change: add('v1', 'ComponentStatus'),
      at: at('ComponentStatus'),
      severity: 'low',
      mendedBy: 'none',
    },
    'a removed kind': { change: add('settings.k8s.io/v1alpha1', 'PodPreset'), at: at('PodPreset') },
    'an alpha version, whose fields may have moved': {
      change: add('storage.k8s.io/v1alpha1', 'VolumeAttributesClass'),
      at: at('VolumeAttributesClass'),
      mendedBy: 'none',
    },
  },
});
