import { Report } from '../../src/engine/report';
import { wantsColour } from '../../src/report/colour';
import { sourceExcerpt } from '../../src/report/formats/source-excerpt';
import { reportText } from '../../src/report/formats/text';
import { joined } from '../../src/report/pieces';
import { hostile, judged, sample, WEB } from './sample';

describe('the source of a finding', () => {
  const { report, context } = judged({ 'web.yaml': WEB });
  const text = joined(reportText(report, context));

  test('stands below it, with a caret under the field', () => {
    expect(text).toContain(
      [
        '  ✗ host-pid (medium) — pod sees all processes; remove hostPID',
        '      web.yaml:7:3  /spec/hostPID',
        '      7 │   hostPID: true # as before',
        '        │   ^',
        '',
      ].join('\n'),
    );
  });

  test('stands there once where several findings are about one place', () => {
    const bare = judged({ 'web.yaml': WEB.replace(/ {6}securityContext:\n.*\n/, '') });
    const twice = [...bare.report.findings].flatMap((finding) => [finding, finding]);
    const shown = joined(reportText(new Report({ ...bare.report, findings: twice }), bare.context));
    expect(shown.match(/web\.yaml:9:7/g)).toHaveLength(2);
    expect(shown.match(/9 │ {5}- name: web/g)).toHaveLength(1);
  });

  test('is left out where the text is not at hand', () => {
    expect(joined(reportText(report, { ...context, sourceLine: undefined }))).not.toContain('│');
  });

  const excerpt = (line: string, column: number) =>
    sourceExcerpt({ file: 'a', line: 12, column }, { ...context, sourceLine: () => line });

  test.each([
    ['\ta: 1', 2, ['12 │   a: 1', '   │   ^']],
    ['{ "名": 1, "b": 2 }', 11, ['12 │ { "名": 1, "b": 2 }', '   │            ^']],
    ['\u001b[1m: x', 6, ['12 │ \\u001b[1m: x', '   │           ^']],
    ['  ', 1, []],
  ])('has its caret in the right column of %j', (line, column, expected) => {
    expect(excerpt(line, column)).toEqual(expected);
  });

  test('is cut from a long line', () => {
    const [line = '', caret = ''] = excerpt(`${'x'.repeat(500)}y${'z'.repeat(500)}`, 501);
    expect(line).toHaveLength('12 │ '.length + 122);
    expect(line[caret.length - 1]).toBe('y');
    expect(line).toMatch(/^12 │ …x+yz+…$/);
  });
});

test('text tells of waivers that end soon and of the baseline', () => {
  const { report, context } = sample();
  const text = joined(reportText(report, context));
  expect(text).toContain(
    '  ! run-as-non-root of Pod shop/web container "log": ends in 2 days, on 2026-11-26; fix what it waives',
  );
  expect(text).toContain('  1 finding from before');
  expect(text).toContain('  ! host-pid of Pod shop/old /spec/hostPID: is no longer found; remove it from the baseline');
  expect(text).toContain('· 1 in the baseline · 1 gone from the baseline ·');
});

test('colour is the context’s to say', () => {
  const { report, context } = sample();
  expect(joined(reportText(report, context))).not.toContain('\u001b');
  expect(joined(reportText(report, { ...context, colour: true }))).toContain('\u001b[31m✗\u001b[0m');
});

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ TERM: 'dumb' }, true, false],
])('with %j on a terminal: %j, colour is wanted: %j', (env, isTTY, wanted) => {
  expect(wantsColour(env, isTTY)).toBe(wanted);
});

describe('a text of many findings', () => {
  /** Pods with one finding of hostPID each, of which the last is privileged too. */
  const many = (pods: number) =>
    judged(
      Object.fromEntries(
        Array.from({ length: pods }, (_, index) => {
          const pod = WEB.replace(/ {4}- name: log[\s\S]*/, '').replace('name: web', `name: web-${index}`);
          const state = index === pods - 1 ? 'privileged: true' : 'privileged: false';
          return [
            `${index}.yaml`,
            pod.replace('        privileged: true', `        runAsNonRoot: true\n        ${state}`),
          ];
        }),
      ),
    );
  const textOf = ({ report, context }: ReturnType<typeof judged>, more = {}) =>
    joined(reportText(report, { ...context, ...more }));

  test('lists up to 200 of them', () => {
    const two = many(199);
    expect(two.report.findings).toHaveLength(200);
    expect(textOf(two).match(/^ {2}✗ /gm)).toHaveLength(200);
  });

  test('groups more by rule, the worst first, with counts and the first places', () => {
    const text = textOf(many(200));
    expect(text.split('\n\n')).toEqual([
      'Rules with fixes: fix and Harden set the values',
      [
        'privileged-container: 1 critical in 1 object — Containers are not privileged',
        '    NSA/CISA P4 · PSS baseline · https://example.com/privileged',
        '  Pod shop/web-199: container "web" is privileged; set privileged to false',
        '      199.yaml:13:9  /spec/containers/0/securityContext/privileged',
      ].join('\n'),
      [
        "host-pid: 200 medium in 200 objects — Pods do not see the node's processes",
        '    NSA/CISA P4',
        ...['0', '1', '10'].flatMap((name) => [
          `  Pod shop/web-${name}: pod sees all processes; remove hostPID`,
          `      ${name}.yaml:7:3  /spec/hostPID`,
        ]),
        '  … and 197 more',
      ].join('\n'),
      'The first places of 2 rules. --all shows each of the 201 findings',
      expect.stringMatching(/^✗ 201 findings: 1 critical, 200 medium · 200 objects/),
    ]);
  });

  /** The report of `many`, whose rule has no fix. */
  const withoutFix = (rule: string, pods: number) => {
    const { report, context } = many(pods);
    const findings = report.findings.map((each) => (each.rule === rule ? { ...each, fix: [] } : each));
    return { report: report._with({ findings }), context };
  };

  test('has the rules with fixes first, however severe the others are', () => {
    const text = textOf(withoutFix('privileged-container', 200));
    const order = ['Rules with fixes', 'host-pid: 200', 'Rules that need a decision', 'privileged-container: 1'];
    const places = order.map((line) => text.indexOf(`\n\n${line}`));
    expect(places.slice(1)).toEqual([...places.slice(1)].sort((a, b) => a - b));
    expect(text.startsWith('Rules with fixes')).toBe(true);
    expect(textOf(many(200))).not.toContain('Rules that need a decision');
  });

  test('of few, the objects that a fix mends come first', () => {
    const text = textOf(withoutFix('host-pid', 3));
    expect(text.match(/^Pod shop\/web-\d/gm)).toEqual(['Pod shop/web-2', 'Pod shop/web-0', 'Pod shop/web-1']);
    expect(textOf(many(3)).match(/^Pod shop\/web-\d/gm)).toEqual([
      'Pod shop/web-0',
      'Pod shop/web-1',
      'Pod shop/web-2',
    ]);
  });

  test('lists all where they are asked for', () => {
    expect(textOf(many(200), { all: true }).match(/^ {2}✗ /gm)).toHaveLength(201);
  });

  test('keeps what is hostile from the terminal, and what was not judged', () => {
    const { report, context } = hostile();
    const findings = Array.from({ length: 201 }, () => report.findings[0] as (typeof report.findings)[0]);
    const text = textOf({ report: new Report({ ...report, findings }), context });
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text).toContain('Not judged');
  });
});
