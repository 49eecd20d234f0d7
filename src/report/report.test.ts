import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { Checker } from '../engine/checker';
import { defineRule } from '../engine/define-rule';
import { Profile } from '../engine/profile';
import { Severity } from '../engine/severity';
import type { Waiver } from '../engine/waivers/waiver';
import { Manifest } from '../model/manifest';
import { ManifestSet } from '../model/manifest-set';
import type { Origin } from '../model/object-ref';
import type { ReportContext } from './context';
import { escapeUnprintable } from './escape';
import { baselineFingerprintsOf, fingerprintsOf } from './fingerprint';
import { reportJson } from './formats/json';
import { errorsText, findingsText, reportText } from './formats/text';
import { PLAIN } from './paint';
import { joined } from './pieces';

/** Reports every container and every environment variable. */
const noisy = defineRule({
  id: 'noisy',
  title: 'Nothing is right',
  severity: Severity.LOW,
  profiles: [],
  standards: ['TEST 1', 'TEST 2'],
  references: ['https://example.com/first', 'https://example.com/second'],
  visit: {
    container(container, { report }) {
      const fix = [...container.patchTo('/tty', false), ...container.pod.manifest.patchAway('/metadata/labels')];
      report({ pointer: container.path, message: `container "${container.name}" is there; remove it`, fix });
      ((container.value('/env') ?? []) as unknown[]).forEach((_, index) => {
        report({ pointer: `${container.path}/env/${index}/value`, message: 'variable is there; remove it' });
      });
      ((container.value('/args') ?? []) as unknown[]).forEach((_, index) => {
        report({ pointer: `${container.path}/args/${index}`, message: 'argument is there; remove it' });
      });
      ((container.value('/envFrom') ?? []) as unknown[]).forEach((_, index) => {
        report({ pointer: `${container.path}/envFrom/${index}`, message: 'source is there; remove it' });
      });
    },
  },
});

const profile = new Profile('test', { rules: [noisy] });
const isReport = new Ajv({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(join(__dirname, '..', '..', 'docs', 'report.schema.json'), 'utf8')),
);
const context: ReportContext = { version: '1.2.3', rules: [noisy], unread: [], skipped: 0 };
const made: Origin = { constructPath: 'shop/web/Resource', createdAt: 'main.ts:17:13' };

function deployment(containers: readonly any[], more = {}): any {
  const labels = { app: 'web' };
  const withImages = containers.map((container) => ({ image: 'web', ...container }));
  const spec = {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: withImages } },
  };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' }, spec, ...more };
}

function judge(objects: readonly any[], waivers: Waiver[] = [], origin: Origin = made) {
  const manifests = objects.map((json) => Manifest.fromJson(json, { origin }));
  return new Checker({ profile, today: '2026-11-24', waivers }).check(ManifestSet.fromManifests(manifests));
}

const fingerprints = (...objects: any[]) => fingerprintsOf(judge(objects).findings).sort();

describe('a baseline fingerprint', () => {
  const at = (value: any, change: any = {}) => {
    const manifest = Manifest.fromJson({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: value });
    const { objectRef, origin } = manifest;
    const finding = { rule: 'noisy', severity: Severity.LOW, message: 'm; set x', objectRef, origin, manifest };
    return baselineFingerprintsOf([{ ...finding, pointer: '/spec/image', fix: [], ...change }])[0];
  };
  const CONTAINERS = [{ name: 'web' }];
  const before = at({ containers: CONTAINERS, image: 'a:1' });

  test.each<[string, any, any]>([
    ['another value', { containers: CONTAINERS, image: 'b:1' }, {}],
    ['a longer list', { containers: CONTAINERS, image: ['a:1'] }, {}],
    ['another severity', { containers: CONTAINERS, image: 'a:1' }, { severity: Severity.HIGH }],
    ['more verbs', { containers: CONTAINERS, image: 'a:1' }, { verbs: ['get'] }],
  ])('is another with %s', (_, value, change) => {
    expect(at(value, change)).not.toBe(before);
  });

  test('is the same where another part of the object changes, or the object below the pointer', () => {
    expect(at({ containers: CONTAINERS, image: 'a:1', hostPID: true })).toBe(before);
    expect(at({ containers: CONTAINERS, image: { tag: '1' } })).toBe(
      at({ containers: CONTAINERS, image: { tag: '2' } }),
    );
  });
});

