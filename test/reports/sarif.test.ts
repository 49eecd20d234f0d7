import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { Report } from '../../src/engine/report';
import { applyPatches } from '../../src/json/patch';
import type { Origin } from '../../src/model/object-ref';
import { reportSarif } from '../../src/report/formats/sarif';
import { joined } from '../../src/report/pieces';
import { readYaml } from '../../src/yaml/read';
import { hostile, judged, sample, WEB } from './sample';

// The schema of OASIS, as @microsoft/jest-sarif 1.0.0-beta.0 ships it (MIT). Draft 4 and 7 differ in what `id` is called.
const { id, $schema, ...schema } = JSON.parse(readFileSync(join(__dirname, 'sarif-2.1.0-rtm.5.json'), 'utf8'));
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
ajv.addFormat('uri', (text) => URL.canParse(text));
ajv.addFormat(
  'uri-reference',
  (text) => /^[\w.~!$&'()*+,;=:@%/?#[\]-]*$/.test(text) && URL.canParse(text, 'file:///x/'),
);
ajv.addFormat('date-time', true);
const isSarif = ajv.compile(schema);

function sarif({ report, context }: ReturnType<typeof judged>) {
  const json = JSON.parse(joined(reportSarif(report, context)));
  isSarif(json);
  expect(isSarif.errors).toBeNull();
  return json.runs[0];
}

describe('the SARIF report', () => {
  const run = sarif(sample());

  test('is SARIF, whatever objects are called', () => {
    expect(sarif(hostile()).results).toHaveLength(8);
    expect(isSarif({ version: '2.1.0', runs: [{}] })).toBe(false);
  });

  test('tells of each rule what it claims, who asks for it and how bad a violation is', () => {
    const rule = run.tool.driver.rules[0];
    expect(rule).toMatchObject({
      id: 'run-as-non-root',
      name: 'RunAsNonRoot',
      shortDescription: { text: 'Containers run as a non-root user' },
      helpUri: 'https://example.com/non-root',
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['security', 'kubernetes', 'NSA/CISA P1', 'CIS 5.2.7'], 'security-severity': '8.0' },
    });
    expect(rule.help.markdown).toContain('- <https://example.com/non-root>');
    // Its only finding is milder than the rule.
    expect(run.tool.driver.rules[3].defaultConfiguration.level).toBe('note');
    expect(run.tool.driver.rules[3].properties).not.toHaveProperty('security-severity');
  });

  test('places each result in a file or in the program, and in the object', () => {
    const result = run.results.find(
      (each: any) => each.message.text.includes('shop/web') && each.ruleId === 'host-pid',
    );
    expect(result).toMatchObject({
      ruleIndex: 2,
      level: 'warning',
      message: { text: 'Pod shop/web: pod sees all processes; remove hostPID' },
      partialFingerprints: {
        'cdk8sHardened/v1': expect.stringMatching(/^[0-9a-f]{32}$/),
        primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{32}:1$/),
      },
      suppressions: [],
    });
    expect(result.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'k8s/web.yaml', uriBaseId: 'SRCROOT' },
          region: { startLine: 7, startColumn: 3 },
        },
        logicalLocations: [
          { name: 'web', fullyQualifiedName: 'Pod shop/web', kind: 'resource' },
          { fullyQualifiedName: 'Pod shop/web#/spec/hostPID', kind: 'property' },
        ],
      },
    ]);
    const [made] = run.results.find((each: any) => each.message.text.startsWith('Pod made')).locations;
    expect(made.physicalLocation.region).toEqual({ startLine: 17, startColumn: 13 });
    expect(made.logicalLocations).toContainEqual({ fullyQualifiedName: 'app/made', kind: 'object' });
  });

  test('suppresses what is waived and what is in the baseline', () => {
    const suppressed = run.results.flatMap(({ suppressions }: any) => suppressions);
    expect(suppressed).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'needed until the move',
        properties: { expires: '2026-12-31', ticket: 'OPS-1' },
      },
      expect.objectContaining({ properties: { expires: '2026-11-26' } }),
      { kind: 'external', status: 'accepted', justification: 'in the baseline' },
    ]);
  });

  test('says what was not judged, and that the run is no success', () => {
    const [invocation] = run.invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(
      invocation.toolExecutionNotifications.map(({ level, associatedRule }: any) => [level, associatedRule]),
    ).toEqual([
      ['error', undefined],
      ['error', { id: 'default-namespace', index: 3 }],
      ['note', undefined],
    ]);
    expect(invocation.toolConfigurationNotifications.map(({ level }: any) => level)).toEqual([
      'error',
      'warning',
      'note',
    ]);
    expect(sarif(judged({ 'a.yaml': WEB })).invocations[0].executionSuccessful).toBe(true);
  });

  test('places an error where its origin is known, and nowhere else', () => {
    const { report, context } = judged({ 'a.yaml': WEB });
    const placesOf = (origin: Origin) => {
      const errors = [{ message: 'boom', origin }];
      const [told] = sarif({ report: new Report({ ...report, errors }), context }).invocations[0]
        .toolExecutionNotifications;
      return told.locations;
    };
    expect(placesOf({})).toBeUndefined();
    expect(placesOf({ constructPath: 'app/web' })).toEqual([
      { logicalLocations: [{ fullyQualifiedName: 'app/web', kind: 'object' }] },
    ]);
  });

  test('writes paths as URIs', () => {
    const uriOf = (file: string) =>
      sarif(judged({ [file]: WEB })).results[0].locations[0].physicalLocation.artifactLocation;
    expect(uriOf('./a b#c/ü.yaml')).toEqual({ uri: 'a%20b%23c/%C3%BC.yaml', uriBaseId: 'SRCROOT' });
    expect(uriOf('/tmp/a.yaml')).toEqual({ uri: 'file:///tmp/a.yaml' });
    expect(uriOf('a:b')).toEqual({ uri: 'a%3Ab', uriBaseId: 'SRCROOT' });
    expect(uriOf('-')).toEqual({ uri: 'stdin', uriBaseId: 'SRCROOT' });
  });

  test('has no placeholders and no links in its messages', () => {
    const text = WEB.replaceAll('name: web', 'name: "{0} [here](https://evil.example)"');
    expect(sarif(judged({ a: text })).results[0].message.text).toContain('{{0}} \\[here](https://evil.example)');
  });
});

