import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { binary, type Program } from './build';

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

export interface Reply {
  readonly status: number;
  /** The texts of the Warning headers, in order. */
  readonly warnings: string[];
  /** The object, or a Status with a message. */
  readonly body: any;
}

export interface ApiServerOptions {
  /** Emulates an older minor, such as '1.34'. */
  readonly emulatedVersion?: string;
  /** Flags without dashes, also in place of those that it has by itself. */
  readonly flags?: Record<string, string>;
  /** Runs the controllers of Kubernetes too, each with its own account, as kubeadm does. */
  readonly controllers?: boolean;
}

const readyWithin = 60_000;
const noProcesses: ChildProcess[] = [];

/**
 * An API server with its etcd on loopback. There are no nodes and, unless they are asked for, no controllers: Deployments make no
 * Pods and a deleted Namespace stays Terminating. A Pod needs no ServiceAccount object, because that admission plugin is off.
 */
export class ApiServer {
  private readonly token = randomBytes(24).toString('hex');
  private readonly controllersToken = randomBytes(24).toString('hex');
  private readonly resources = new Map<string, { path: string; plural: string; namespaced: boolean }>();
  private folder = '';
  private port = 0;
  private etcd = '';
  private agent = new Agent();
  private processes = noProcesses; // etcd, then the server, then the controllers
  private readonly killOnExit = () => this.kill();
  private readonly exitOnSignal = () => process.exit(130);

  constructor(private readonly options: ApiServerOptions = {}) {}

