import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  valid: {
    'an emptyDir, which an init container can fill': ({ spec }) => {
      spec.volumes = [{ name: 'code', emptyDir: { sizeLimit: '1Gi' } }];
    },
    null: ({ spec }) => {
      spec.volumes = [{ name: 'code', gitRepo: null, persistentVolumeClaim: { claimName: 'code' } }];
    },
    'null for the volumes': ({ spec }) => {
      spec.volumes = null;
    },
  },
  invalid: {
    'not mounted': {
      change: ({ spec }) => {
        spec.volumes = [
          { name: 'settings', configMap: { name: 'settings' } },
          { name: 'code', gitRepo: { repository: 'https://git.example.com/shop.git', directory: '.' } },
        ];
      },
      at: ['/volumes/1/gitRepo'],
      also: ['deprecated-field', 'restricted-volume-type'],
      mendedBy: 'force',
    },
    'without a repository, after the driver is off by default': {
      version: '1.36',
      change: ({ spec, namespace }) => {
        namespace.metadata.labels['pod-security.kubernetes.io/enforce-version'] = 'v1.36';
        spec.volumes = [{ gitRepo: {} }];
      },
      at: ['/volumes/0/gitRepo'],
      also: ['deprecated-field', 'restricted-volume-type'],
      mendedBy: 'force',
    },
  },
});
