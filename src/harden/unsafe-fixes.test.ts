import { Manifest } from '../model/manifest';
import { Profiles } from '../profiles/profiles';
import type { WorkloadRequirements } from '../profiles/workload-requirements';
import { HardenMode, type HardenResult, harden } from './harden';

const { FILL, FORCE } = HardenMode;
const CLEAN = { name: 'web', image: 'ghcr.io/acme/web:1.0.0' };

function pod(container: object, spec: object = {}): any {
  const own = { ...CLEAN, ...container };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { ...spec, containers: [own] },
  };
}

function mended(object: any, mode = FILL, needs: WorkloadRequirements[] = []) {
  const manifest = Manifest.fromJson(object);
  const options = { profile: Profiles.nsa(), mode, today: '2026-11-24', needs };
  const { manifest: after, withheld } = harden([manifest], [manifest], options).get(manifest) as HardenResult;
  const { securityContext, ...spec } = after.json.spec;
  const reasons = withheld.map(({ finding, reason }) => `${finding.rule}: ${reason}`);
  return { spec, pod: securityContext, container: spec.containers[0].securityContext, reasons };
}

const script = (text: string) => ({ command: ['/bin/sh', '-c'], args: [text] });

test('a container without a sign gets every value, and nothing is withheld', () => {
  expect(mended(pod({ command: ['/web', '--config=/etc/web.yaml'] }))).toMatchObject({
    pod: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    container: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
    reasons: [],
  });
});

