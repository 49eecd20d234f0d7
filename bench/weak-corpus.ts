import { dump } from 'js-yaml';

/** Objects of an app beside its workload: each app has three of them, so that one object of four is a workload. */
const BESIDES = [service, serviceAccount, configMap, role, roleBinding, networkPolicy, disruptionBudget, ingress];
const WORKLOADS = ['Deployment', 'StatefulSet', 'CronJob'];
const DIGEST = `@sha256:${'a1'.repeat(32)}`;

/** A number from 0 to below 1. */
type Random = () => number;

interface AppOf {
  readonly random: Random;
  readonly isWeak: boolean;
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels: object };
}

/**
 * Objects of eleven kinds, one workload in four of them: half of the apps are hardened, half have random weaknesses. The same
 * seed makes the same objects, so that runs of several programs and of other days can be compared.
 */
export function weakCorpus(objects: number, seed = 1): object[] {
  const random = randomFrom(seed);
  return Array.from({ length: objects / 4 }, (_, index) => {
    const name = `shop-${index}`;
    const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'shop' };
    const app = { random, isWeak: index % 2 === 1, metadata: { name, namespace: `team-${index % 40}`, labels } };
    const first = Math.floor(random() * BESIDES.length);
    return [workload(app), ...[0, 1, 2].map((more) => (BESIDES[(first + more) % BESIDES.length] as any)(app))];
  }).flat();
}

/** The same as one text of several documents. */
export function weakCorpusText(objects: number): string {
  return weakCorpus(objects)
    .map((json) => dump(json, { noRefs: true }))
    .join('---\n');
}

/** Numbers that look random and are the same for a seed (mulberry32). */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function workload(app: AppOf): object {
  const { random, metadata } = app;
  const kind = WORKLOADS[Math.floor(random() * WORKLOADS.length)] as string;
  const template = { metadata: { labels: metadata.labels }, spec: podSpec(app, kind === 'CronJob') };
  if (kind === 'CronJob') {
    const spec = { schedule: '0 3 * * *', concurrencyPolicy: 'Forbid', jobTemplate: { spec: { template } } };
    return { apiVersion: 'batch/v1', kind, metadata, spec };
  }
  const selector = { matchLabels: metadata.labels };
  const own = kind === 'StatefulSet' ? { serviceName: metadata.name } : {};
  return { apiVersion: 'apps/v1', kind, metadata, spec: { replicas: 3, ...own, selector, template } };
}

/** A weak pod lacks each safeguard with a probability of four fifths, and has each power in three of ten. */
function podSpec({ random, isWeak, metadata }: AppOf, isJob: boolean): object {
  const lacks = () => isWeak && random() < 0.8;
  const dares = () => isWeak && random() < 0.3;
  const probe = { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 10 };
  const resources = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '128Mi' } };
  const containers = ['web', 'metrics'].slice(0, random() < 0.6 ? 2 : 1).map((name) => ({
    name,
    image: `ghcr.io/acme/${metadata.name}-${name}${lacks() ? ':1.4.2' : DIGEST}`,
    args: ['--config', '/etc/web/config.yaml'],
    ports: [{ name: name === 'web' ? 'http' : name, containerPort: name === 'web' ? 8080 : 9090 }],
    env: [
      { name: 'DATABASE_HOST', value: `db.${metadata.namespace}.svc.cluster.local` },
      { name: dares() ? 'DATABASE_PASSWORD' : 'LOG_LEVEL', value: 'information' },
    ],
    ...(lacks() ? {} : { resources }),
    ...(lacks() || isJob || name !== 'web'
      ? {}
      : { readinessProbe: probe, livenessProbe: { ...probe, periodSeconds: 20 } }),
    securityContext: {
      ...(lacks() ? {} : { allowPrivilegeEscalation: false }),
      ...(lacks() ? {} : { readOnlyRootFilesystem: true }),
      ...(lacks() ? {} : { capabilities: { drop: ['ALL'] } }),
      ...(dares() ? { privileged: true, allowPrivilegeEscalation: true } : {}),
    },
    volumeMounts: [{ name: 'config', mountPath: '/etc/web', readOnly: true }],
  }));
  return {
    serviceAccountName: metadata.name,
    ...(lacks() ? {} : { automountServiceAccountToken: false }),
    ...(lacks()
      ? {}
      : {
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 10001,
            runAsGroup: 10001,
            seccompProfile: { type: 'RuntimeDefault' },
          },
        }),
    ...(dares() ? { hostNetwork: true } : {}),
    ...(isJob ? { restartPolicy: 'OnFailure' } : {}),
    containers,
    volumes: [
      dares()
        ? { name: 'config', hostPath: { path: '/etc/web' } }
        : { name: 'config', configMap: { name: metadata.name } },
    ],
  };
}

function service({ isWeak, random, metadata }: AppOf): object {
  const ports = ['http', 'metrics'].map((name, port) => ({ name, port: 8080 + port, targetPort: name }));
  const type = isWeak && random() < 0.5 ? 'LoadBalancer' : 'ClusterIP';
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: { type, selector: metadata.labels, ports } };
}

function serviceAccount({ isWeak, metadata }: AppOf): object {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: isWeak };
}

function configMap({ isWeak, random, metadata }: AppOf): object {
  const lines = Array.from({ length: 25 }, (_, line) => `setting-${line}: what ${metadata.name} is told\n`);
  const weakness = isWeak && random() < 0.5 ? { DB_PASSWORD: 'hunter2-and-more' } : {};
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'config.yaml': lines.join(''), ...weakness } };
}

function role({ isWeak, random, metadata }: AppOf): object {
  const resources = isWeak && random() < 0.5 ? ['secrets', 'pods/exec'] : ['configmaps'];
  const verbs = isWeak && random() < 0.3 ? ['*'] : ['get'];
  const rules = [{ apiGroups: [''], resources, ...(isWeak ? {} : { resourceNames: [metadata.name] }), verbs }];
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules };
}

function roleBinding({ isWeak, random, metadata: { namespace, ...metadata } }: AppOf): object {
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name };
  const isDefault = isWeak && random() < 0.8;
  const subjects = [{ kind: 'ServiceAccount', name: isDefault ? 'default' : metadata.name, namespace }];
  const type = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding' };
  return { ...type, metadata: { ...metadata, namespace }, roleRef, subjects };
}

function networkPolicy({ isWeak, random, metadata }: AppOf): object {
  const from = isWeak && random() < 0.5 ? [{}] : [{ from: [{ podSelector: { matchLabels: metadata.labels } }] }];
  const spec = { podSelector: { matchLabels: metadata.labels }, policyTypes: ['Ingress', 'Egress'], ingress: from };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec };
}

function disruptionBudget({ isWeak, metadata }: AppOf): object {
  const spec = { maxUnavailable: isWeak ? 0 : 1, selector: { matchLabels: metadata.labels } };
  return { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec };
}

function ingress({ isWeak, random, metadata }: AppOf): object {
  const host = `${metadata.name}.example.com`;
  const backend = { service: { name: metadata.name, port: { number: 8080 } } };
  const tls = isWeak && random() < 0.5 ? {} : { tls: [{ hosts: [host], secretName: `${metadata.name}-tls` }] };
  const rules = [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }];
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec: { ...tls, rules } };
}
