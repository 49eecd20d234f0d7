/** Objects that stand beside a workload, each right as it is; a test changes one thing. */

const meta = () => ({ name: 'web', namespace: 'shop' });

export function service(): any {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta(),
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  };
}

export function autoscaler(kind = 'Deployment'): any {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: meta(),
    spec: {
      scaleTargetRef: { apiVersion: kind === 'ReplicationController' ? 'v1' : 'apps/v1', kind, name: 'web' },
      minReplicas: 2,
      maxReplicas: 5,
    },
  };
}

export function budget(): any {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: meta(),
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'web' } }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  };
}

export function ingress(): any {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: meta(),
    spec: {
      ingressClassName: 'public',
      tls: [{ hosts: ['shop.example.com'], secretName: 'web-tls' }],
      rules: [
        {
          host: 'shop.example.com',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } }],
          },
        },
      ],
    },
  };
}

export function route(kind = 'HTTPRoute'): any {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: meta(),
    spec: {
      parentRefs: [{ name: 'public', namespace: 'gateways' }],
      hostnames: ['shop.example.com'],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
    },
  };
}

/** The kinds around a pod whose containers run until they are stopped. */
export const LONG_RUNNING = [
  'Pod',
  'PodTemplate',
  'ReplicationController',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
];
export const JOBS = ['Job', 'CronJob'];
/** The kinds that say how many pods they want. */
export const REPLICATED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];
export const UNREPLICATED = ['Pod', 'PodTemplate', 'DaemonSet', 'Job', 'CronJob'];
