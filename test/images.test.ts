import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImageLock } from '../src/host/image-lock';
import { PolicyFile } from '../src/host/policy-file';
import { command, folder } from './support/command-line';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;
const NGINX = 'docker.io/library/nginx:1.27';

const pod = (name: string, ...images: string[]) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec:\n  containers:\n${images
    .map((image, index) => `    - name: c${index}\n      image: ${JSON.stringify(image)}\n`)
    .join('')}`;
const lockOf = (...entries: [string, string][]) =>
  `version: 1\nimages:\n${entries.map(([image, digest]) => `  - image: ${image}\n    digest: ${digest}\n`).join('')}`;

describe('images', () => {
  const files = {
    'k8s/web.yaml': pod('web', 'nginx:1.27', `ghcr.io/acme/web:1@${A}`),
    'k8s/api.yaml': pod('api', 'docker.io/nginx:1.27', 'localhost:5000/api'),
    'k8s/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n',
  };

  test('prints one whole reference per line, each once', async () => {
    const cwd = folder(files);
    expect(await command(['images', 'k8s'], { cwd })).toEqual({
      code: 0,
      stdout: `${NGINX}\nghcr.io/acme/web:1@${A}\nlocalhost:5000/api\n`,
      stderr: '',
    });
    const unpinned = await command(['images', '--unpinned', 'k8s'], { cwd });
    expect(unpinned.stdout).toBe(`${NGINX}\nlocalhost:5000/api\n`);
  });

  test('prints nothing where there is no image', async () => {
    const cwd = folder(files);
    expect(await command(['images', 'k8s/settings.yaml'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('says in JSON who uses what, and where', async () => {
    const { code, stdout } = await command(['images', '--format', 'json', 'k8s'], { cwd: folder(files) });
    expect(code).toBe(0);
    const { images, errors } = JSON.parse(stdout);
    expect(errors).toEqual([]);
    expect(images[0]).toMatchObject({
      image: NGINX,
      registry: 'docker.io',
      repository: 'library/nginx',
      tag: '1.27',
      digest: null,
      uses: [
        { object: { kind: 'Pod', namespace: 'shop', name: 'api' }, written: 'docker.io/nginx:1.27' },
        {
          object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' },
          container: 'c0',
          volume: null,
          written: 'nginx:1.27',
          pointer: '/spec/containers/0/image',
          location: { file: 'k8s/web.yaml', line: 7, column: 7 },
        },
      ],
    });
  });

  test('gives a bill of materials, the same each time but for a serial number that is asked for', async () => {
    const cwd = folder(files);
    const argv = ['images', '--format', 'cyclonedx', 'k8s'];
    const { stdout, code } = await command(argv, { cwd });
    expect(code).toBe(0);
    expect((await command(argv, { cwd })).stdout).toBe(stdout);
    expect(JSON.parse(stdout).components).toHaveLength(3);
    expect(JSON.parse(stdout).serialNumber).toBeUndefined();
    const serials = [1, 2].map(async () => JSON.parse((await command([...argv, '--serial-number'], { cwd })).stdout));
    const [one, two] = (await Promise.all(serials)).map(({ serialNumber }) => serialNumber);
    expect(one).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(one).not.toBe(two);
  });

  test.each(['text', 'json', 'cyclonedx'])('what cannot be read does not hide the rest, in %s', async (format) => {
    const cwd = folder({
      ...files,
      'k8s/broken.yaml': 'a: [',
      'k8s/odd.yaml': pod('odd', 'Nginx\u001b[31m'),
      'k8s/none.yaml': pod('none'),
    });
    const { code, stdout, stderr } = await command(['images', '--format', format, 'k8s'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain(NGINX.split(':')[0]);
    const told = format === 'json' ? JSON.stringify(JSON.parse(stdout).errors) : stderr;
    expect(told).toContain('k8s/broken.yaml');
    expect(told).toContain('Pod shop/odd: image ');
    expect(told).toContain('with upper-case letters');
    expect(told).toContain('Pod shop/none: ');
    expect(stdout + stderr).not.toContain('\u001b');
    if (format !== 'json') expect(stderr).toContain('k8s/odd.yaml:7:7: Pod shop/odd: image "Nginx\\u001b[31m"');
  });

  test.each([
    [['images'], 'no path is given'],
    [['images', '--write-lock', 'k8s'], '"k8s" was read as the lock file, write paths before --write-lock'],
    [['images', 'k8s', '--format', 'xml'], 'format "xml" is not known'],
    [['images', 'k8s', '--digests', 'd.txt'], '--digests is for --write-lock'],
    [['images', 'k8s', '--serial-number'], '--serial-number is for --format cyclonedx'],
    [['images', 'k8s', '--unpinned', '--write-lock'], '--unpinned is for a list'],
    [['images', '-', '--write-lock', '--digests', '-'], 'standard input is given twice'],
    [['images', 'k8s', '--policy', 'no.yaml'], 'no.yaml'],
    [['images', 'nowhere'], 'nowhere: does not exist'],
  ])('%j is an error', async (argv, message) => {
    const { code, stdout, stderr } = await command(argv, { cwd: folder(files) });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });

  test('finds pods in the kinds that the policy tells of', async () => {
    const cwd = folder({
      'odd.yaml':
        'apiVersion: acme.example/v1\nkind: Odd\nmetadata: { name: x }\npods: { spec: { containers: [{ image: "x:1" }] } }\n',
      'hardening.yaml': 'workloadKinds: [{ group: acme.example, kind: Odd, podTemplate: /pods }]\n',
    });
    expect((await command(['images', 'odd.yaml'], { cwd })).stdout).toBe('docker.io/library/x:1\n');
    expect((await command(['images', 'odd.yaml', '--no-policy'], { cwd })).stdout).toBe('docker.io/library/x:1\n');
  });
});

describe('images --write-lock', () => {
  const lockIn = (cwd: string, file = 'images.lock.yaml') => readFileSync(join(cwd, file), 'utf8');

  test('takes digests from manifests, from a list, and from before', async () => {
    const cwd = folder({
      'k8s/web.yaml': pod('web', `nginx:1.27@${A}`, 'redis', 'old:1', `pinned@${B}`),
      'digests.txt': `# crane\r\nredis:latest ${B}\r\nunused:1 ${B}\r\n`,
      'images.lock.yaml': lockOf(['docker.io/library/gone:1', A], ['docker.io/library/old:1', A], [NGINX, B]),
    });
    const argv = ['images', 'k8s', '--write-lock', '--digests', 'digests.txt'];
    expect(await command(argv, { cwd })).toEqual({
      code: 0,
      stdout:
        'wrote images.lock.yaml: 3 images, 1 new, 1 changed, 1 gone; 1 given digest not used, as no object uses the image\n',
      stderr: '',
    });
    const text = lockIn(cwd);
    expect(text).toBe(
      `# Written by cdk8s-hardened images --write-lock\n${lockOf([NGINX, A], ['docker.io/library/old:1', A], ['docker.io/library/redis:latest', B])}`,
    );
    const again = await command(argv, { cwd });
    expect(again.stdout).toContain('3 images, 0 new, 0 changed, 0 gone');
    expect(lockIn(cwd)).toBe(text);
  });

  test('a list goes before what the manifests carry, and parts two digests', async () => {
    const cwd = folder({ 'a.yaml': pod('a', `nginx:1.27@${A}`, `nginx:1.27@${B}`) });
    const torn = await command(['images', '.', '--write-lock'], { cwd });
    expect(torn.code).toBe(2);
    expect(torn.stderr).toContain(`because "${NGINX}" has two digests, ${A} and ${B} (Pod shop/a, container "c1")`);
    expect(existsSync(join(cwd, 'images.lock.yaml'))).toBe(false);
    const said = await command(['images', 'a.yaml', '--write-lock', 'my.yaml', '--digests', '-'], {
      cwd,
      stdin: `${NGINX} ${B}\n`,
    });
    expect(said.stdout).toBe('wrote my.yaml: 1 image, 1 new, 0 changed, 0 gone\n');
    expect(lockIn(cwd, 'my.yaml')).toContain(B);
  });

  test('without paths it adds to the lock', async () => {
    const cwd = folder({ 'images.lock.yaml': lockOf([NGINX, A]) });
    const { code, stdout } = await command(['images', '--write-lock', '--digests', '-'], {
      cwd,
      stdin: `redis:7 ${B}\n`,
    });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'wrote images.lock.yaml: 2 images, 1 new, 0 changed, 0 gone\n',
    });
    expect(ImageLock.fromFile(join(cwd, 'images.lock.yaml')).images).toEqual([NGINX, 'docker.io/library/redis:7']);
  });

  test('writes where the policy says', async () => {
    const cwd = folder({
      'hardening.yaml': 'imagesLock: ./state/lock.yaml\n',
      'state/.keep': '',
      'a.yaml': pod('a', `nginx:1.27@${A}`),
    });
    expect((await command(['images', 'a.yaml', '--write-lock'], { cwd })).stdout).toContain(
      'wrote state/lock.yaml: 1 image,',
    );
    expect(lockIn(cwd, 'state/lock.yaml')).toContain(NGINX);
  });

  test.each<[string, { [path: string]: string }, string]>([
    [
      'an image without a digest',
      { 'a.yaml': pod('a', 'nginx:1.27', 'redis') },
      `because 2 images have no digest; give it with --digests:\n  ${NGINX}\n  docker.io/library/redis:latest\n`,
    ],
    [
      'an image that is none',
      { 'a.yaml': pod('a', 'Nginx:1') },
      'because not all could be read:\na.yaml:7:7: Pod shop/a: image "Nginx:1" of container "c0" has',
    ],
    ['a file that is no manifest', { 'a.yaml': 'a: [' }, 'because not all could be read:\na.yaml'],
    [
      'a broken list',
      { 'a.yaml': pod('a', 'nginx:1'), 'd.txt': `\nnginx:1 sha256:ab` },
      'd.txt:2:1: digest "sha256:ab" has 2',
    ],
    [
      'a lock that is none',
      { 'a.yaml': pod('a', `nginx:1@${A}`), 'images.lock.yaml': 'kind: Pod\n' },
      'the file is not overwritten; correct or remove it',
    ],
  ])('%s keeps it from being written', async (_, files, message) => {
    const cwd = folder({ 'd.txt': '', ...files });
    const { code, stdout, stderr } = await command(['images', 'a.yaml', '--write-lock', '--digests', 'd.txt'], { cwd });
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(existsSync(join(cwd, 'images.lock.yaml'))).toBe('images.lock.yaml' in files);
  });

  test('a folder is not written over', async () => {
    const cwd = folder({ 'k8s/a.yaml': pod('a', `nginx:1@${A}`) });
    const { code, stderr } = await command(['images', '--write-lock', 'k8s', '--digests', '-'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('k8s is a folder; write paths before --write-lock');
  });

  test.each<[Buffer | string, string]>([
    [Buffer.from('nginx:1\xff', 'latin1'), '- is not UTF-8; save it as UTF-8'],
    [A, '-:1:1: digest "sha256:aaa'],
  ])('a list that cannot be read: %#', async (stdin, message) => {
    const { code, stderr } = await command(['images', '--write-lock', '--digests', '-'], { cwd: folder(), stdin });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('a lock file', () => {
  const broken: [text: string | Buffer, message: string][] = [
    ['', ':1:1: is empty; write it with cdk8s-hardened images --write-lock'],
    ['# nothing\n', ':1:1: is empty'],
    ['version: 1\nimages: [\n', ':'],
    ['version: 1\nimages: []\n---\nversion: 1\n', ':4:1: is a second document; write one'],
    ['- a\n', ':1:1: is not a mapping'],
    ['images: []\n', ':1:1: has no version'],
    ['images: []\nversion: 2\n', ':2:1: /version is 2'],
    ['version: 1\nversion: 1\nimages: []\n', ':2:1: '],
    [
      'version: 1\r\nimages:\r\n  - image: nginx:1\r\n    digest: x\r\n',
      ':3:5: /images/0/image is "nginx:1"; write it in full',
    ],
    [lockOf([NGINX, A.slice(2)]), ':4:5: /images/0/digest digest "a256:'],
    [lockOf([NGINX, A], [NGINX, A]), ':5:5: /images/1/image is also the image of /images/0'],
    ['version: 1\nimages: []\n__proto__: { images: [] }\n', ':3:1: /__proto__ is not known'],
    [Buffer.from('\ufeffversion: 1\nimages: [x]\n'), ':2:10: /images/0 is "x"'],
    [Buffer.from('version: \xff\n', 'latin1'), ': is not UTF-8'],
    [Buffer.from('version: 1\n', 'utf16le'), ':1:2: null byte'],
    [`<<<<<<< ours\n${lockOf([NGINX, A])}=======\n${lockOf([NGINX, B])}>>>>>>> theirs\n`, ':'],
  ];

  test.each(broken)('%j is refused, with its place', async (text, message) => {
    const cwd = folder({ 'images.lock.yaml': text, 'a.yaml': pod('a', 'nginx:1') });
    const path = join(cwd, 'images.lock.yaml');
    expect(() => ImageLock.fromFile(path)).toThrow(`${path}${message}`);
    const { code, stdout, stderr } = await command(['check', 'a.yaml', '--images-lock', 'images.lock.yaml'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`cdk8s-hardened: images.lock.yaml${message}`);
  });

  test('that is not there is an error that says how to write it', () => {
    expect(() => ImageLock.fromFile('/nowhere/images.lock.yaml')).toThrow(
      '/nowhere/images.lock.yaml: does not exist; write it with cdk8s-hardened images --write-lock',
    );
  });
});

describe('check', () => {
  const argv = ['check', '--format', 'json', 'k8s'];
  const rule = 'image-lock-mismatch';
  const files = {
    'k8s/web.yaml': pod('web', `nginx:1.27@${B}`, `redis:7@${A}`, `web:1@${A}`),
    'state/lock.yaml': lockOf([NGINX, A], ['docker.io/library/old:1', A], ['docker.io/library/web:1', A]),
  };
  async function found(cwd: string, ...more: string[]) {
    const { code, stdout, stderr } = await command([...argv, ...more], { cwd });
    expect(stderr).toBe('');
    const mine = JSON.parse(stdout).findings.filter((finding: any) => finding.rule === rule);
    return {
      code,
      found: mine.map((each: any) => [each.severity, each.location.file, each.location.line, each.waived?.reason]),
    };
  }
  const all = [
    ['low', 'state/lock.yaml', 5, undefined],
    ['high', 'k8s/web.yaml', 7, undefined],
    ['medium', 'k8s/web.yaml', 9, undefined],
  ];

  test('compares with the lock of the policy, or of the option', async () => {
    const cwd = folder({ ...files, 'hardening.yaml': 'profile: baseline\nimagesLock: ./state/lock.yaml\n' });
    expect(await found(cwd)).toEqual({ code: 1, found: all });
    expect(await found(cwd, '--profile', 'restricted')).toEqual({ code: 1, found: all });
    expect((await found(cwd, '--no-policy')).found).toEqual([]);
    expect((await found(cwd, '--no-policy', '--images-lock', 'state/lock.yaml')).found).toEqual(all);
    const text = await command(['check', 'k8s'], { cwd });
    expect(text.stdout).toContain('ImageLock state/lock.yaml');
    expect(text.stdout).toContain('state/lock.yaml:5:5  /images/1');
  });

  test('the policy decides about it as about any rule', async () => {
    const waivers = `waivers:\n  - { rule: ${rule}, kind: Pod, namespace: shop, name: web, reason: rolled back for now, expires: "2027-01-31" }\n`;
    const policy = 'profile: baseline\nimagesLock: ./state/lock.yaml\n';
    const settled = folder({
      ...files,
      'hardening.yaml': `${policy}rules:\n  ${rule}: { severity: info, options: { partial: true } }\n${waivers}`,
    });
    expect(await found(settled)).toEqual({
      code: 0,
      found: [
        ['info', 'k8s/web.yaml', 7, 'rolled back for now'],
        ['info', 'k8s/web.yaml', 9, 'rolled back for now'],
      ],
    });
    writeFileSync(join(settled, 'hardening.yaml'), `${policy}rules:\n  ${rule}: false\n`);
    expect(await found(settled)).toEqual({ code: 0, found: [] });
    writeFileSync(join(settled, 'hardening.yaml'), `${policy}rules:\n  ${rule}: { options: { full: true } }\n`);
    const { code, stderr } = await command(argv, { cwd: settled });
    expect(code).toBe(2);
    expect(stderr).toContain('hardening.yaml:4:');
  });

  test('a lock that is not there is an error', async () => {
    const cwd = folder({ ...files, 'hardening.yaml': 'imagesLock: ./no.yaml\n' });
    const { code, stderr } = await command(argv, { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('no.yaml: does not exist; write it with cdk8s-hardened images --write-lock');
    expect(() => PolicyFile.fromFile(join(cwd, 'hardening.yaml'))).not.toThrow(); // a synth may come before the first lock
  });

  test('what the lock was written from passes', async () => {
    const cwd = folder({
      'k8s/web.yaml': pod('web', `nginx:1.27@${B}`),
      'hardening.yaml': 'profile: baseline\nimagesLock: images.lock.yaml\n',
    });
    expect((await command(['images', 'k8s', '--write-lock'], { cwd })).code).toBe(0);
    expect(await found(cwd)).toEqual({ code: 0, found: [] });
  });
});
