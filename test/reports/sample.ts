import fc from 'fast-check';
import { Checker } from '../../src/engine/checker';
import { defineRule } from '../../src/engine/define-rule';
import { Profile } from '../../src/engine/profile';
import { Report } from '../../src/engine/report';
import { Severity } from '../../src/engine/severity';
import type { Waiver } from '../../src/engine/waivers/waiver';
import { Manifest } from '../../src/model/manifest';
import { ManifestSet } from '../../src/model/manifest-set';
import { readObjects } from '../../src/model/read-objects';
import type { ReportContext, SourcePlace } from '../../src/report/context';
import { readYaml } from '../../src/yaml/read';

export const TODAY = '2026-11-24';

const nonRoot = defineRule({
  id: 'run-as-non-root',
  title: 'Containers run as a non-root user',
  severity: Severity.HIGH,
  profiles: ['restricted'],
  standards: ['NSA/CISA P1', 'CIS 5.2.7'],
  references: ['https://example.com/non-root'],
  visit: {
    container(container, { report }) {
      if (container.effective('runAsNonRoot') === true) return;
      report({
        pointer: `${container.path}/securityContext/runAsNonRoot`,
        message: `container "${container.name}" may run as root; set runAsNonRoot to true`,
        fix: container.pod.patchTo('/securityContext/runAsNonRoot', true),
      });
    },
  },
});

const privileged = defineRule({
  id: 'privileged-container',
  title: 'Containers are not privileged',
  severity: Severity.CRITICAL,
  profiles: ['baseline'],
  standards: ['NSA/CISA P4', 'PSS baseline'],
  references: ['https://example.com/privileged'],
  visit: {
    container(container, { report }) {
      if (container.value('/securityContext/privileged') !== true) return;
      report({
        pointer: `${container.path}/securityContext/privileged`,
        message: `container "${container.name}" is privileged; set privileged to false`,
        fix: container.patchTo('/securityContext/privileged', false),
      });
    },
  },
});

const hostPid = defineRule({
  id: 'host-pid',
  title: "Pods do not see the node's processes",
  severity: Severity.MEDIUM,
  profiles: ['baseline'],
  standards: ['NSA/CISA P4'],
  references: [],
  visit: {
    podTemplate(pod, { report }) {
      const pointer = `${pod.specPath}/hostPID`;
      if (pod.value('/hostPID') !== true) return;
      report({
        pointer,
        message: 'pod sees all processes; remove hostPID',
        fix: pod.manifest.patchAway(pointer),
      });
    },
  },
});

const namespaced = defineRule({
  id: 'default-namespace',
  title: 'Objects are not in the namespace default',
  severity: Severity.LOW,
  profiles: [],
  standards: ['NSA/CISA N1'],
  references: ['https://example.com/namespaces'],
  visit: {
    manifest(manifest, { report }) {
      if (manifest.objectRef.kind === 'Secret') throw new Error('no such <key>');
      if (manifest.objectRef.namespaceName !== 'default') return;
      report({
        pointer: '/metadata/namespace',
        message: 'object is in namespace "default"; name another',
        severity: Severity.INFO,
      });
    },
  },
});

const quiet = defineRule({
  id: 'host-network',
  title: 'Pods do not use the network of the node',
  severity: Severity.HIGH,
  profiles: [],
  standards: ['NSA/CISA P4', 'CIS 5.2.10'],
  references: ['https://example.com/network'],
  visit: {},
});

export const RULES = [nonRoot, privileged, hostPid, namespaced, quiet];

/** Judges some files as the command line does. */
export function judged(
  files: { readonly [file: string]: string },
  waivers: Waiver[] = [],
  more: Partial<ReportContext> = {},
): { report: Report; context: ReportContext } {
  const manifests: Manifest[] = [];
  const sources = new Map<Manifest, SourcePlace>();
  const lines = new Map(Object.entries(files).map(([file, text]) => [file, text.split(/\r?\n/)]));
  for (const [file, text] of Object.entries(files)) {
    for (const document of readYaml(text).documents) {
      for (const { pointer, manifest } of readObjects(document.value, { origin: { file } })) {
        if (!manifest) continue;
        manifest._positionOf = (field) => document.positionOf(`${pointer}${field}`);
        sources.set(manifest, { document, pointer });
        manifests.push(manifest);
      }
    }
  }
  const profile = new Profile('test', { rules: RULES });
  const report = new Checker({ profile, today: TODAY, waivers }).check(ManifestSet.fromManifests(manifests));
  const sourceLine = (file: string, line: number) => lines.get(file)?.[line - 1];
  const sourceOf = (manifest: Manifest) => sources.get(manifest);
  const base = { version: '1.2.3', rules: RULES, unread: [], skipped: 0, today: TODAY };
  const context = { ...base, sourceLine, sourceOf, ...more };
  return { report, context };
}