  /** Resolves when the server is ready; throws with the end of its log where it does not become so. */
  async start(): Promise<void> {
    this.folder = mkdtempSync(join(tmpdir(), 'api-server-'));
    const [clients, peers, port] = await freePorts(3);
    this.port = port ?? 0;
    this.etcd = `http://127.0.0.1:${clients}`;
    process.once('exit', this.killOnExit);
    process.once('SIGINT', this.exitOnSignal);
    process.once('SIGTERM', this.exitOnSignal);
    try {
      this.processes = [this.startEtcd(this.etcd, `http://127.0.0.1:${peers}`)];
      this.processes.push(this.startServer(this.etcd));
      await this.becomeReady();
      if (this.options.controllers) this.processes.push(this.startControllers());
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Stops the server, then etcd, and removes their data. */
  async stop(): Promise<void> {
    this.agent.destroy();
    for (const child of [...this.processes].reverse()) await ended(child);
    this.forget();
  }

  /** Server-side apply with strict fields. A field that another manager owns is a conflict (409), unless it is taken by force. */
  apply(
    object: KubernetesObject,
    options: { dryRun?: boolean; manager?: string; force?: boolean } = {},
  ): Promise<Reply> {
    const force: Record<string, string> = options.force ? { force: 'true' } : {};
    return this.write('PATCH', object, {
      fieldManager: options.manager ?? 'conformance',
      ...force,
      ...dryRun(options),
    });
  }

  /** POST with strict fields. */
  create(object: KubernetesObject, options: { dryRun?: boolean } = {}): Promise<Reply> {
    return this.write('POST', object, dryRun(options));
  }

  /** A file with which kubectl asks this server as a member of system:masters. */
  kubeconfig(): string {
    return this.writeKubeconfig('admin', this.token);
  }

  async get(object: KubernetesObject): Promise<Reply> {
    return this.request('GET', await this.path(object, object.metadata.name));
  }

  async delete(object: KubernetesObject): Promise<Reply> {
    return this.request('DELETE', await this.path(object, object.metadata.name));
  }

  /** The bytes that etcd has at a key, such as `/registry/secrets/default/a`. */
  async stored(key: string): Promise<Buffer> {
    const body = JSON.stringify({ key: Buffer.from(key).toString('base64') });
    const { kvs = [] } = (await (await fetch(`${this.etcd}/v3/kv/range`, { method: 'POST', body })).json()) as any;
    if (kvs.length !== 1) throw new Error(`etcd has ${kvs.length} values at ${key}`);
    return Buffer.from(kvs[0].value, 'base64');
  }

  /** One request without authentication. */
  requestAnonymously(path: string): Promise<Reply> {
    return this.request('GET', path, undefined, { Authorization: '' });
  }

  /** One request as a member of system:masters; an HTTP error status is a reply, not an exception. */
  request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.port,
          path,
          method,
          agent: this.agent,
          headers: {
            Authorization: `Bearer ${this.token}`,
            Accept: 'application/json',
            'Content-Type': 'application/json',
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('error', reject);
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            const isJson = response.headers['content-type']?.startsWith('application/json');
            resolve({
              status: response.statusCode ?? 0,
              warnings: warningsOf(response.rawHeaders),
              body: isJson ? JSON.parse(text) : text,
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  private async write(
    method: 'PATCH' | 'POST',
    object: KubernetesObject,
    query: Record<string, string>,
  ): Promise<Reply> {
    const path = await this.path(object, method === 'PATCH' ? object.metadata.name : undefined);
    const headers: Record<string, string> =
      method === 'PATCH' ? { 'Content-Type': 'application/apply-patch+yaml' } : {}; // JSON is YAML
    return this.request(
      method,
      `${path}?${new URLSearchParams({ fieldValidation: 'Strict', ...query })}`,
      object,
      headers,
    );
  }

  /** The path of an object, or of its collection where no name is given. Asks the server again for a kind it did not know. */
  private async path(object: KubernetesObject, name?: string): Promise<string> {
    const kind = `${object.apiVersion}/${object.kind}`;
    if (!this.resources.has(kind)) await this.discover();
    const resource = this.resources.get(kind);
    if (!resource) throw new Error(`the server does not serve ${kind}`);
    const namespace = resource.namespaced ? `/namespaces/${object.metadata.namespace ?? 'default'}` : '';
    return `${resource.path}${namespace}/${resource.plural}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
  }

  private async discover(): Promise<void> {
    const accept = { Accept: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList' };
    for (const root of ['/api', '/apis']) {
      const { body } = await this.request('GET', root, undefined, accept);
      for (const group of body.items) {
        for (const { version, resources } of group.versions) {
          const apiVersion = group.metadata?.name ? `${group.metadata.name}/${version}` : version;
          for (const { resource, scope, responseKind } of resources) {
            if (!responseKind?.kind) continue;
            this.resources.set(`${apiVersion}/${responseKind.kind}`, {
              path: `${root}/${apiVersion}`,
              plural: resource,
              namespaced: scope === 'Namespaced',
            });
          }
        }
      }
    }
  }

  private startEtcd(clients: string, peers: string): ChildProcess {
    return this.spawn('etcd', {
      name: 'judge',
      'data-dir': join(this.folder, 'etcd'),
      'listen-client-urls': clients,
      'advertise-client-urls': clients,
      'listen-peer-urls': peers,
      'unsafe-no-fsync': 'true', // the data lives as long as the process
      'log-level': 'warn',
    });
  }

  private startServer(etcd: string): ChildProcess {
    const pki = join(this.folder, 'pki');
    mkdirSync(pki);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = join(pki, 'sa.key');
    writeFileSync(key, privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
    const tokens = join(pki, 'tokens.csv');
    const users = [
      `${this.token},admin,1,"system:masters"`,
      `${this.controllersToken},system:kube-controller-manager,2`,
    ];
    writeFileSync(tokens, `${users.join('\n')}\n`, { mode: 0o600 });
    return this.spawn('kube-apiserver', {
      'etcd-servers': etcd,
      'bind-address': '127.0.0.1',
      'secure-port': String(this.port),
      'cert-dir': pki,
      'service-account-issuer': 'https://kubernetes.default.svc',
      'service-account-key-file': key,
      'service-account-signing-key-file': key,
      'authorization-mode': 'RBAC',
      'token-auth-file': tokens,
      'allow-privileged': 'true',
      'disable-admission-plugins': 'ServiceAccount',
      'service-cluster-ip-range': '10.96.0.0/12,fd00:10:96::/108', // as the judge has it, judge/services.go
      ...this.options.flags,
      ...(this.options.emulatedVersion ? { 'emulated-version': this.options.emulatedVersion } : {}),
    });
  }

  private startControllers(): ChildProcess {
    return this.spawn('kube-controller-manager', {
      kubeconfig: this.writeKubeconfig('controllers', this.controllersToken),
      'use-service-account-credentials': 'true',
      'service-account-private-key-file': join(this.folder, 'pki', 'sa.key'),
      'leader-elect': 'false',
      'secure-port': '0',
    });
  }

  private writeKubeconfig(name: string, token: string): string {
    const file = join(this.folder, `${name}.kubeconfig`);
    const cluster = { server: `https://127.0.0.1:${this.port}`, 'certificate-authority': this.certificate() };
    const config = {
      ...{ apiVersion: 'v1', kind: 'Config', 'current-context': name },
      clusters: [{ name, cluster }],
      users: [{ name, user: { token } }],
      contexts: [{ name, context: { cluster: name, user: name } }],
    };
    writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
    return file;
  }

  /** Self-signed, by the server itself. */
  private certificate(): string {
    return join(this.folder, 'pki', 'apiserver.crt');
  }

  private spawn(program: Program, flags: Record<string, string>): ChildProcess {
    const log = openSync(this.log(program), 'w');
    const args = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
    const child = spawn(binary(program), args, { stdio: ['ignore', log, log] });
    closeSync(log);
    child.on('error', () => undefined); // becomeReady notices
    return child;
  }

  private log(program: string): string {
    return join(this.folder, `${program}.log`);
  }

  private async becomeReady(): Promise<void> {
    const certificate = this.certificate();
    for (const deadline = Date.now() + readyWithin; Date.now() < deadline; await sleep(100)) {
      const dead = this.processes.find(
        (child) => child.pid === undefined || child.exitCode !== null || child.signalCode,
      );
      if (dead) throw new Error(`${dead.spawnfile} does not run:\n${this.endOfLogs()}`);
      if (!existsSync(certificate)) continue;
      this.agent.destroy();
      this.agent = new Agent({ keepAlive: true, maxSockets: 8, ca: readFileSync(certificate) });
      const { status } = await this.request('GET', '/readyz').catch(() => ({ status: 0 }));
      if (status === 200) return;
    }
    throw new Error(`the API server is not ready after ${readyWithin / 1000} s:\n${this.endOfLogs()}`);
  }

  /** The last lines that the programs wrote. */
  endOfLogs(): string {
    return (['etcd', 'kube-apiserver', 'kube-controller-manager'] as const)
      .filter((program) => existsSync(this.log(program)))
      .map((program) => readFileSync(this.log(program), 'utf8').slice(-2000))
      .join('\n');
  }

  /** The last resort, when the process ends without stop(). */
  private kill(): void {
    for (const child of [...this.processes].reverse()) child.kill('SIGKILL');
    this.forget();
  }

  private forget(): void {
    process.off('exit', this.killOnExit);
    process.off('SIGINT', this.exitOnSignal);
    process.off('SIGTERM', this.exitOnSignal);
    this.processes = noProcesses;
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }
}

function dryRun(options: { dryRun?: boolean }): Record<string, string> {
  return options.dryRun ? { dryRun: 'All' } : {};
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exit;
  clearTimeout(impatient);
}

async function freePorts(count: number): Promise<number[]> {
  const listeners = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  const ports: number[] = [];
  for (const listener of listeners) {
    if (!listener.listening) await once(listener, 'listening');
    ports.push((listener.address() as { port: number }).port);
  }
  for (const listener of listeners) listener.close();
  return ports;
}

/** Each Warning header is `299 - "text"`, with quotes and backslashes escaped (RFC 7234 §5.5). */
function warningsOf(rawHeaders: readonly string[]): string[] {
  return rawHeaders.flatMap((value, i) => {
    if (i % 2 === 0 || rawHeaders[i - 1]?.toLowerCase() !== 'warning') return [];
    return [/^\d+ \S+ "(.*)"$/s.exec(value)?.[1]?.replace(/\\(.)/gs, '$1') ?? value];
  });
}

/** Waits for what a server does some time after an answer. Throws where it is not done in a minute. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200)) if (await isSo()) return;
  throw new Error(`not reached in 60 s: ${what}`);
}