describe('a fingerprint', () => {
  const web = {
    name: 'web',
    env: [{ name: 'A' }, { name: 'B' }],
    args: ['--one', '--two'],
    envFrom: [{ configMapRef: {} }, { secretRef: {} }],
  };
  const log = { name: 'log' };

  test('is stable when items are reordered, and when the version changes', () => {
    const before = fingerprints(deployment([web, log]));
    expect(new Set(before).size).toBe(before.length);
    const turned = {
      ...web,
      env: [...web.env].reverse(),
      args: ['--two', '--one'],
      envFrom: [...web.envFrom].reverse(),
    };
    expect(fingerprints(deployment([log, turned]))).toEqual(before);
    expect(fingerprints(deployment([web, log], { apiVersion: 'apps/v1beta1' }))).toEqual(before);
  });

  test('of existing findings does not change when something is added', () => {
    const after = fingerprints(deployment([{ name: 'new' }, log, { ...web, env: [{ name: 'NEW' }, ...web.env] }]));
    expect(after).toEqual(expect.arrayContaining(fingerprints(deployment([web, log]))));
  });

  test('differs for another object, container, group, and for a repeat', () => {
    const all = [
      deployment([web]),
      deployment([web]),
      deployment([log]),
      deployment([web], { apiVersion: 'apps.kruise.io/v1' }),
      deployment([web], { metadata: { name: 'web' } }),
      deployment([web], { metadata: { name: 'api', namespace: 'shop' } }),
    ];
    const found = fingerprints(...all);
    expect(new Set(found).size).toBe(found.length);
  });
});

