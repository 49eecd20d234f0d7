import { Report } from '../../src/engine/report';
import { wantsColour } from '../../src/report/colour';
import { sourceExcerpt } from '../../src/report/formats/source-excerpt';
import { reportText } from '../../src/report/formats/text';
import { joined } from '../../src/report/pieces';
import { judged, sample, WEB } from './sample';

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
