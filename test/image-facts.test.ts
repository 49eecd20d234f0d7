import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { command, folder } from './support/command-line';

const DIGEST = `sha256:${'ab'.repeat(32)}`;
const IMAGE = 'ghcr.io/acme/web:1.0';
const ASSUMES = 'assumes that the image sets a numeric user other than 0';

function pod(lines: readonly string[] = []): string {
  return [
    ...['apiVersion: v1', 'kind: Pod', 'metadata: {name: web, namespace: shop}', 'spec:', '  containers:'],
    ...['    - name: web', `      image: ${IMAGE}`, ...lines.map((line) => `      ${line}`), ''],
  ].join('\n');
}

/** Fixes a pod whose image has a configuration. */
async function fix(config: object | undefined, lines: readonly string[] = [], ...argv: string[]) {
  const cwd = folder({ 'web.yaml': pod(lines), 'config.json': JSON.stringify({ config, rootfs: {} }, null, 2) });
  const given = config ? ['--image-config', `${IMAGE}=config.json`] : [];
  const { code, stderr } = await command(['fix', '--profile', 'nsa', ...given, ...argv, 'web.yaml'], { cwd });
  return { code, stderr, text: readFileSync(join(cwd, 'web.yaml'), 'utf8') };
}

describe('the user of an image', () => {
  test('that is not root and a number: the field is set, and nothing is assumed', async () => {
    for (const User of ['101', '65532:65532']) {
      const { text, stderr } = await fix({ User });
      expect(text).toContain('runAsNonRoot: true');
      expect(stderr).not.toContain(ASSUMES);
    }
  });

  test('that is not known: the field is set, with what that assumes', async () => {
    const { text, stderr } = await fix(undefined);
    expect(text).toContain('runAsNonRoot: true');
    expect(stderr).toContain(ASSUMES);
  });

  test.each([
    ['root', { User: '0' }, 'runs as user 0 of its image'],
    ['root with a group', { User: '0:1000' }, 'runs as user 0 of its image'],
    ['not set', {}, 'runs as user 0 of its image'],
    ['a name', { User: 'nginx' }, 'runs as user "nginx" of its image, of which the kubelet cannot tell'],
    ['the name of root', { User: 'root' }, 'runs as user "root" of its image'],
  ])('%s: the field is left, with the reason', async (_, config, reason) => {
    const { text, stderr } = await fix(config);
    expect(text).not.toContain('runAsNonRoot');
    expect(stderr).toContain(`    left, as a fix would break it: container "web" ${reason}`);
    expect((await fix(config, [], '--force')).text).not.toContain('runAsNonRoot');
  });

  test('counts only where the manifest names no user', async () => {
    const own = ['securityContext: {runAsUser: 101}'];
    expect((await fix({}, own)).text).toContain('runAsNonRoot: true');
    const root = ['securityContext: {runAsUser: 0}'];
    expect((await fix({ User: '101' }, root)).text).not.toContain('runAsNonRoot');
    expect((await fix({ User: '101' }, root, '--force')).text).not.toContain('runAsUser');
    expect((await fix({ User: '0' }, root, '--force')).text).toContain('runAsUser: 0');
  });

  test('lets a program of its command be: it runs as that user already', async () => {
    const command = ['command: [sh, -c, "chown app /data; app"]'];
    expect((await fix(undefined, command)).text).not.toContain('runAsNonRoot');
    expect((await fix({ User: '101' }, command)).text).toContain('runAsNonRoot: true');
  });

  test('stands in the message of the finding, which stays', async () => {
    const cwd = folder({ 'web.yaml': pod(), 'config.json': JSON.stringify([{ RepoTags: [IMAGE], Config: {} }]) });
    const argv = ['check', '--rules', 'run-as-non-root', '--format', 'json', 'web.yaml'];
    const messageOf = async (...more: string[]) =>
      JSON.parse((await command([...argv, ...more], { cwd })).stdout).findings.map(({ message, fix: patches }: any) => [
        message,
        patches.length,
      ]);
    expect(await messageOf()).toEqual([['container "web" may run as root; set runAsNonRoot to true', 2]]);
    expect(await messageOf('--image-config', 'config.json')).toEqual([
      [
        'container "web" runs as root, the user of its image; set runAsUser to another user, and runAsNonRoot to true',
        0,
      ],
    ]);
  });
});