describe('the JSON report', () => {
  const WAIVER = { rule: 'noisy', reason: 'needed until the move', expires: '2026-12-31' };
  const waiver = (more: Partial<Waiver>): Waiver => ({ ...WAIVER, ...more });
  const waivers = [
    waiver({
      kind: 'Deployment',
      apiGroup: 'apps',
      namespaceName: 'shop',
      name: 'web',
      container: 'web',
      ticket: 'OPS-1',
    }),
    waiver({ construct: 'shop/gone' }),
    waiver({ construct: 'shop/web', expires: '2026-11-23' }),
  ];

  test('has waived findings next to the others, idle waivers, and where constructs are made', () => {
    const json = JSON.parse(
      joined(reportJson(judge([deployment([{ name: 'web' }, { name: 'log' }])], waivers), context)),
    );
    isReport(json);
    expect(isReport.errors).toBeNull();
    expect(json.findings.map((finding: any) => [finding.object.namespace, finding.pointer, finding.waived])).toEqual([
      ['shop', '/spec/template/spec/containers/1', null],
      [
        'shop',
        '/spec/template/spec/containers/0',
        {
          ...WAIVER,
          kind: 'Deployment',
          apiGroup: 'apps',
          namespace: 'shop',
          name: 'web',
          container: 'web',
          ticket: 'OPS-1',
        },
      ],
    ]);
    expect(json.findings[0]).toMatchObject({ location: null, ...made, references: noisy.meta.references });
    expect(json.waivers.unused.map(({ why }: any) => why)).toEqual(['names a construct that makes no object here']);
    expect(json.waivers.expired.map(({ expires }: any) => expires)).toEqual(['2026-11-23']);
    expect(json.summary).toMatchObject({ findings: 1, waived: 1, bySeverity: { low: 1, high: 0 } });
  });

  test('has waivers that an annotation gives no day, or another text, where they are ignored', () => {
    const annotations = Object.fromEntries(
      ['web', 'a reason; expires=soon', 'a good reason; expires=2026-12-31'].map((value, index) => [
        `cdk8s-hardened.github.io/waive.gone-${index}`,
        value,
      ]),
    );
    const object = deployment([{ name: 'web' }]);
    const json = JSON.parse(
      joined(reportJson(judge([{ ...object, metadata: { ...object.metadata, annotations } }], []), context)),
    );
    isReport(json);
    expect(isReport.errors).toBeNull();
    expect(json.waivers.unused.map(({ waiver }: any) => waiver.expires)).toEqual([null, null, '2026-12-31']);
  });

  test('has what could not be read or judged, and the schema accepts nothing else', () => {
    const unread = [{ message: 'is not UTF-8; save it as UTF-8', file: 'a.yaml' }];
    const report = judge([deployment([]), { apiVersion: 'x.io/v1', kind: 'X' }], [], { file: 'b.yaml' });
    const json = JSON.parse(joined(reportJson(report, { ...context, unread, skipped: 2 })));
    isReport(json);
    expect(isReport.errors).toBeNull();
    expect(json.errors).toMatchObject([
      { object: null, pointer: null, location: { file: 'a.yaml', line: null, column: null } },
      { object: { name: 'web' }, pointer: '/spec/template/spec/containers', location: { file: 'b.yaml' } },
    ]);
    expect(json.summary).toMatchObject({ errors: 2, unknown: 1, skipped: 2 });
    expect(isReport({ ...json, more: 1 })).toBe(false);
    expect(isReport({ ...json, summary: { ...json.summary, more: 1 } })).toBe(false);
    expect(isReport({ ...json, findings: [{}] })).toBe(false);
  });

  test('counts waivers in text and names the idle ones', () => {
    const text = joined(reportText(judge([deployment([{ name: 'web' }])], waivers), context));
    expect(text).toBe(
      [
        'Waivers',
        '  1 finding waived',
        '  ! noisy of shop/web: expired on 2026-11-23; remove it, or set a new last day',
        '  ! noisy of shop/gone: names a construct that makes no object here; correct it, or keep it for an app where it does',
        '',
        '✓ no findings · 1 waived · 1 object · profile test · Kubernetes 1.37\n',
      ].join('\n'),
    );
  });
});

describe('the text for an error message', () => {
  test('names construct, object, field, line and sources of each finding', () => {
    const { findings } = judge([deployment([{ name: 'web' }, { name: 'log' }])]);
    expect(findingsText(findings.slice(0, 1), [noisy], PLAIN)).toBe(
      [
        '✗ noisy (low) — container "web" is there; remove it',
        '    shop/web/Resource  →  Deployment shop/web  /spec/template/spec/containers/0',
        '    created at main.ts:17:13',
        '    TEST 1 · TEST 2 · https://example.com/first',
      ].join('\n'),
    );
    expect(findingsText(findings, [], PLAIN).split('\n')).toHaveLength(6);
  });

  test('names what could not be judged', () => {
    const { errors } = judge([deployment([])]);
    expect(errorsText(errors, PLAIN)).toBe(
      '! shop/web/Resource  Deployment shop/web — /spec/template/spec/containers is missing; must be set',
    );
  });

  test('escapes what a terminal would interpret', () => {
    expect(escapeUnprintable('a\u001b[1m\n\u0085\u202e\ud800é✓😀')).toBe('a\\u001b[1m\\u000a\\u0085\\u202e\\ud800é✓😀');
  });
});

test('a report groups by object and lists at the end what each rule requires', () => {
  const text = joined(reportText(judge([deployment([{ name: 'web' }])]), context));
  expect(text).toBe(
    [
      'Deployment shop/web  shop/web/Resource created at main.ts:17:13',
      '  ✗ noisy (low) — container "web" is there; remove it',
      '      /spec/template/spec/containers/0',
      '',
      'Rules',
      '     1  noisy  Nothing is right',
      '        TEST 1 · TEST 2 · https://example.com/first',
      '',
      '✗ 1 finding: 1 low · 1 object · profile test · Kubernetes 1.37\n',
    ].join('\n'),
  );
});