describe('runAsNonRoot', () => {
  const ROOT = 'run-as-non-root: container "web" ';

  test.each<[string, object, object, string]>([
    ['user 0 of the container', { securityContext: { runAsUser: 0 } }, {}, 'runs as user 0'],
    ['user 0 of the pod', {}, { securityContext: { runAsUser: 0 } }, 'runs as user 0'],
    ...[
      ['chown -R 1000 /data', 'chown'],
      ['apt-get update && apt-get install -y curl', 'apt-get'],
      ['apk add --no-cache jq', 'apk'],
      ['set -e; useradd app', 'useradd'],
      ['sysctl -w vm.max_map_count=262144', 'sysctl'],
      ['if true; then iptables -t nat -A OUTPUT -j ACCEPT; fi', 'iptables'],
      ['mount -t tmpfs tmpfs /mnt', 'mount'],
      ['modprobe br_netfilter', 'modprobe'],
      ['FOO=1 /sbin/setcap cap_net_raw+ep /web', 'setcap'],
      ['find /data -exec chown app {} \\;', 'chown'],
      ['ls /data | xargs -n 1 chown app', 'chown'],
      ['echo $(chown app /data)', 'chown'],
      ['exec gosu app /web', 'gosu'],
    ].map(([text, program]): [string, object, object, string] => [
      text as string,
      script(text as string),
      {},
      `runs "${program}", which needs root`,
    ]),
    ['a command without a shell', { command: ['chown', 'app', '/data'] }, {}, 'runs "chown", which needs root'],
    [
      'a script for the entry point of the image',
      { args: ['-c', 'chown app /data'] },
      {},
      'runs "chown", which needs root',
    ],
    [
      'a hook',
      { lifecycle: { postStart: { exec: { command: ['sh', '-c', 'chown app /data'] } } } },
      {},
      'runs "chown", which needs root',
    ],
  ])('is not filled beside %s', (_, container, spec, reason) => {
    const { pod: context, container: own, reasons } = mended(pod(container, spec));
    expect(context).not.toHaveProperty('runAsNonRoot');
    expect(own).not.toHaveProperty('runAsNonRoot');
    expect(reasons).toContain(ROOT + reason);
  });

  test.each<[string, object, object]>([
    ['a user of its own', { securityContext: { runAsUser: 1000 } }, {}],
    ['a user of the pod', {}, { securityContext: { runAsUser: 1000 } }],
    [
      'a user other than root, who changes what is its own',
      { ...script('chown 1000 /data'), securityContext: { runAsUser: 1000 } },
      {},
    ],
    ['the name of a program as a word', script('echo chown; echo "mount /data"'), {}],
    ['the name of a program in a comment', script('# chown app /data\necho ok'), {}],
    ['the name of a program in a here-document', script('cat <<EOF\nchown app /data\nEOF\necho ok'), {}],
    ['the name of a program as an option', { args: ['--mount', 'chown', '--iptables=false'] }, {}],
    ['a program that only reads', script('sysctl vm.max_map_count; mount; ip addr show; apk info'), {}],
  ])('is filled beside %s', (_, container, spec) => {
    const { pod: context, reasons } = mended(pod(container, spec));
    expect(context.runAsNonRoot).toBe(true);
    expect(reasons.filter((reason) => reason.startsWith('run-as-non-root'))).toEqual([]);
  });

  test('is filled on the other containers where one cannot have it', () => {
    const init = { ...CLEAN, name: 'prepare', securityContext: { runAsUser: 0 } };
    const { pod: context, container, spec, reasons } = mended(pod({}, { initContainers: [init] }));
    expect(context).not.toHaveProperty('runAsNonRoot');
    expect(container.runAsNonRoot).toBe(true);
    expect(spec.initContainers[0].securityContext).not.toHaveProperty('runAsNonRoot');
    expect(reasons).toEqual(['run-as-non-root: container "prepare" runs as user 0']);
  });

  test('is filled on a container with a user of its own in a pod with user 0', () => {
    const { pod: context, container } = mended(
      pod({ securityContext: { runAsUser: 1000 } }, { securityContext: { runAsUser: 0 } }),
    );
    expect([context.runAsNonRoot, container.runAsNonRoot]).toEqual([undefined, true]);
  });

  test('is forced in place of user 0, but not where a command needs root', () => {
    const root = { securityContext: { runAsUser: 0 } };
    const { pod: context, container, reasons } = mended(pod(root), FORCE);
    expect([context.runAsNonRoot, container.runAsUser, reasons]).toEqual([true, undefined, []]);
    const busy = mended(pod({ ...root, ...script('chown app /data') }), FORCE);
    expect([busy.pod.runAsNonRoot, busy.container.runAsUser]).toEqual([undefined, 0]);
    expect(busy.reasons).toContain('run-as-root-user: container "web" runs "chown", which needs root');
  });

  test('is written where needs give the container a user', () => {
    const needs = [{ name: 'web', user: 101 }];
    const { pod: context, container } = mended(pod({ securityContext: { runAsUser: 0 } }), FILL, needs);
    expect([context.runAsNonRoot, container.runAsUser]).toEqual([true, 101]);
  });
});