test('a port below 1024 that the image exposes keeps its capability, unless the manifest says otherwise', async () => {
  const config = { User: '101', ExposedPorts: { '80/tcp': {} } };
  const { text, stderr } = await fix(config);
  expect(text).not.toContain('drop');
  expect(stderr).toContain('listens on port 80, which may need capability "NET_BIND_SERVICE"');
  expect((await fix(config, ['ports: [{containerPort: 8080}]'])).text).toContain('drop');
  expect((await fix({ User: '101', ExposedPorts: { '8080/tcp': {} } })).text).toContain('drop');
});

test('volumes of the image are named where the root file system becomes read-only', async () => {
  const { text, stderr } = await fix({ User: '101', Volumes: { '/data': {}, '/cache': {} } }, [
    'volumeMounts: [{name: c, mountPath: /cache}]',
  ]);
  expect(text).toContain('readOnlyRootFilesystem: true');
  expect(stderr).toContain('only to mounted volumes and to its own, /data, which CRI-O makes read-only');
});

describe('a lock', () => {
  const lock = (config: string) =>
    `version: 1\nimages:\n  - image: ${IMAGE}\n    digest: ${DIGEST}\n    config: ${config}\n`;

  test('may hold the configuration of an image', async () => {
    const cwd = folder({ 'web.yaml': pod(), 'images.lock.yaml': lock('{User: nginx, Env: [A=b]}') });
    const argv = ['fix', '--images-lock', 'images.lock.yaml', 'web.yaml'];
    const { stderr } = await command(argv, { cwd });
    expect(stderr).toContain('runs as user "nginx" of its image');
    const other = folder({
      'web.yaml': pod().replace(IMAGE, `${IMAGE}@sha256:${'0'.repeat(64)}`),
      'images.lock.yaml': lock('{User: nginx}'),
    });
    expect((await command(argv, { cwd: other })).stderr).toContain(ASSUMES);
  });

  test.each([
    ['{User: 5}', '5:14: /images/0/config/User is 5; write a text, as in "1000"'],
    ['{user: a}', '5:14: /images/0/config/user is not known; use User, '],
    ['[a]', '5:5: /images/0/config is no mapping; write User, Volumes and ExposedPorts'],
    ['', '5:5: /images/0/config is no mapping'],
  ])('with the configuration %s is refused, with its place', async (config, problem) => {
    const cwd = folder({ 'web.yaml': pod(), 'images.lock.yaml': lock(config) });
    const { code, stderr } = await command(['check', '--images-lock', 'images.lock.yaml', 'web.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(`images.lock.yaml:${problem}`);
  });

  test('keeps it when it is written again, as long as the digest is the same', async () => {
    const cwd = folder({ 'web.yaml': pod(), 'images.lock.yaml': lock('{User: "101"}') });
    const read = () => readFileSync(join(cwd, 'images.lock.yaml'), 'utf8');
    await command(['images', 'web.yaml', '--write-lock'], { cwd });
    expect(read()).toContain(`    digest: ${DIGEST}\n    config: {"User":"101"}\n`);
    await command(['images', '--write-lock', '--digests', '-'], { cwd, stdin: `${IMAGE} sha256:${'1'.repeat(64)}\n` });
    expect(read()).not.toContain('config');
  });
});

test.each([
  ['a file that is not there', 'x:1=gone.json', 'gone.json'],
  ['a broken file', 'x:1=broken.json', 'broken.json:1:'],
  ['a wrong value', 'x:1=wrong.json', 'wrong.json:3:5: /config/User is 5; write a text'],
  ['no reference', 'right.json', 'right.json:1:1: does not name its image; write --image-config REF=right.json'],
  ['an invalid reference', 'X Y=right.json', 'names the image "X Y", which is no valid reference'],
  ['a manifest', 'x:1=manifest.json', 'is a manifest of an image; use crane config'],
])('--image-config with %s is an error', async (_, given, message) => {
  const cwd = folder({
    'web.yaml': pod(),
    'right.json': '{"config": {"User": "1"}}',
    'wrong.json': '{\n  "config": {\n    "User": 5\n  }\n}',
    'manifest.json': '{"schemaVersion": 2, "config": {}}',
    'broken.json': '{"config": ',
  });
  for (const name of ['check', 'fix', 'diff']) {
    const argv = name === 'diff' ? ['web.yaml', 'web.yaml'] : ['web.yaml'];
    const { code, stderr } = await command([name, '--image-config', given, ...argv], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  }
});