/** Makes the replacements of a fix, the last first: all of them name places in the text as it was. */
function withReplacements(text: string, replacements: readonly any[]): string {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const offset = (line: number, column: number) => (starts[line - 1] as number) + column - 1;
  return replacements.reduceRight(
    (result, { deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent }) =>
      result.slice(0, offset(startLine, startColumn)) + insertedContent.text + result.slice(offset(endLine, endColumn)),
    text,
  );
}

/** The text of a file after the fix of each result, in the order of the findings; undefined where a result has none. */
function fixedTexts(text: string, sample: ReturnType<typeof judged>): (string | undefined)[] {
  return sarif(sample).results.map(({ fixes }: any) => {
    if (!fixes) return undefined;
    expect(fixes).toHaveLength(1);
    expect(fixes[0].artifactChanges).toHaveLength(1);
    return withReplacements(text, fixes[0].artifactChanges[0].replacements);
  });
}

describe('a fix as an edit of the text', () => {
  const fixed = (text: string, rule: string) => {
    const sample = judged({ a: text });
    return fixedTexts(text, sample)[sample.report.findings.findIndex((finding) => finding.rule === rule)];
  };
  const value = readYaml(WEB).documents[0]?.value;
  const json = JSON.stringify(value, null, 2);

  test('replaces a value', () => {
    expect(fixed(WEB, 'privileged-container')).toBe(WEB.replace('privileged: true', 'privileged: false'));
    expect(fixed(WEB.replaceAll('\n', '\r\n'), 'privileged-container')).toBe(
      WEB.replace('privileged: true', 'privileged: false').replaceAll('\n', '\r\n'),
    );
    expect(fixed(json, 'privileged-container')).toBe(json.replace('"privileged": true', '"privileged": false'));
  });

  test('takes a line away', () => {
    expect(fixed(WEB, 'host-pid')).toBe(WEB.replace('  hostPID: true # as before\n', ''));
  });

  test('puts a field, and a mapping around it, behind the last of its mapping', () => {
    expect(fixed(WEB, 'run-as-non-root')).toBe(`${WEB}  securityContext:\n    runAsNonRoot: true\n`);
    const there = WEB.replace('  hostPID', '  securityContext:\n    # ours\n    fsGroup: 1\n  hostPID');
    expect(fixed(there, 'run-as-non-root')).toBe(there.replace('fsGroup: 1', 'fsGroup: 1\n    runAsNonRoot: true'));
  });

  const flow = WEB.replace(/spec:[\s\S]*/, 'spec: {hostPID: true,\n  containers: [{name: a, image: web}]}');

  test.each([
    ['in flow style', 'host-pid', flow, ['hostPID: true,\n  ', '']],
    ['in flow style', 'run-as-non-root', flow, ['}]}', '}], securityContext: {runAsNonRoot: true}}']],
    [
      'of another spelling',
      'privileged-container',
      WEB.replace('privileged: true', 'privileged: yes'),
      [': yes', ': false'],
    ],
    [
      'behind an anchor',
      'privileged-container',
      WEB.replace('securityContext:', 'securityContext: &a'),
      [': true\n    -', ': false\n    -'],
    ],
    [
      'of the last line',
      'host-pid',
      WEB.replace(/ {2}hostPID[^\n]*\n/, '').replace(/\n$/, '\n  hostPID: true'),
      ['\n  hostPID: true', ''],
    ],
    ['in JSON', 'host-pid', json, ['    "hostPID": true,\n', '']],
  ])('is there %s (%s)', (_, rule, text, [from, to]) => {
    expect(text).toContain(from);
    expect(fixed(text, rule)).toBe(text.replace(from as string, to as string));
  });

  test('changes one place of a value that an anchor shares', () => {
    const shared = WEB.replace('securityContext:', 'securityContext: &a').replace(
      'image: log:1',
      'image: log:1\n      securityContext: *a',
    );
    const sample = judged({ a: shared });
    const texts = fixedTexts(shared, sample);
    sample.report.findings.forEach((finding, index) => {
      expect(readYaml(texts[index] ?? '').documents[0]?.value).toEqual(
        applyPatches(finding.manifest?.json, finding.fix),
      );
    });
    expect(sample.report.findings.filter(({ rule }) => rule === 'privileged-container')).toHaveLength(2);
  });

  test('stands in the lines of its document and in its item of a list', () => {
    const item = (name: string) => ({ ...value, metadata: { name, namespace: 'shop' } });
    const list = { apiVersion: 'v1', kind: 'List', items: ['a', 'b', 'c'].map(item) };
    const text = `\uFEFF# first\r\na: 1\r\n---\r\n${dump(list).replaceAll('\n', '\r\n')}---\r\n${dump(item('d'))}`;
    const sample = judged({ a: text });
    const texts = fixedTexts(text.slice(1), sample);
    expect(texts).toHaveLength(4 * 4);
    sample.report.findings.forEach((finding, index) => {
      const objects = readYaml(texts[index] ?? '').documents.flatMap(
        (document) => document.value.items ?? document.value,
      );
      const wanted = ['a', 'b', 'c', 'd'].map((name) =>
        finding.objectRef.name === name ? applyPatches(item(name), finding.fix) : item(name),
      );
      expect(objects).toEqual([{ a: 1 }, ...wanted]);
    });
  });

  test.each([
    ['where no text is at hand', WEB, { sourceOf: undefined }],
    ['where the text cannot be edited', `${WEB}? [a]\n: 1\n`, {}],
  ])('is left out %s', (_, text, more) => {
    expect(fixedTexts(text, judged({ a: text }, [], more))).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('does to the object what the fix does', () => {
    const spaces = fc.constantFrom('', ' ', '  ');
    const noise = fc.constantFrom('', '# note\n', '\n', '  # privileged: true\n', '      # far\n');
    const context = fc.constantFrom(
      '',
      '  securityContext:\n    fsGroup: 1\n',
      '  securityContext: {}\n',
      '  securityContext: {fsGroup: 1}\n',
      '  securityContext:\n',
      '  securityContext: &sc\n    fsGroup: 1\n  other: *sc\n',
      '  "securityContext":\n      "fsGroup": 1\n',
      '  securityContext:\n    {\n    fsGroup: 1\n    }\n',
      '  securityContext: # why\n\n    fsGroup: 1\n',
    );
    const own = fc.constantFrom(
      'privileged: true',
      '"privileged": true',
      'privileged: true # no',
      "'privileged':  true",
      'privileged:\n            true',
      '{privileged: true}',
      '{\n          privileged: true\n        }',
      '? privileged\n        : true',
    );
    const item = fc.constantFrom(
      '    - name: web',
      '    -   name: web',
      '    -\n      name: web',
      '    - &c\n      name: web',
    );
    const end = fc.constantFrom('', '\n', '\n---\na: 1\n');
    const texts = fc
      .tuple(noise, context, own, item, spaces, end, fc.boolean())
      .map(([before, pod, field, first, space, last, isFirst]) => {
        const depth = first.startsWith('    -   ') ? '        ' : '      ';
        const body = `${depth}securityContext:${space}\n${depth}  ${field}`;
        const pid = `  hostPID: true${space}\n`;
        const head = `apiVersion: v1\nkind: Pod\n${before}metadata:\n  name: web\nspec:\n`;
        return `${head}${isFirst ? pid : ''}${before}${pod}${isFirst ? '' : pid}${before}  containers:\n${first}\n${body}${last}`;
      });
    let missing = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const sample = judged({ a: text });
        const texts = fixedTexts(text, sample);
        sample.report.findings.forEach((finding, index) => {
          const fixedText = texts[index];
          if (fixedText === undefined) {
            missing += 1;
            return;
          }
          const after = readYaml(fixedText);
          expect(after.problems).toEqual(readYaml(text).problems);
          expect(after.documents[0]?.value).toEqual(applyPatches(finding.manifest?.json, finding.fix));
        });
      }),
      { numRuns: 500 },
    );
    expect(missing).toBe(0);
  });
});