export const WEB = `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  hostPID: true # as before
  containers:
    - name: web
      image: web:1
      securityContext:
        privileged: true
    - name: log
      image: log:1
`;

const waiver = (more: Partial<Waiver>): Waiver => ({
  rule: 'run-as-non-root',
  reason: 'needed until the move',
  expires: '2026-12-31',
  ...more,
});

/** One of each: findings of all severities but low, waived and of a baseline, waivers, errors and unknown objects. */
export function sample() {
  const files = {
    'k8s/web.yaml': WEB,
    '-': `${WEB.replace('shop', 'default').replace('name: web', 'name: api')}---
apiVersion: v1
kind: Secret
metadata: { name: key, namespace: shop }
---
apiVersion: example.com/v1
kind: Widget
metadata: { name: left, namespace: shop }
`,
  };
  const { report, context } = judged(files, [
    waiver({ kind: 'Pod', namespaceName: 'shop', name: 'web', container: 'web', ticket: 'OPS-1' }),
    waiver({ kind: 'Pod', namespaceName: 'shop', name: 'web', container: 'log', expires: '2026-11-26' }),
    waiver({ kind: 'Pod', namespaceName: 'shop', name: 'gone' }),
  ]);
  const made = Manifest.fromJson(
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'made' }, spec: { hostPID: true, containers: [] } },
    { origin: { constructPath: 'app/made', createdAt: 'main.ts:17:13' } },
  );
  const finding = {
    rule: 'host-pid',
    severity: Severity.MEDIUM,
    message: 'pod sees all processes; remove hostPID',
    objectRef: made.objectRef,
    origin: made.origin,
    pointer: '/spec/hostPID',
    fix: [],
  };
  const [first, ...rest] = report.findings;
  const whole = new Report({
    ...report,
    findings: [...rest, finding],
    baselined: first ? [first] : [],
    goneFromBaseline: [{ fingerprint: 'f', rule: 'host-pid', objectName: 'Pod shop/old', pointer: '/spec/hostPID' }],
  });
  const unread = [{ message: 'is no YAML; mend it', file: 'k8s/broken.yaml', line: 3, column: 7 }];
  return { report: whole, context: { ...context, unread, skipped: 2 } };
}

/** What an attacker may call things. */
export const HOSTILE = [
  '</script><img src=x onerror=alert(1)>',
  '\u001b[31mred\u001b[0m',
  'line\nfeed\r\n::error::injected',
  '\u202etxt.exe\u200f',
  '`code` | **bold** | [link](https://evil.example) @everyone #1',
  '=cmd|"/c calc"!A1',
  '"quoted", \'single\' & <tag> %0A ]]>',
  '\ufffe\uffff\ud800',
];

/** The same, and whatever else can be made of such pieces and of all characters. */
export const names = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'<>&"\'`|*_[](){}#@!~\\:;,=+-%./ \n\r\t', '\u202e', '\ud800', '\uffff', '---'),
      fc.string({ unit: 'binary', maxLength: 1 }),
    ),
  }),
);

/** A report in which all that an object can say is hostile. */
export function hostile(names: readonly string[] = HOSTILE) {
  const manifests = names.map((name) =>
    Manifest.fromJson(
      {
        apiVersion: 'example.com/v1', // any kind is there
        kind: name || 'Pod',
        metadata: { name, namespace: name },
        spec: { template: { spec: { hostPID: true, containers: [{ name, image: 'web' }] } } },
      },
      { origin: { file: name || 'a', constructPath: name, createdAt: `${name}:1:2` } },
    ),
  );
  const profile = new Profile('test', { rules: RULES });
  const [first = ''] = names;
  const expires = '2026-12-31';
  const waivers = [
    {
      rule: 'host-pid',
      reason: `a good reason: ${first}`,
      expires,
      kind: first || 'Pod',
      name: first || 'a',
      ticket: first,
    },
  ];
  const report = new Checker({ profile, today: TODAY, waivers }).check(ManifestSet.fromManifests(manifests));
  const [one, ...others] = report.findings;
  const whole = new Report({
    ...report,
    findings: others,
    waived: one ? [{ finding: one, waiver: { rule: one.rule, reason: first, expires, ticket: first } }] : [],
    errors: names.map((message) => ({ message, pointer: `/${message}`, origin: { file: message } })),
  });
  const unread = names.map((message) => ({ message, file: message, line: 1, column: 1 }));
  const context: ReportContext = { version: '1.2.3', rules: RULES, unread, skipped: 0, today: TODAY };
  return { report: whole, context };
}