describe('capabilities', () => {
  const LOW = { ports: [{ containerPort: 80 }] };
  const dropped = ({ container }: { container: any }) => container.capabilities?.drop;

  test.each<[string, object, object, string]>([
    ['a low port', LOW, {}, 'listens on port 80'],
    [
      'a low port behind others',
      { ports: [{ containerPort: 8080 }, { containerPort: 53, protocol: 'UDP' }] },
      {},
      'listens on port 53',
    ],
    [
      'a low port above what the pod allows',
      LOW,
      { securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '81' }] } },
      'listens on port 80',
    ],
    ['a command that needs one', script('chown app /data'), {}, 'runs "chown", which needs capability "CHOWN"'],
    [
      'a command that needs another one than is added',
      { ...script('gosu app web'), securityContext: { capabilities: { add: ['SETUID'] } } },
      {},
      'which needs capability "SETGID"',
    ],
  ])('are kept beside %s', (_, container, spec, reason) => {
    const result = mended(pod(container, spec));
    expect(dropped(result)).toBeUndefined();
    expect(result.reasons).toEqual(expect.arrayContaining([expect.stringContaining(reason)]));
  });

  test.each<[string, object, object]>([
    ['port 1024', { ports: [{ containerPort: 1024 }] }, {}],
    [
      'a low port that the pod allows',
      LOW,
      { securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }] } },
    ],
    [
      'a low port whose capability is added',
      { ...LOW, securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } } },
      {},
    ],
    [
      'a command whose capability is added',
      { ...script('chown app /data'), securityContext: { capabilities: { add: ['CAP_CHOWN'] } } },
      {},
    ],
    ['a low port of the node', { ports: [{ containerPort: 8080, hostPort: 80 }] }, {}],
  ])('are dropped beside %s', (_, container, spec) => {
    expect(dropped(mended(pod(container, spec)))).toEqual(['ALL']);
  });

  test('are dropped beside a low port where needs say how it is bound, or where it is forced', () => {
    expect(dropped(mended(pod(LOW), FILL, [{ name: 'web', bindPrivilegedPorts: true }]))).toEqual(['ALL']);
    expect(dropped(mended(pod(LOW), FORCE))).toEqual(['ALL']);
  });

  test('and privileges that a command needs are not forced away', () => {
    const { container, reasons } = mended(
      pod({ ...script('sysctl -w a=1'), securityContext: { privileged: true } }),
      FORCE,
    );
    expect(container.privileged).toBe(true);
    expect(reasons).toContain(
      'privileged-container: container "web" runs "sysctl", which needs capability "SYS_ADMIN"',
    );
    expect(mended(pod({ securityContext: { privileged: true } }), FORCE).container).not.toHaveProperty('privileged');
  });
});

describe('a read-only root file system', () => {
  const MOUNTED = {
    spec: { volumes: [{ name: 'data', emptyDir: {} }] },
    container: { volumeMounts: [{ name: 'data', mountPath: '/data/' }] },
  };
  const isReadOnly = ({ container }: { container: any }) => container.readOnlyRootFilesystem === true;

  test.each([
    ['echo 1 > /run/web.pid', '"/run/web.pid"'],
    ['echo 1 >>/var/log/web.log 2>&1', '"/var/log/web.log"'],
    ['web 2> /err', '"/err"'],
    ['web &> /err', '"/err"'],
    ['web | tee -a /var/log/web.log', '"/var/log/web.log"'],
    ['mkdir -p /cache && web', '"/cache"'],
    ['touch -d now /ready', '"/ready"'],
    ['cp -r /src/. /etc/web/', '"/etc/web/"'],
    ['cp /data/a /datafile', '"/datafile"'],
    ['mv /etc/a /data/a', '"/etc/a"'],
    ['sed -i s/a/b/ /etc/nginx/nginx.conf', '"/etc/nginx/nginx.conf"'],
    ['curl -sSLo /usr/bin/tool https://example.com', '"/usr/bin/tool"'],
    ['cat > /etc/web.conf <<EOF\nport 80\nEOF\nweb', '"/etc/web.conf"'],
    ['ls > "$OUT"', '"$OUT"'],
    ['cd /srv; touch ready', '"ready"'],
    ['touch ready', '"ready"'],
    ['apk add jq', '"/lib/apk"'],
    ['web --pidfile=/run/web.pid', '"/run/web.pid"'],
    ['web --log-dir /var/log/web', '"/var/log/web"'],
    ['web --storage.tsdb.path=/prometheus', '"/prometheus"'],
  ])('is left where the command writes elsewhere: %s', (text, place) => {
    const result = mended(pod({ ...MOUNTED.container, ...script(text) }, MOUNTED.spec));
    expect(isReadOnly(result)).toBe(false);
    expect(result.reasons).toContain(
      `writable-root-filesystem: container "web" writes to ${place}, where nothing is mounted; declare writablePaths in its needs`,
    );
  });

  test.each([
    'echo 1 > /data/web.pid',
    'cd /data && touch ready && mkdir -p a/b',
    'rm -rf /data/*',
    'web > /dev/null 2>&1; web >&2; web | tee /dev/stderr; echo a > /proc/1/fd/1',
    'cp /etc/web.conf /data',
    'DIR=/data; mkdir -p "$DIR/cache"; touch ${DIR}/ready',
    'touch /data/a 2>/dev/null',
    'web --config=/etc/web.yaml --tls-cert-file=/tls/tls.crt --pidfile=/data/pid',
    'echo "a > /etc/b"; cat < /etc/a; [ 1 -gt 0 ] && web',
    'cat <<EOF > /data/conf\necho > /etc/a\nEOF',
  ])('is filled where the command writes to its mounts alone: %s', (text) => {
    const result = mended(pod({ ...MOUNTED.container, ...script(text) }, MOUNTED.spec));
    expect(result.reasons.filter((reason) => reason.startsWith('writable-root'))).toEqual([]);
    expect(isReadOnly(result)).toBe(true);
  });

  test('knows plain arguments, variables and the working folder', () => {
    const env = [{ name: 'DIR', value: '/data' }];
    const safe = [
      { args: ['--pidfile', '/data/pid'] },
      { args: ['--data-dir=$(DIR)'], env },
      { ...script('touch $DIR/ready'), env },
      { ...script('touch ready'), workingDir: '/data/web' },
    ];
    for (const each of safe)
      expect(isReadOnly(mended(pod({ ...MOUNTED.container, ...each }, MOUNTED.spec)))).toBe(true);
    const unsafe = [
      { args: ['--pidfile', '/run/pid'] },
      { args: ['--data-dir=$(DIR)'], env: [{ name: 'DIR', value: '/srv' }] },
      { ...script('touch ready'), workingDir: '/srv' },
    ];
    for (const each of unsafe)
      expect(isReadOnly(mended(pod({ ...MOUNTED.container, ...each }, MOUNTED.spec)))).toBe(false);
  });

  test('is filled where needs declare the folder; forced no more than filled', () => {
    const writes = pod(script('echo 1 > /run/web.pid'));
    expect(isReadOnly(mended(writes, FILL, [{ name: 'web', writablePaths: ['/run'] }]))).toBe(true);
    expect(isReadOnly(mended(writes, FORCE))).toBe(false);
  });
});

