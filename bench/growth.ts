import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';

/** Makes an input of a number of objects, and returns its path. */
type Shape = (objects: number, path: string) => void;

const SHAPES: { readonly [name: string]: { readonly make: Shape; readonly formats: readonly string[] } } = {
  'many files': { make: manyFiles, formats: ['text', 'json', 'sarif'] },
  'one long list': { make: listOf(podOf), formats: ['text', 'json'] },
  'custom kinds': { make: listOf(customOf), formats: ['text'] },
  'accounts with roles': { make: listOf(accessOf), formats: ['text'] },
};

/**
 * What `check` takes for twice the objects, as a whole process: processor time, as other processes do not change it, and
 * the most memory that it had. The limits are those of DESIGN rule 14: 2.2 times, and 1 GB for 100,000 files.
 */
export function benchGrowth(objects: number, main: string, folder: string): void {
  for (const [name, { make, formats }] of Object.entries(SHAPES)) {
    console.log(`\n${name}: check of ${objects / 2} and of ${objects} objects`);
    const inputs = [objects / 2, objects].map((count) => {
      const path = join(folder, `growth-${count}`);
      make(count, path);
      return path;
    });
    for (const format of formats) {
      const [half, whole] = inputs.map((path) => measured(main, ['check', path, '--format', format], folder));
      if (!half || !whole) continue;
      const ratio = (whole.seconds / half.seconds).toFixed(2);
      console.log(
        `  ${format.padEnd(6)} ${half.seconds.toFixed(1).padStart(6)} s ${whole.seconds.toFixed(1).padStart(6)} s   ${ratio}×   ${half.megabytes.toFixed(0)} MB ${whole.megabytes.toFixed(0)} MB`,
      );
    }
    for (const path of inputs) rmSync(path, { recursive: true });
  }
}

function measured(main: string, args: readonly string[], folder: string) {
  const probe = join(folder, 'usage.cjs');
  writeFileSync(
    probe,
    "process.on('exit', () => require('fs').writeSync(3, JSON.stringify(process.resourceUsage())));\n",
  );
  const { status, output } = spawnSync(process.execPath, ['-r', probe, main, ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  if (status !== 1) throw new Error(`check ended with ${status}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(String(output[3]));
  return { seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
}

/** A file for each object, 40 in a folder and in a namespace. */
function manyFiles(objects: number, path: string): void {
  for (let index = 0; index < objects; index += 1) {
    const folder = join(path, `team-${Math.floor(index / 40)}`);
    if (index % 40 === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `object-${index}.yaml`), dump(objectOf(index)));
  }
}

function listOf(objectAt: (index: number) => object): Shape {
  return (objects, path) => {
    const items = Array.from({ length: objects }, (_, index) => objectAt(index));
    writeFileSync(path, dump({ apiVersion: 'v1', kind: 'List', items }));
  };
}

function podOf(index: number) {
  const labels = { app: `web-${index}` };
  const containers = [{ name: 'web', image: 'nginx:latest', ports: [{ containerPort: 8080 }] }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: `web-${index}`, labels }, spec: { containers } };
}

/** Of a group that no rule knows; one in a hundred has a pod. */
function customOf(index: number) {
  const metadata = { name: `gadget-${index}`, namespace: 'shop' };
  const spec = index % 100 === 0 ? { template: podOf(index) } : { size: index };
  return { apiVersion: 'example.com/v1', kind: 'Gadget', metadata, spec };
}

/** In turn an account, a role for it, and two bindings: to the role, and to one role that all have. */
function accessOf(index: number) {
  const name = `web-${Math.floor(index / 4)}`;
  const metadata = { name, namespace: 'shop' };
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const binding = (id: string, kind: string, role: string) => ({
    ...{ apiVersion, kind: 'RoleBinding', metadata: { ...metadata, name: id } },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: role },
    subjects: [{ kind: 'ServiceAccount', name, namespace: 'shop' }],
  });
  switch (index % 4) {
    case 0:
      return { apiVersion: 'v1', kind: 'ServiceAccount', metadata };
    case 1:
      return {
        ...{ apiVersion, kind: 'Role', metadata },
        rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: [name], verbs: ['get'] }],
      };
    case 2:
      return binding(name, 'Role', name);
    default:
      return binding(`${name}-edit`, 'ClusterRole', 'edit');
  }
}

/** In turn a Deployment, a Service, a ConfigMap and a Role of an application; every second application is weak. */
function objectOf(index: number) {
  const app = Math.floor(index / 4);
  const isWeak = app % 2 === 0;
  const labels = { 'app.kubernetes.io/name': `web-${app}`, 'app.kubernetes.io/part-of': 'shop' };
  const metadata = { name: `web-${app}`, namespace: `team-${Math.floor(index / 40)}`, labels };
  switch (index % 4) {
    case 0:
      return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: deploymentSpec(app, labels, isWeak) };
    case 1: {
      const ports = ['http', 'metrics', 'admin'].map((name, port) => ({ name, port: 8080 + port, targetPort: name }));
      const spec = { type: isWeak ? 'LoadBalancer' : 'ClusterIP', selector: labels, ports };
      return { apiVersion: 'v1', kind: 'Service', metadata, spec };
    }
    case 2: {
      const lines = Array.from({ length: 25 }, (_, line) => `setting-${line}: what web-${app} is told`);
      const data = { 'config.yaml': `${lines.join('\n')}\n`, ...(isWeak ? { DB_PASSWORD: `hunter2-${app}` } : {}) };
      return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
    }
    default: {
      const read = (apiGroup: string, resource: string) => ({
        apiGroups: [apiGroup],
        resources: [resource],
        resourceNames: [`web-${app}`],
        verbs: ['get'],
      });
      const rules = [read('', isWeak ? 'secrets' : 'configmaps'), read('apps', 'deployments'), read('batch', 'jobs')];
      return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules };
    }
  }
}

function deploymentSpec(app: number, labels: object, isWeak: boolean) {
  const image = isWeak ? `ghcr.io/acme/web-${app}:1.4.2` : `ghcr.io/acme/web-${app}@sha256:${'a1'.repeat(32)}`;
  const probe = { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 10 };
  const container = {
    name: 'web',
    image,
    args: ['--config', '/etc/web/config.yaml'],
    ports: [{ name: 'http', containerPort: 8080 }],
    env: [{ name: 'DATABASE_HOST', value: `db-${app}.svc.cluster.local` }],
    readinessProbe: probe,
    volumeMounts: [{ name: 'config', mountPath: '/etc/web' }],
  };
  const secured = {
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
    livenessProbe: probe,
  };
  const pod = isWeak
    ? {}
    : {
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
      };
  const volumes = [{ name: 'config', configMap: { name: `web-${app}` } }];
  const containers = [isWeak ? container : { ...container, ...secured }];
  return {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { ...pod, containers, volumes } },
  };
}
