import { Checker } from '../../src/engine/checker';
import { defineRule } from '../../src/engine/define-rule';
import { Profile } from '../../src/engine/profile';
import { Severity } from '../../src/engine/severity';
import { ManifestSet } from '../../src/model/manifest-set';
import { FORMATS, findFormat } from '../../src/report/formats/formats';
import { joined } from '../../src/report/pieces';
import { HOSTILE, hostile, judged, RULES, sample, TODAY, WEB } from './sample';

const BY_NAME = FORMATS.map((format) => [format.name, format] as const);

test('a format is found by its name, and a wrong name gets a hint', () => {
  expect(findFormat('sarif')).toMatchObject({ extension: '.sarif', contentType: 'application/sarif+json' });
  expect(() => findFormat('sariff')).toThrow('sarif');
  expect(() => findFormat('constructor')).toThrow('format "constructor"');
  expect(new Set(BY_NAME.map(([name]) => name)).size).toBe(FORMATS.length);
});

/** A report of a profile and of a rule of others, with all texts that are theirs. */
function foreign(text: string): ReturnType<typeof judged> {
  const about = { title: text, severity: Severity.LOW, profiles: [], references: [text], standards: [text] };
  const rules = [`rule${text}`, `off${text}`].map((id) =>
    defineRule({ id, ...about, visit: { manifest: (_, { report }) => report({ pointer: '', message: text }) } }),
  );
  const profile = new Profile(`profile${text}`, { rules }).withoutRules(`off${text}`);
  const { context, report } = judged({ 'web.yaml': WEB });
  const manifests = report.findings.flatMap(({ manifest }) => manifest ?? []).slice(0, 1);
  const own = new Checker({ profile, today: TODAY }).check(ManifestSet.fromManifests(manifests));
  return { report: own, context: { ...context, rules } };
}

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

  test('says which rules were not asked, also where nothing is found', () => {
    const profile = new Profile('ours', { rules: RULES }).withoutRules('host-pid', 'host-network');
    for (const text of ['', WEB]) {
      const { report, context } = judged({ 'web.yaml': text });
      const manifests = report.findings.flatMap(({ manifest }) => manifest ?? []).slice(0, 1);
      const own = new Checker({ profile, today: TODAY }).check(ManifestSet.fromManifests(manifests));
      const shown = joined(format.render(own, { ...context, rules: profile.rules }));
      for (const id of ['host-pid', 'host-network']) expect(shown).toContain(id);
    }
  });

  test('holds nothing that a terminal obeys or that turns the writing direction', () => {
    const text = render(hostile(HOSTILE));
    for (const each of [text, render(foreign(HOSTILE.join(' ')))])
      expect(each.replaceAll('\r\n', '\n').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u200f\u202e]/u);
    // A line of an object's own making would be a command to GitHub.
    expect(text).not.toMatch(/^::error::injected/m);
  });
});
