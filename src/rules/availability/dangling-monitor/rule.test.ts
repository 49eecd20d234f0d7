import { service } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const monitor = (spec: any, kind = 'ServiceMonitor', metadata: any = {}) => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind,
  metadata: { name: 'web', namespace: 'shop', ...metadata },
  spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
});
/** A labelled Service with a monitor of it. */
const beside = (object: any, change: (service: any) => void = () => {}) => {
  return ({ others, spec }: World) => {
    spec.containers[0].ports = [{ name: 'http', containerPort: 8080 }];
    const own = service();
    own.metadata.labels = { app: 'web' };
    change(own);
    others.push(own, object);
  };
};
const unlabelled = (own: any) => {
  delete own.metadata.labels;
};
const http = { endpoints: [{ port: 'http' }] };
const at = ['ServiceMonitor /spec/selector'];
const pods = (spec: any, metadata: any = {}) => monitor(spec, 'PodMonitor', metadata);

testRule(rule, {
  kinds: ['Deployment'],
  valid: {
    none: () => {},
    'the labels of the Service': beside(monitor(http)),
    'from another namespace': beside(
      monitor({ ...http, namespaceSelector: { matchNames: ['shop'] } }, 'ServiceMonitor', { namespace: 'monitoring' }),
    ),
    'from any namespace': beside(
      monitor({ ...http, namespaceSelector: { any: true } }, 'ServiceMonitor', { namespace: 'monitoring' }),
    ),
    'something else': beside(
      monitor({ ...http, selector: { matchLabels: { 'k8s-app': 'kubelet' } } }, 'ServiceMonitor', { name: 'kubelet' }),
    ),
    'something else of the same product': beside(
      monitor(
        { ...http, selector: { matchLabels: { 'app.kubernetes.io/part-of': 'shop', app: 'etcd' } } },
        'ServiceMonitor',
        { name: 'etcd' },
      ),
      (own) => {
        own.metadata.labels['app.kubernetes.io/part-of'] = 'shop';
      },
    ),
    'the same labels in a namespace that it names, elsewhere': beside(
      monitor({ ...http, namespaceSelector: { matchNames: ['other'] } }, 'ServiceMonitor', { name: 'scrape' }),
    ),
    'everything of the namespace': beside(monitor({ ...http, selector: {} })),
    'a port of the container': beside(monitor({ endpoints: [{ targetPort: 9090 }] })),
    'the labels of the pods, of a PodMonitor': beside(pods({ podMetricsEndpoints: [{ port: 'http' }] }), unlabelled),
    'pods that are elsewhere': beside(
      pods({ selector: { matchLabels: { app: 'db' } }, podMetricsEndpoints: [{ port: 'http' }] }, { name: 'db' }),
    ),
    'a Service whose namespace is chosen later': {
      change: beside(monitor(http, 'ServiceMonitor', { name: 'scrape', namespace: 'monitoring' }), (own) => {
        delete own.metadata.namespace;
      }),
      also: ['default-namespace'],
    },
    'a monitor whose namespace is chosen later': beside(
      monitor(http, 'ServiceMonitor', { name: 'scrape', namespace: undefined }),
    ),
    'pods of an operator, which has the labels': beside(
      { ...pods({}, { name: 'db' }), spec: { selector: { matchLabels: { app: 'db' } } } },
      (own) => {
        Object.assign(own, { apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', spec: {} });
        own.metadata.name = 'db';
      },
    ),
    'fields of a wrong type': beside(monitor({ endpoints: 'http', namespaceSelector: { matchNames: 'shop' } })),
  },
  invalid: {
    'a Service without labels': { change: beside(monitor(http), unlabelled), at, mendedBy: 'none' },
    'the labels of the pods': {
      change: beside(monitor(http, 'ServiceMonitor', { name: 'scrape' }), unlabelled),
      at,
    },
    'the recommended label in place of the short one': {
      change: beside(monitor(http, 'ServiceMonitor', { name: 'scrape' }), (own) => {
        own.metadata.name = 'frontend';
        own.metadata.labels = { 'app.kubernetes.io/name': 'web' };
        own.spec.selector = { app: 'web', tier: 'front' };
      }),
      at,
      also: [],
    },
    'a name with the usual ending': {
      change: beside(
        monitor({ ...http, selector: { matchLabels: { app: 'wbe' } } }, 'ServiceMonitor', { name: 'web-monitor' }),
      ),
      at,
    },
    'a label too many': {
      change: beside(monitor({ ...http, selector: { matchLabels: { app: 'web', release: 'prometheus' } } })),
      at,
    },
    'from another namespace, which it does not name': {
      change: beside(monitor(http, 'ServiceMonitor', { name: 'scrape', namespace: 'monitoring' })),
      at: ['ServiceMonitor /spec/namespaceSelector'],
    },
    'a port that the Service does not have': {
      change: beside(monitor({ endpoints: [{ port: 'http' }, { port: 'metrics' }] })),
      at: ['ServiceMonitor /spec/endpoints/1/port'],
    },
    'pods with other labels': {
      change: beside(pods({ selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } } })),
      at: ['PodMonitor /spec/selector'],
    },
    'pods of another namespace': {
      change: beside(pods({}, { name: 'scrape', namespace: 'monitoring' })),
      at: ['PodMonitor /spec/namespaceSelector'],
    },
  },
});
