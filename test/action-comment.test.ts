import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { command, folder, podYaml } from './support/command-line';

const SCRIPT = join(__dirname, '..', 'action', 'comment.mjs');

interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: string; readonly login: string };
}

/** A forge with one pull request, number 7, which keeps its comments and refuses what GitHub refuses. */
class Forge {
  public readonly comments: Comment[] = [];
  public readonly writes: string[] = [];
  public readonly tokens = new Set<string | undefined>();
  public refuses = false;
  private readonly server = createServer(async (request, response) => {
    const { status, json } = this.answer(request, await textOf(request));
    response.writeHead(status, { 'content-type': 'application/json' }).end(json && JSON.stringify(json));
  });

  public async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
  }

  public async stop(): Promise<void> {
    await new Promise((done) => this.server.close(done));
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public add(body: string, type = 'User'): Comment {
    const comment = { id: 100 + this.comments.length, body, user: { type, login: type } };
    this.comments.push(comment);
    return comment;
  }

  private answer(
    { method = '', url = '', headers }: IncomingMessage,
    text: string,
  ): { status: number; json?: unknown } {
    this.tokens.add(headers.authorization);
    const { pathname, searchParams } = new URL(url, this.url);
    const body: string = text === '' ? '' : JSON.parse(text).body;
    if (method !== 'GET') this.writes.push(method);
    if (method !== 'GET' && this.refuses) return { status: 403 };
    if (body.length > 65_536) return { status: 422 };
    if (pathname === '/repos/acme/shop/issues/7/comments') {
      if (method === 'POST') return { status: 201, json: this.add(body, 'Bot') };
      const [size, page] = ['per_page', 'page'].map((name) => Number(searchParams.get(name))) as [number, number];
      return { status: 200, json: this.comments.slice((page - 1) * size, page * size) };
    }
    const index = this.comments.findIndex(({ id }) => pathname === `/repos/acme/shop/issues/comments/${id}`);
    const [found] = index < 0 ? [] : this.comments.slice(index, index + 1);
    if (!found) return { status: 404 };
    if (method === 'DELETE') this.comments.splice(index, 1);
    else found.body = body;
    return method === 'DELETE' ? { status: 204 } : { status: 200, json: found };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe('the comment of the action', () => {
  const forge = new Forge();
  beforeAll(() => forge.start());
  afterAll(() => forge.stop());
  beforeEach(() => {
    forge.comments.length = 0;
    forge.writes.length = 0;
    forge.refuses = false;
  });

  async function write(text: string, key = 'k8s', event: unknown = { pull_request: { number: 7 } }) {
    const cwd = folder({ 'text.md': text, 'event.json': JSON.stringify(event) });
    const child = spawn(process.execPath, [SCRIPT, join(cwd, 'text.md'), key], {
      env: {
        ...{ GITHUB_API_URL: forge.url, GITHUB_REPOSITORY: 'acme/shop', GITHUB_EVENT_PATH: join(cwd, 'event.json') },
        ...{ GITHUB_WORKFLOW: 'ci', GITHUB_JOB: 'hardening', TOKEN: 'secret' },
      },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    const code = await new Promise((done) => child.on('close', done));
    return { code, said };
  }

  const SILENT = { code: 0, said: '' };

  test('is written once, updated in place, and left alone where it says the same', async () => {
    forge.add('a person writes');
    expect(await write('first')).toEqual(SILENT);
    expect(await write('second')).toEqual(SILENT);
    expect(await write('second')).toEqual(SILENT);
    expect(forge.comments.map(({ body }) => body)).toEqual([
      'a person writes',
      expect.stringMatching(/^<!-- cdk8s-hardened [0-9a-f]{16} -->\nsecond$/),
    ]);
    expect(forge.writes).toEqual(['POST', 'PATCH']);
    expect([...forge.tokens]).toEqual(['Bearer secret']);
  });

  test('is not written where nothing changed, and goes where nothing changes any more', async () => {
    expect(await write('')).toEqual(SILENT);
    expect(forge.writes).toEqual([]);
    await write('weaker');
    expect(await write('')).toEqual(SILENT);
    expect(forge.comments).toEqual([]);
    expect(forge.writes).toEqual(['POST', 'DELETE']);
  });

  test('is found on every page, and is one for each path', async () => {
    for (let index = 0; index < 250; index += 1) forge.add(`number ${index}`);
    await write('one', 'k8s');
    await write('other', 'charts');
    for (let index = 0; index < 100; index += 1) forge.add(`later ${index}`);
    await write('two', 'charts');
    expect(forge.comments.filter(({ user }) => user.type === 'Bot').map(({ body }) => body.split('\n')[1])).toEqual([
      'one',
      'two',
    ]);
  });

  test('is never that of a person who copied the marker', async () => {
    await write('weaker');
    const [own] = forge.comments as [Comment];
    const copy = forge.add(own.body);
    forge.comments.shift();
    await write('still weaker');
    expect(copy.body).toContain('\nweaker');
    expect(forge.comments.at(-1)).toMatchObject({
      body: expect.stringContaining('still weaker'),
      user: { type: 'Bot' },
    });
  });

  test('that is refused is a warning, and so is one that is too long', async () => {
    forge.refuses = true;
    const { code, said } = await write('weaker');
    expect({ code, said }).toEqual({
      code: 0,
      said: '::warning title=cdk8s-hardened::the comment is not written: POST /repos/acme/shop/issues/7/comments is answered with 403\n',
    });
    expect(said).not.toContain('secret');
    expect((await write('é'.repeat(40_000))).said).toContain('the text has more than 65536 bytes');
    expect(forge.comments).toEqual([]);
  });

  test('is for pull requests only', async () => {
    expect(await write('weaker', 'k8s', { ref: 'main' })).toEqual(SILENT);
    expect(forge.writes).toEqual([]);
  });
});

describe('what the comment says', () => {
  const clean = { 'k8s/web.yaml': podYaml('web') };

  async function difference(before: { [path: string]: string }, now: { [path: string]: string }) {
    const cwd = folder(before);
    const git = (...argv: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...argv], { cwd });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'before');
    for (const [path, text] of Object.entries(now)) writeFileSync(join(cwd, path), text);
    const argv = ['diff', '--format', 'markdown', '--only-changed', 'git:HEAD:k8s', 'k8s'];
    return command(argv, { cwd, env: process.env });
  }

  test('is nothing where nothing changed', async () => {
    expect(await difference(clean, {})).toEqual({ code: 0, stdout: '', stderr: '' });
    const moved = { 'k8s/web.yaml': `# a comment\n${podYaml('web')}` };
    expect(await difference(clean, moved)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('starts with what got weaker, the worst first', async () => {
    const pods = (extra: string) =>
      [podYaml('a-low', []), podYaml('b-bad', extra === '' ? [] : [extra])].join('\n---\n');
    const old = { 'k8s/web.yaml': pods('') };
    const worse = pods('  hostPID: true').replace('name: a-low\n', 'name: a-low\n  labels: { team: a }\n');
    const fixed = `${worse}\n---\n${podYaml('c-new', ['      securityContext: { privileged: true }'])}\n---\na: [`;
    const { stdout, code } = await difference(old, {
      'k8s/web.yaml': fixed.replace('---\na: [', '---\napiVersion: 1\nkind: Pod'),
    });
    expect(code).toBe(2);
    const headings = stdout.split('\n').filter((line) => line.startsWith('###'));
    expect(headings.map((line) => line.replace(/^### /, '').split(':')[0])).toEqual(['Weaker', 'Weaker', 'Not judged']);
    expect(headings[0]).toContain('c-new');
    expect(headings[1]).toContain('b-bad');
  });

  test('folds what is much, and fits into a comment', async () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      podYaml(`web-${index}`, ['      securityContext: { privileged: true }', '  hostPID: true']),
    );
    const { stdout, code } = await difference(clean, { 'k8s/many.yaml': many.join('\n---\n') });
    expect(code).toBe(1);
    expect(Buffer.byteLength(stdout)).toBeLessThan(65_001);
    const [open, folded] = [/^### Weaker/gm, /^<details><summary>Weaker/gm].map(
      (each) => stdout.match(each)?.length ?? 0,
    );
    expect(open).toBeGreaterThan(0);
    expect(open).toBeLessThan(5);
    expect(folded).toBeGreaterThan(5);
    expect(stdout).toMatch(/Left out, because it would be too long: \d+ findings/);
  });
});
