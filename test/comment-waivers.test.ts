import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { command, folder } from './support/command-line';

const POLICY = 'waiverPolicy: { comments: true }\n';
const MARK = '# cdk8s-hardened:';
const WAIVE = `${MARK} waive host-pid, expires 2027-06-30, reads the nodes, all of them`;
const SCHEMA = JSON.parse(readFileSync(join(__dirname, '..', 'docs', 'report.schema.json'), 'utf8'));

/** A pod that has one finding, with a line at a place of its own. */
const pod = (name: string, lines: { top?: string; field?: string; trailing?: string; end?: string } = {}) =>
  [
    ...(lines.top === undefined ? [] : [lines.top]),
    'apiVersion: v1',
    'kind: Pod',
    `metadata: { name: ${name}, namespace: shop }`,
    'spec:',
    ...(lines.field === undefined ? [] : [`  ${lines.field}`]),
    `  hostPID: true${lines.trailing === undefined ? '' : ` ${lines.trailing}`}`,
    '  containers: [{ name: web, image: web }]',
    ...(lines.end === undefined ? [] : [lines.end]),
    '',
  ].join('\n');

async function check(text: string, policy = POLICY, ...argv: string[]) {
  const cwd = folder({ 'hardening.yaml': policy, 'pod.yaml': text });
  const { code, stdout, stderr } = await command(
    ['check', 'pod.yaml', '--rules', 'host-pid,host-ipc', '--format', 'json', ...argv],
    { cwd },
  );
  expect(stderr).toBe('');
  const json = JSON.parse(stdout);
  expect(new Ajv().compile(SCHEMA)(json)).toBe(true);
  const named = (isWaived: boolean) =>
    json.findings.filter(({ waived }: any) => (waived !== null) === isWaived).map(({ object }: any) => object.name);
  const errors = json.errors.map(({ location: { line, column }, message }: any) => `${line}:${column}: ${message}`);
  return { code, json, open: named(false), waived: named(true), errors };
}

describe('a comment beside an object', () => {
  test.each([
    ['above its fields', { top: WAIVE }],
    ['between its fields', { field: WAIVE }],
    ['behind a field', { trailing: WAIVE }],
    ['below its fields', { end: WAIVE }],
    ['indented', { end: `      ${WAIVE}` }],
  ])('waives a finding: %s', async (_, lines) => {
    expect(await check(pod('web', lines))).toMatchObject({ code: 0, open: [], waived: ['web'], errors: [] });
  });

  test('is listed with where it stands, in JSON and SARIF, and where it expires', async () => {
    const { json } = await check(pod('web', { field: WAIVE }));
    expect(json.findings[0].waived).toMatchObject({
      ...{ rule: 'host-pid', kind: 'Pod', namespace: 'shop', name: 'web' },
      ...{ reason: 'reads the nodes, all of them', expires: '2027-06-30', origin: 'pod.yaml:5' },
    });
    const cwd = folder({
      'hardening.yaml': POLICY,
      'pod.yaml': pod('web', { field: WAIVE.replace('2027-06', '2026-11') }),
    });
    const argv = ['check', 'pod.yaml', '--rules', 'host-pid'];
    const sarif = JSON.parse((await command([...argv, '--format', 'sarif'], { cwd })).stdout);
    expect(sarif.runs[0].results[0].suppressions).toMatchObject([
      {
        kind: 'inSource',
        justification: 'reads the nodes, all of them',
        location: { physicalLocation: { artifactLocation: { uri: 'pod.yaml' }, region: { startLine: 5 } } },
      },
    ]);
    expect((await command(argv, { cwd })).stdout).toContain(
      'host-pid of Pod shop/web, comment in pod.yaml:5: ends in 6 days, on 2026-11-30',
    );
  });

  test('may name several rules, a ticket and a container', async () => {
    const comment = `${MARK} waive host-pid host-ipc, ticket SEC-1, expires 2027-06-30, reads the nodes`;
    const both = pod('web', { field: comment }).replace('hostPID: true', 'hostPID: true\n  hostIPC: true');
    const { json, open } = await check(both, 'waiverPolicy: { comments: true, ticketPattern: "SEC-[0-9]+" }\n');
    expect(open).toEqual([]);
    expect(json.findings.map(({ waived }: any) => waived.ticket)).toEqual(['SEC-1', 'SEC-1']);
    const { json: narrow } = await check(pod('web', { top: WAIVE.replace('expires', 'container gone, expires') }));
    expect(narrow.waivers.unused).toMatchObject([
      { waiver: { container: 'gone', origin: 'pod.yaml:1' }, why: expect.stringContaining('not about a container') },
    ]);
  });

  test('counts for nothing by default, which the report says', async () => {
    for (const policy of ['profile: nsa\n', 'waiverPolicy: { comments: false }\n']) {
      const { code, open, json, errors } = await check(pod('web', { top: WAIVE }), policy);
      expect({ code, open, errors }).toEqual({ code: 1, open: ['web'], errors: [] });
      expect(json.waivers.unused).toMatchObject([{ why: expect.stringContaining('is a comment, which profile') }]);
    }
    expect((await check(`${WAIVE}\n---\n${pod('web', { top: `${MARK} wave` })}`, 'profile: nsa\n')).code).toBe(1);
  });

  test('is none inside of a text, or behind another word', async () => {
    const inside = pod('web', { end: `  hostname: "web\n    ${WAIVE}"` });
    expect((await check(inside)).open).toEqual(['web']);
    const block = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata:\n  a: |\n    ${MARK} nothing\n`;
    expect(await check(`${block}---\n${pod('web')}`)).toMatchObject({ open: ['web'], errors: [] });
    expect((await check(pod('web', { top: `# see ${WAIVE.slice(2)}` }))).open).toEqual(['web']);
  });

  test.each([
    [
      'no verb',
      `${MARK} ignore host-pid`,
      '1:1: comment says "ignore host-pid"; write waive RULE, expires YYYY-MM-DD, reason',
    ],
    ['no rule', `${MARK} waive, expires 2027-06-30, reads the nodes`, '1:1: comment says "waive, expires'],
    [
      'no day',
      `${MARK} waive host-pid, reads the nodes`,
      '1:1: waiver of "host-pid" has no last day before the reason',
    ],
    [
      'a day behind the reason',
      `${MARK} waive host-pid, reads the nodes, expires 2027-06-30`,
      'has no last day before',
    ],
    ['no day of the calendar', `${MARK} waive host-pid, expires 2027-02-30, reads the nodes`, 'no day of the calendar'],
    ['no reason', `${MARK} waive host-pid, expires 2027-06-30`, 'has no reason'],
    ['a term twice', `${WAIVE.replace(',', ', expires 2027-01-01,')}`, 'says "expires" twice; say it once'],
  ])('with %s is an error with its place', async (_, comment, message) => {
    const { code, errors } = await check(pod('web', { top: comment }));
    expect(code).toBe(2);
    expect(errors).toEqual([expect.stringContaining(message)]);
    expect(errors[0]).toMatch(/^1:1: /);
  });

  test('of a misspelt rule is reported, with the nearest one', async () => {
    const { json } = await check(pod('web', { top: WAIVE.replace('host-pid', 'host-pidd') }));
    expect(json.waivers.unused).toMatchObject([{ why: expect.stringContaining('did you mean "host-pid"?') }]);
  });
});

