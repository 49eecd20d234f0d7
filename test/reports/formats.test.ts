import { FORMATS, findFormat } from '../../src/report/formats/formats';
import { joined } from '../../src/report/pieces';
import { HOSTILE, hostile, judged, sample } from './sample';

const BY_NAME = FORMATS.map((format) => [format.name, format] as const);

test('a format is found by its name, and a wrong name gets a hint', () => {
  expect(findFormat('sarif')).toMatchObject({ extension: '.sarif', contentType: 'application/sarif+json' });
  expect(() => findFormat('sariff')).toThrow('sarif');
  expect(() => findFormat('constructor')).toThrow('format "constructor"');
  expect(new Set(BY_NAME.map(([name]) => name)).size).toBe(FORMATS.length);
});

describe.each(BY_NAME)('%s', (_, format) => {
  const render = ({ report, context }: ReturnType<typeof judged>) => joined(format.render(report, context));

  test('gives the same text each time, which ends its last line', () => {
    expect(render(sample())).toBe(render(sample()));
    expect(render(sample())).toMatch(/\n$/);
    expect(render(judged({}))).toMatch(/\n$/);
  });

  test('is asked for without a line of source, without a day, and by a report of nothing', () => {
    const { report, context } = sample();
    const { version, rules, unread, skipped } = context;
    expect(() => joined(format.render(report, { version, rules, unread, skipped }))).not.toThrow();
    expect(() => joined(format.render(report, { version, rules: [], unread, skipped }))).not.toThrow();
  });

  test('holds nothing that a terminal obeys or that turns the writing direction', () => {
    const text = render(hostile(HOSTILE));
    expect(text.replaceAll('\r\n', '\n').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u200f\u202e]/u);
    // A line of an object's own making would be a command to GitHub.
    expect(text).not.toMatch(/^::error::injected/m);
  });
});