test.each<[string, object, boolean]>([
  ['sudo of a user', script('sudo web'), true],
  ['sudo of root', { ...script('sudo web'), securityContext: { runAsUser: 0 } }, false],
  ['no sudo', script('echo sudo'), false],
])('escalation stays possible for %s: %s', (_, container, isKept) => {
  expect(mended(pod(container)).container.allowPrivilegeEscalation).toBe(isKept ? undefined : false);
});

test.each<[string, object, boolean]>([
  ['variables of Services', { args: ['--redis=$(REDIS_SERVICE_HOST):6379'] }, true],
  ['variables of Services in a script', script('web --db "${DB_PORT_5432_TCP_ADDR}"'), true],
  ['the variable of the API server, which stays', script('web $KUBERNETES_SERVICE_HOST'), false],
  ['other variables', script('web $DB_HOST'), false],
])('links to Services stay for %s: %s', (_, container, isKept) => {
  const manifest = Manifest.fromJson(pod(container));
  const profile = Profiles.nsa().withRules(Profiles.rule('service-links'));
  const options = { profile, mode: FILL, today: '2026-11-24' };
  const after = harden([manifest], [manifest], options).get(manifest)?.manifest;
  expect(after?.json.spec.enableServiceLinks).toBe(isKept ? undefined : false);
});

test('a construct that refuses weaker values gets every value', () => {
  const manifest = Manifest.fromJson(pod({ ports: [{ containerPort: 80 }], ...script('touch /ready') }));
  const options = { profile: Profiles.nsa(), mode: FILL, today: '2026-11-24', unguarded: true };
  const { manifest: after, withheld } = harden([manifest], [manifest], options).get(manifest) as HardenResult;
  expect(after.json.spec.containers[0].securityContext).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  });
  expect(withheld).toEqual([]);
});
