import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { escapeUnprintable } from '../../src/report/escape';
import { reportCsv } from '../../src/report/formats/csv';
import { reportJunit } from '../../src/report/formats/junit';
import { joined } from '../../src/report/pieces';
import { hostile, judged, names, sample, WEB } from './sample';

/** Reads CSV as RFC 4180 has it, and nothing more lenient. */
function parseCsv(text: string): string[][] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const rows: string[][] = [[]];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) throw new Error(`no CSV: ${JSON.stringify(text.slice(0, 200))}`);
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? (match[2] as string));
    if (match[3] === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

const pod = WEB.replace(/ {4}- name: log[\s\S]*/, '').replace('        privileged: true', '        runAsNonRoot: true');

describe('the CSV report', () => {
  const csv = ({ report, context }: ReturnType<typeof judged>) => joined(reportCsv(report, context));

  test('is a table', () => {
    expect(csv(judged({ 'web.yaml': pod }))).toBe(
      [
        'state,severity,rule,message,apiVersion,kind,namespace,name,container,pointer,file,line,column,construct,createdAt,waivedUntil,waivedBecause,ticket,fingerprint,standards,title,related',
        `open,medium,host-pid,"pod sees all processes; remove hostPID",v1,Pod,shop,web,,/spec/hostPID,web.yaml,7,3,,,,,,784c1580192911ec9b57150ec0ee5bf9,NSA/CISA P4,"Pods do not see the node's processes",`,
        '',
      ].join('\r\n'),
    );
  });

  test('has a row for all that is open, waived, in the baseline or gone from it, not judged, and unused waivers', () => {
    const [head = [], ...rows] = parseCsv(csv(sample()));
    const states = rows.map(([state]) => state);
    expect(states.sort()).toEqual(
      [
        'baselined',
        'unused waiver',
        'error',
        'error',
        'gone from baseline',
        ...Array(7).fill('open'),
        'waived',
        'waived',
      ].sort(),
    );
    const waived = rows.find((row) => row[head.indexOf('ticket')] === 'OPS-1') ?? [];
    expect(waived[head.indexOf('waivedUntil')]).toBe('2026-12-31');
  });

  test('says what it was told, and nothing that a spreadsheet works out', () => {
    fc.assert(
      fc.property(fc.uniqueArray(names, { minLength: 1, maxLength: 3 }), (texts) => {
        const sample = hostile(texts);
        const [head = [], ...rows] = parseCsv(csv(sample));
        expect(rows.every((row) => row.length === head.length)).toBe(true);
        expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
        const messages = rows.filter(([state]) => state === 'error').map((row) => row[head.indexOf('message')]);
        const shown = messages.map((message) => message?.replace(/^'(?='*\s*[=+\-@|%＝＋－＠])/, ''));
        expect(shown).toEqual([...texts, ...texts].map(escapeUnprintable));
      }),
    );
  });
});

describe('the JUnit report', () => {
  const parse = (text: string) =>
    new DOMParser({
      onError: (level, message) => {
        throw new Error(`${level}: ${message}`);
      },
    }).parseFromString(text, 'text/xml');
  const junit = ({ report, context }: ReturnType<typeof judged>) => joined(reportJunit(report, context));
  const elements = (text: string, name: string) => [...parse(text).getElementsByTagName(name)];

  test('has a suite for the object, and one for the rules that found nothing', () => {
    const { report, context } = judged({ 'web.yaml': pod });
    const some = {
      ...context,
      rules: context.rules.filter(({ meta }) => ['host-pid', 'host-network'].includes(meta.id)),
    };
    expect(joined(reportJunit(report, some))).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cdk8s-hardened test, Kubernetes 1.37" tests="2" failures="1" errors="0" skipped="0">
  <testsuite name="Pod shop/web" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="Pod shop/web" name="host-pid /spec/hostPID" file="web.yaml" line="7"><failure message="pod sees all processes; remove hostPID" type="medium">/spec/hostPID
web.yaml:7:3</failure></testcase>
  </testsuite>
  <testsuite name="rules that found nothing" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="rules that found nothing" name="host-network: Pods do not use the network of the node"/>
  </testsuite>
</testsuites>
`);
  });

  test('skips what is waived, with its reason and its days', () => {
    const messages = elements(junit(sample()), 'skipped').map((element) => element.getAttribute('message'));
    expect(messages).toEqual([
      'in the baseline',
      'waived until 2026-12-31 (37 days left): needed until the move (OPS-1)',
      'waived until 2026-11-26 (2 days left): needed until the move',
    ]);
  });

  test('has errors for what was not judged, and counts right', () => {
    const text = junit(sample());
    expect(elements(text, 'failure').at(-1)?.getAttribute('message')).toContain('remove it from the baseline');
    expect(elements(text, 'error').map((element) => element.getAttribute('message'))).toEqual([
      'is no YAML; mend it',
      'rule "default-namespace" crashed: no such <key>; report it to its author',
    ]);
    const [all] = elements(text, 'testsuites');
    for (const [attribute, element] of [
      ['tests', 'testcase'],
      ['failures', 'failure'],
      ['errors', 'error'],
      ['skipped', 'skipped'],
    ] as const) {
      expect(Number(all?.getAttribute(attribute))).toBe(elements(text, element).length);
    }
  });

  test('is XML that says what it was told, whatever objects are called', () => {
    fc.assert(
      fc.property(fc.uniqueArray(names, { minLength: 1, maxLength: 3 }), (texts) => {
        const messages = elements(junit(hostile(texts)), 'error').map((element) => element.getAttribute('message'));
        const pointed = texts.map((text) => (text === '' ? '/ ' : `/${text} ${text}`));
        expect(messages).toEqual([...texts, ...pointed].map(escapeUnprintable));
      }),
    );
  });
});
