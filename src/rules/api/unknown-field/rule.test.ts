import { testRule } from '../../../../test/support/rule-tester';
import { rule } from './rule';

testRule(rule, {
  kinds: ['Pod', 'Deployment', 'CronJob'],
  valid: {
    'fields of the version': () => {},
    'a field of an old version, where it exists': {
      change: ({ namespace }) => {
        namespace.metadata.clusterName = 'x';
      },
      version: '1.24',
    },
    'any key of a map': ({ podMetadata }) => {
      podMetadata.annotations = { 'example.com/Privileged': 'x' };
    },
    'any field of a custom kind': ({ others }) => {
      others.push({
        apiVersion: 'example.com/v1',
        kind: 'Widget',
        metadata: { name: 'a', namespace: 'shop' },
        Spec: 1,
      });
    },
  },
  invalid: {
    'a security field in other case': {
      change: ({ spec }) => {
        spec.hostPid = true;
      },
      at: ['/hostPid'],
      severity: 'high',
      mendedBy: 'none',
    },
    'a misspelt security field': {
      change: ({ spec }) => {
        spec.containers[0].securityContext.runAsNonroot = true;
      },
      at: ['/containers/0/securityContext/runAsNonroot'],
      severity: 'high',
      mendedBy: 'none',
    },
    'a security field in the wrong place': {
      change: ({ spec }) => {
        spec.privileged = true;
      },
      at: ['/privileged'],
      severity: 'high',
      mendedBy: 'none',
    },
    'a security field whose value is null': {
      change: ({ spec }) => {
        spec.Privileged = null;
      },
      at: ['/Privileged'],
      severity: 'high',
      mendedBy: 'none',
    },
    'another misspelt field': {
      change: ({ spec }) => {
        spec.terminationGracePeriodSecond = 5;
      },
      at: ['/terminationGracePeriodSecond'],
      mendedBy: 'none',
    },
    'a field that no type has': {
      change: ({ spec }) => {
        spec.shoeSize = 43;
      },
      at: ['/shoeSize'],
      mendedBy: 'none',
    },
    'a security field of a newer version': {
      change: ({ spec }) => {
        spec.hostUsers = false;
      },
      version: '1.24',
      at: ['/hostUsers'],
      mendedBy: 'none',
    },
    'a misspelt field of a network policy': {
      change: ({ policy }) => {
        policy.spec.podSelecter = {};
      },
      at: ['NetworkPolicy /spec/podSelecter'],
      severity: 'high',
      mendedBy: 'none',
    },
    'a misspelt field of a role': {
      change: ({ role }) => {
        role.rules[0].resourceName = ['settings'];
      },
      at: ['Role /rules/0/resourceName'],
      severity: 'high',
      mendedBy: 'none',
    },
    'a field that a custom resource definition of the set does not have': {
      change: ({ others }) => {
        const apiVersion = 'apiextensions.k8s.io/v1';
        const schema = {
          type: 'object',
          properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } },
        };
        const versions = [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }];
        const names = { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' };
        others.push(
          {
            apiVersion,
            kind: 'CustomResourceDefinition',
            metadata: { name: 'widgets.example.com' },
            spec: { group: 'example.com', scope: 'Namespaced', names, versions },
          },
          {
            apiVersion: 'example.com/v1',
            kind: 'Widget',
            metadata: { name: 'a', namespace: 'shop' },
            spec: { Size: 1 },
          },
        );
      },
      at: ['Widget /spec/Size'],
      mendedBy: 'none',
    },
  },
});
