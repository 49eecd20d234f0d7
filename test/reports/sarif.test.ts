import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { Report } from '../../src/engine/report';
import { applyPatches } from '../../src/json/patch';
import type { Origin } from '../../src/model/object-ref';
import { reportSarif } from '../../src/report/formats/sarif';
import { textFix } from '../../src/report/formats/text-fix';
import { readYaml } from '../../src/yaml/read';
import { edit, hostile, judged, sample, WEB } from './sample';

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
  const json = JSON.parse(reportSarif(report, context));
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

describe('a fix as an edit of the text', () => {
  const fixed = (text: string, rule: string) => {
    const { report, context } = judged({ a: text });
    const found = report.findings.find((finding) => finding.rule === rule);
    const edits = found && textFix(found, context);
    return edits && edit(text, edits);
  };

  test('replaces a value', () => {
    expect(fixed(WEB, 'privileged-container')).toBe(WEB.replace('privileged: true', 'privileged: false'));
    expect(fixed(WEB.replaceAll('\n', '\r\n'), 'privileged-container')).toContain('privileged: false\r\n');
    const json = JSON.stringify(readYaml(WEB).documents[0]?.value, null, 2);
    expect(fixed(json, 'privileged-container')).toBe(json.replace('"privileged": true', '"privileged": false'));
  });

  test('takes a line away', () => {
    expect(fixed(WEB, 'host-pid')).toBe(WEB.replace('  hostPID: true # as before\n', ''));
  });

  test('puts a field, and a mapping around it, before the first of its mapping', () => {
    expect(fixed(WEB, 'run-as-non-root')).toBe(
      WEB.replace('  hostPID', '  securityContext:\n    runAsNonRoot: true\n  hostPID'),
    );
    const there = WEB.replace('  hostPID', '  securityContext:\n    # ours\n    fsGroup: 1\n  hostPID');
    expect(fixed(there, 'run-as-non-root')).toBe(there.replace('fsGroup', 'runAsNonRoot: true\n    fsGroup'));
  });

  test.each([
    ['behind an anchor', WEB.replace('securityContext:', 'securityContext: &a'), 'privileged-container'],
    ['in flow style', WEB.replace(/spec:[\s\S]*/, 'spec: {hostPID: true,\n  containers: [{name: a}]}'), 'host-pid'],
    [
      'in flow style',
      WEB.replace(/spec:[\s\S]*/, 'spec: {hostPID: true,\n  containers: [{name: a}]}'),
      'run-as-non-root',
    ],
    ['of another spelling', WEB.replace('privileged: true', 'privileged: yes'), 'privileged-container'],
    ['in JSON', JSON.stringify(readYaml(WEB).documents[0]?.value, null, 2), 'run-as-non-root'],
    ['of the last line', WEB.replace(/ {2}hostPID[^\n]*\n/, '').replace(/\n$/, '\n  hostPID: true'), 'host-pid'],
  ])('is left out %s', (_, text, rule) => {
    expect(fixed(text, rule)).toBeUndefined();
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
    let done = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const { report, context: lines } = judged({ a: text });
        for (const finding of report.findings) {
          const edits = textFix(finding, lines);
          if (!edits) continue;
          done += 1;
          const after = readYaml(edit(text, edits));
          expect(after.problems).toEqual(readYaml(text).problems);
          expect(after.documents[0]?.value).toEqual(applyPatches(finding.manifest?.json, finding.fix));
        }
      }),
      { numRuns: 500 },
    );
    expect(done).toBeGreaterThan(100);
  });
});
