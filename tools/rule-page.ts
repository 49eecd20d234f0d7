/** The page of a rule, made from its folder: its metadata, its own text, and its example before and after. */
import { existsSync, readFileSync } from 'node:fs';
import { Checker } from '../src/engine/checker';
import type { DefinedRule } from '../src/engine/define-rule';
import { membershipText } from '../src/engine/edition';
import { equivalentsText } from '../src/engine/equivalents';
import { Profile } from '../src/engine/profile';
import { HardenMode, harden } from '../src/harden/harden';
import { NEWEST_VERSION } from '../src/kubernetes/kubernetes-version';
import type { Manifest } from '../src/model/manifest';
import { ManifestSet } from '../src/model/manifest-set';
import { readObjects } from '../src/model/read-objects';
import { CATALOG } from '../src/rules/catalog';
import type { Admission } from '../src/rules/shared/admission/admission';
import { editYaml } from '../src/yaml/edit/edit';
import { readYaml } from '../src/yaml/read';
import { ruleFile } from './rule-folders';

const TODAY = '2026-01-01'; // no example has a waiver

/** The example of a rule before and after, and its findings. */
export interface Example {
  readonly weak: string;
  readonly findings: readonly string[];
  readonly mended: string;
  /** Whether the fix of the rule made `mended`. */
  readonly byFix: boolean;
}

export function exampleOf(rule: DefinedRule): Example {
  const weak = readFileSync(ruleFile(rule.meta.id, 'example.yaml'), 'utf8');
  const findings = judge(rule, objectsIn(weak));
  if (findings.length === 0) throw new Error(`${rule.meta.id}: nothing is wrong in example.yaml`);
  // Another policy may be the correction: the first line says so, as in `# with options {"registries": ["ghcr.io/acme"]}`.
  const byHand = ruleFile(rule.meta.id, 'mended.yaml');
  const byFix = !existsSync(byHand);
  const mended = byFix ? mend(rule, weak) : readFileSync(byHand, 'utf8');
  const [, options = '{}'] = /^# with options (.*)$/m.exec(mended) ?? [];
  const left = judge(rule.withOptions(JSON.parse(options)), objectsIn(mended));
  if (left.length > 0) throw new Error(`${rule.meta.id}: still wrong when mended: ${left.join(', ')}`);
  return { weak, findings, mended, byFix };
}

/** An object of a text, and its place there. */
interface Placed {
  readonly manifest: Manifest;
  readonly document: number;
  readonly pointer: string;
}

function placedIn(text: string): Placed[] {
  const { documents, problems } = readYaml(text);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return documents.flatMap(({ value, text: written }, document) =>
    readObjects(value, { origin: { file: fileOf(written) } }).map(({ manifest, pointer, problem }) => {
      if (!manifest) throw new Error(problem);
      return { manifest, document, pointer };
    }),
  );
}

/** An example of several files names the file of each document in a comment: `# in staging/web.yaml`. */
function fileOf(document: string): string | undefined {
  return /^# in (\S+)$/m.exec(document)?.[1];
}

function objectsIn(text: string): Manifest[] {
  return placedIn(text).map(({ manifest }) => manifest);
}

function settingsFor(rule: DefinedRule) {
  const kubernetesVersion = rule.meta.until ?? NEWEST_VERSION;
  return { profile: new Profile('example', { rules: [rule] }), today: TODAY, kubernetesVersion };
}

function judge(rule: DefinedRule, objects: Manifest[]): string[] {
  const report = new Checker(settingsFor(rule)).check(ManifestSet.fromManifests(objects));
  // The API server may refuse what the rule is about, and says so beside it.
  const crashes = report.errors.filter((error) => error.rule !== undefined);
  if (crashes.length > 0) throw new Error(JSON.stringify(crashes));
  return report.findings.map(
    ({ severity, objectRef, pointer, message }) => `${severity}: ${objectRef.kind} \`${pointer || '/'}\` ${message}`,
  );
}