describe('a comment belongs', () => {
  const item = (name: string, inside = '') =>
    `  - apiVersion: v1\n    kind: Pod\n${inside}    metadata: { name: ${name}, namespace: shop }\n    spec: { hostPID: true, containers: [{ name: web, image: web }] }\n`;
  const list = (...items: string[]) => `apiVersion: v1\nkind: List\nitems:\n${items.join('')}`;
  const NONE = 'comment belongs to no object; write it below the ---';

  test('to the document that it stands in', async () => {
    const text = `${pod('a')}---\n${pod('b', { top: WAIVE })}---\n${pod('c')}`;
    expect(await check(text)).toMatchObject({ open: ['a', 'c'], waived: ['b'] });
    const atEnd = `${pod('a')}${WAIVE}\n---\n${pod('b')}`;
    expect(await check(atEnd)).toMatchObject({ open: ['b'], waived: ['a'] });
  });

  test('to no object above the first ---, or in a document of its own', async () => {
    const first = await check(`# a file\n${WAIVE}\n---\n${pod('a')}`);
    expect(first).toMatchObject({ code: 2, open: ['a'], errors: [expect.stringContaining(NONE)] });
    expect(first.errors[0]).toMatch(/^2:1: /);
    const between = await check(`${pod('a')}---\n${WAIVE}\n---\n${pod('b')}`);
    expect(between).toMatchObject({ code: 2, open: ['a', 'b'], errors: [expect.stringContaining(NONE)] });
  });

  test('to the item of a list whose fields it is indented like', async () => {
    const inside = list(item('a'), item('b', `    ${WAIVE}\n`), item('c'));
    expect(await check(inside)).toMatchObject({ open: ['a', 'c'], waived: ['b'], errors: [] });
    const below = list(item('a'), `${item('b')}    ${WAIVE}\n`, item('c'));
    expect(await check(below)).toMatchObject({ open: ['a', 'c'], waived: ['b'] });
    const trailing = list(item('a'), item('b').replace('kind: Pod', `kind: Pod ${WAIVE}`), item('c'));
    expect(await check(trailing)).toMatchObject({ open: ['a', 'c'], waived: ['b'] });
  });

  test.each([
    ['above an item', list(item('a'), `  ${WAIVE}\n`, item('b'))],
    ['above the first item', list(`  ${WAIVE}\n`, item('a'), item('b'))],
    ['beside the list', `${WAIVE}\n${list(item('a'), item('b'))}`],
    ['below the list', `${list(item('a'), item('b'))}${WAIVE}\n`],
    ['behind a field of the list', `apiVersion: v1\nitems:\n${item('a')}${item('b')}kind: List ${WAIVE}\n`],
    [
      'behind two items in one line',
      `apiVersion: v1\nkind: List\nitems: [${['a', 'b'].map((name) => JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' }, spec: { hostPID: true, containers: [{ name: 'web', image: 'web' }] } })).join(', ')}] ${WAIVE}\n`,
    ],
  ])('to no item %s', async (_, text) => {
    expect(await check(text)).toMatchObject({
      code: 2,
      open: ['a', 'b'],
      waived: [],
      errors: [expect.stringContaining(NONE)],
    });
  });

  test('and thousands of them in one list cost as much as the list', async () => {
    const time = async (text: string) => {
      const start = performance.now();
      await check(text);
      return performance.now() - start;
    };
    const names = Array.from({ length: 3000 }, (_, index) => `p${index}`);
    const plain = await time(list(...names.map((name) => item(name))));
    expect(await time(list(...names.map((name) => item(name, `    ${WAIVE}\n`))))).toBeLessThan(3 * plain + 3000);
  });
});