/** A text after `fix --force`. */
function mend(rule: DefinedRule, text: string): string {
  const placed = placedIn(text);
  const objects = placed.map(({ manifest }) => manifest);
  const outcome = harden(objects, objects, { ...settingsFor(rule), mode: HardenMode.FORCE });
  const edits = placed.map(({ manifest, document, pointer }) => {
    const after = outcome.get(manifest)?.manifest.json;
    return { document, pointer, before: manifest.json, after };
  });
  const edited = editYaml(text, edits);
  if (edited.refused.length > 0) throw new Error(JSON.stringify(edited.refused));
  return edited.text;
}

function listed(ids: readonly string[] = []): string {
  return ids.map((id) => `\`${id}\``).join(', ');
}

/** The rules whose findings follow from those of a rule. */
function followersOf(id: string): string[] {
  return CATALOG.filter(({ meta }) => meta.impliedBy?.includes(id)).map(({ meta }) => meta.id);
}

/** What the cluster enforces of a rule, in a word, and what not. */
export function admissionText(id: string): { readonly word: string; readonly text: string } {
  const file = ruleFile(id, 'admission.ts');
  if (!existsSync(file)) return { word: 'not yet', text: 'no expression is written yet' };
  const { admission } = require(file) as { admission: Admission };
  if ('notAtAdmission' in admission) return { word: 'no', text: `no: ${admission.notAtAdmission}` };
  const by = `policy \`hardening-${admission.family}\``;
  return admission.partly
    ? { word: 'in part', text: `in part, by ${by}: ${admission.partly}` }
    : { word: 'yes', text: `by ${by}` };
}

/** The page, as Markdown. */
export function pageOf(rule: DefinedRule): string {
  const { meta } = rule;
  const { weak, findings, mended, byFix } = exampleOf(rule);
  const words = readFileSync(ruleFile(meta.id, 'rule.md'), 'utf8').trim().split('\n').slice(2);
  const facts: [string, string][] = [
    ['category', meta.category ?? ''],
    ['severity', meta.severity],
    ['profiles', membershipText(meta)],
    ['standards', meta.standards.join(' · ')],
    ['Kubernetes', [meta.since && `from ${meta.since}`, meta.until && `to ${meta.until}`].filter(Boolean).join(' ')],
    ['Pod Security control', meta.podSecurity ? `${meta.podSecurity.level} · ${meta.podSecurity.check}` : ''],
    ['follows from', listed(meta.impliedBy)],
    ['brings with it', listed(followersOf(meta.id))],
    ['former ids', listed(meta.aliases)],
    ['other tools', equivalentsText(meta.equivalents)],
    ['in the cluster', admissionText(meta.id).text],
    ['fixed by', byFix ? '`cdk8s-hardened fix`, `Harden`' : 'a person: the right value depends on the application'],
  ];
  const options = (meta.options ?? []).map(
    ({ name, description, defaultValue }) =>
      `- \`${name}\`: ${description.replaceAll('<', '\\<')}. Default: \`${JSON.stringify(defaultValue)}\`.`,
  );
  return [
    '<!-- Generated by `npm run generate` from the rule’s folder. -->',
    `# ${meta.id}`,
    '',
    `${meta.title}.`,
    '',
    '| | |',
    '| --- | --- |',
    ...facts
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `| ${name} | ${value.replaceAll('|', '\\|')} |`),
    ...(options.length > 0 ? ['', '## Options', '', ...options] : []),
    '',
    ...words,
    '',
    '## Example',
    '',
    'Before:',
    '',
    ...fenced(weak),
    '',
    ...findings.map((finding) => `- ${finding}`),
    '',
    byFix ? 'After the fix of the rule:' : 'Corrected by hand:',
    '',
    ...fenced(mended),
    '',
    '## References',
    '',
    ...meta.references.map((link) => `- <${link}>`),
    '',
  ].join('\n');
}

function fenced(text: string): string[] {
  return ['```yaml', text.trim(), '```'];
}
