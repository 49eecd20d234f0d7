import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CIS_CHECKS } from '../src/analysis/cluster/cis-benchmark';
import type { DefinedRule } from '../src/engine/define-rule';
import { PodSecurityLevel, type RuleMeta } from '../src/engine/rule';
import { Severity } from '../src/engine/severity';
import { minorVersion } from '../src/kubernetes/kubernetes-version';
import { PROFILE_NAMES, Profiles } from '../src/profiles/profiles';
import { CATALOG } from '../src/rules/catalog';
import { deciderOf } from '../tools/cis-page';
import { RULE_FOLDERS, RULES, ruleFile } from '../tools/rule-folders';
import { exampleOf, pageOf } from '../tools/rule-page';

const ROOT = join(__dirname, '..');
const RESEARCH = join(ROOT, '..', 'shared', 'research', 'rules.json');
const METAS = CATALOG.map(({ meta }) => meta);
const IDS = METAS.map(({ id }) => id);
const ruleCalled = (id: string) => CATALOG.find(({ meta }) => meta.id === id) as DefinedRule;

/** The controls of the Pod Security Standards, and the rules that the constructs rest on. */
const PROMISED = `
  privileged-container privilege-escalation-allowed host-pid host-ipc host-network host-port host-probe-or-lifecycle-host
  host-path-volume restricted-volume-type capability-beyond-baseline capabilities-not-dropped capability-beyond-restricted
  run-as-non-root run-as-root-user seccomp-unconfined seccomp-profile-missing apparmor-profile selinux-options proc-mount
  unsafe-sysctl windows-host-process

  writable-root-filesystem service-account-token-automount default-service-account default-service-account-automount
  net-raw-capability run-as-root-group image-tag-mutable image-not-pinned-by-digest memory-limit-missing
  memory-request-missing cpu-request-missing empty-dir-size-limit-missing host-path-persistent-volume
  sysctl-value-injection windows-run-as-administrator pss-enforce-missing pss-enforce-privileged
  pss-enforce-not-restricted pss-version-unpinned namespace-default-deny-missing namespace-limit-range-missing
  namespace-resource-quota-missing workload-network-policy-missing ingress-isolation-missing egress-isolation-missing
  default-namespace rbac-wildcard-verb rbac-wildcard-resource rbac-cluster-admin-binding rbac-secrets-read rbac-escalate
  rbac-bind rbac-impersonate`
  .trim()
  .split(/\s+/);

/** The checks of the upstream admission library, and the version that each starts at. */
const UPSTREAM_CHECKS: { readonly [check: string]: string } = {
  allowPrivilegeEscalation: '1.8',
  appArmorProfile: '1.0',
  capabilities_baseline: '1.0',
  capabilities_restricted: '1.22',
  hostNamespaces: '1.0',
  hostPathVolumes: '1.0',
  hostPorts: '1.0',
  hostProbesAndHostLifecycle: '1.34',
  privileged: '1.0',
  procMount: '1.0',
  restrictedVolumes: '1.0',
  runAsNonRoot: '1.0',
  runAsUser: '1.23',
  seLinuxOptions: '1.0',
  seccompProfile_baseline: '1.0',
  seccompProfile_restricted: '1.19',
  sysctls: '1.0',
  windowsHostProcess: '1.0',
};

/** The numbers of the CIS benchmark 1.12. The titles of 2.0.1 were compared: it numbers the same recommendations alike. */
const CIS_NUMBERS = CIS_CHECKS.map(({ number }) => number);

/** A row of the research that became a rule for each claim, all in this category. */
const SPLIT = { row: 'control-plane-insecure-flag', category: 'control-plane' };

test('each check of the CIS benchmark has something that decides it', () => {
  const inFiles = CIS_NUMBERS.filter((number) => !number.startsWith('5.'));
  expect([new Set(CIS_NUMBERS).size, inFiles.length]).toEqual([131, 97]);
  expect(CIS_CHECKS.filter((check) => deciderOf(check, CATALOG) === undefined)).toEqual([]);
  // Only what people do is left to others.
  const left = CIS_CHECKS.filter((check) => !deciderOf(check, CATALOG)?.startsWith('['));
  expect(left.filter(({ subjects }) => subjects[0] !== 'people')).toEqual([]);
});

test('the catalogue has one rule for each folder, in order', () => {
  expect(IDS).toEqual([...RULE_FOLDERS.keys()]);
});

test('the catalogue has every rule that was promised', () => {
  const known = new Set(METAS.flatMap(({ id, aliases = [] }) => [id, ...aliases]));
  expect(PROMISED.filter((id) => !known.has(id))).toEqual([]);
});

test('no two rules share an id or an alias', () => {
  const names = METAS.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('every check of the upstream admission library is some rule, from the version on that it starts at', () => {
  const ours = METAS.flatMap(({ podSecurity }) =>
    podSecurity ? [[podSecurity.check, podSecurity.since ?? '1.0']] : [],
  );
  expect(Object.fromEntries(ours)).toEqual(UPSTREAM_CHECKS);
});

describe.each(METAS)('$id', (meta) => {
  test('is called in kebab case', () => {
    for (const name of [meta.id, ...(meta.aliases ?? [])]) expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
  });

  test('claims something', () => {
    expect(meta.title).toMatch(/^[A-Z][^\n]*[^\s.!]$/);
    expect(meta.title.split(' ').length).toBeGreaterThan(2);
  });

  test('has a severity that there is', () => {
    expect(Object.values(Severity)).toContain(meta.severity);
  });

  test('is in profiles that there are, in the stricter one wherever it is in the milder', () => {
    expect(PROFILE_NAMES).toEqual(expect.arrayContaining(meta.profiles));
    expect(new Set(meta.profiles).size).toBe(meta.profiles.length);
    const inNsa = meta.profiles.includes('nsa');
    const inStandard = meta.profiles.some((name) => name === 'baseline' || name === 'restricted');
    if (inStandard) expect(inNsa).toBe(true);
    if (meta.profiles.includes('baseline')) expect(meta.profiles).toContain('restricted');
  });

  test('is in the Pod Security profiles if, and only if, it stands for a control of theirs', () => {
    const standards = meta.profiles.filter((name) => name === 'baseline' || name === 'restricted');
    const level = meta.podSecurity?.level;
    const expected =
      level === undefined ? [] : level === PodSecurityLevel.BASELINE ? ['baseline', 'restricted'] : ['restricted'];
    expect(standards.sort()).toEqual(expected);
  });

  test('says who asks for it, with links', () => {
    expect(meta.standards.length).toBeGreaterThan(0);
    expect(meta.references.length).toBeGreaterThan(0);
    expect(new Set(meta.references).size).toBe(meta.references.length);
    for (const link of meta.references) {
      expect(link).toMatch(/^https:\/\/[^\s]+$/);
      expect(() => new URL(link)).not.toThrow();
    }
  });

  test('cites known CIS benchmarks, and the same recommendations of 2.0.1 and 1.12', () => {
    const cited = meta.standards.filter((standard) => standard.startsWith('CIS'));
    for (const each of cited) expect(each).toMatch(/^CIS (2\.0\.1|1\.1[0-2]|GKE) \d(\.\d+)+$/);
    const of = (version: string) =>
      cited.filter((each) => each.startsWith(`CIS ${version} `)).map((each) => each.split(' ')[2] as string);
    expect(of('2.0.1')).toEqual(of('1.12'));
    for (const each of of('2.0.1')) expect(CIS_NUMBERS).toContain(each);
  });

  test('starts at a version that there is', () => {
    for (const version of [meta.since, meta.podSecurity?.since, meta.podSecurity?.replacedInRestrictedSince]) {
      if (version !== undefined) expect(`1.${minorVersion(version)}`).toBe(version);
    }
  });

  test('has an example that it finds something in, and that is mended', () => {
    const { weak, findings, mended } = exampleOf(ruleCalled(meta.id));
    expect(findings.length).toBeGreaterThan(0);
    expect(mended.trim()).not.toBe('');
    expect(mended.trim()).not.toBe(weak.trim());
  });

  test('has a page whose every part says something', () => {
    const parts = pageOf(ruleCalled(meta.id)).split(/^## /m);
    const titles = parts.slice(1).map((part) => part.split('\n')[0]);
    expect(titles).toEqual([
      ...(meta.options ? ['Options'] : []),
      'Why',
      'When to waive',
      'What goes wrong when you switch it on',
      'Example',
      'References',
    ]);
    for (const part of parts) expect(part.split('\n').slice(1).join('').trim().length).toBeGreaterThan(30);
  });

  test('follows from rules of the catalogue alone, once each', () => {
    const causes = meta.impliedBy ?? [];
    expect(causes.filter((id) => !CATALOG.some((each) => each.meta.id === id))).toEqual([]);
    expect(new Set(causes).size).toBe(causes.length);
  });

  test('names checks of other tools by ids that are no empty text', () => {
    for (const ids of Object.values(meta.equivalents ?? {})) {
      expect(ids.length).toBeGreaterThan(0);
      for (const id of ids) expect(id).toMatch(/^\S.*\S$/);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('has options that take their own defaults', () => {
    const options = Object.fromEntries((meta.options ?? []).map(({ name, defaultValue }) => [name, defaultValue]));
    expect(() => ruleCalled(meta.id).withOptions(options)).not.toThrow();
    for (const { name, description } of meta.options ?? []) {
      expect(name).toMatch(/^[a-z]+([A-Z][a-z0-9]*)*$/);
      expect(description).toMatch(/^[a-z].{10,}[^.]$/);
    }
  });

  test('has its words on a page of their own', () => {
    const file = ruleFile(meta.id, 'rule.md');
    const page = existsSync(file) ? readFileSync(file, 'utf8') : '';
    expect(page.split('\n')[0]).toBe(`# ${meta.id}`);
    const sections = page.split(/^## /m).slice(1);
    expect(sections.map((section) => section.split('\n')[0])).toEqual([
      'Why',
      'When to waive',
      'What goes wrong when you switch it on',
    ]);
  });

  test('stands in the folder of its category', () => {
    expect(ruleFile(meta.id, 'rule.ts')).toBe(join(RULES, meta.category ?? 'none', meta.id, 'rule.ts'));
  });

  test('has tests of its own', () => {
    expect(readdirSync(dirname(ruleFile(meta.id, 'rule.ts'))).some((name) => name.endsWith('.test.ts'))).toBe(true);
  });
});

describe('profiles', () => {
  const idsOf = (name: string) => Profiles.fromName(name).rules.map(({ meta }) => meta.id);

  test.each(['baseline', 'restricted'])('nsa holds every rule of %s', (name) => {
    expect(idsOf('nsa')).toEqual(expect.arrayContaining(idsOf(name)));
  });

  test('restricted holds every rule of baseline', () => {
    expect(idsOf('restricted')).toEqual(expect.arrayContaining(idsOf('baseline')));
  });

  /** Rules of ours that the research does not have. */
  const BEYOND_RESEARCH = [
    'audit-policy-weak', // opt-in there; the files of nodes are judged by now
    'admin-network-policy-overrides',
    'admission-webhook-too-broad',
    'api-service-insecure-tls',
    'authorization-config-weak',
    'cilium-policy-not-enforced',
    'component-flag-unavailable',
    'component-version-skew',
    'control-plane-file-not-mounted',
    'control-plane-flags-conflict',
    'coredns-cluster-name-override',
    'dangling-monitor',
    'device-admin-access',
    'disruption-budget-overlap',
    'duplicate-object',
    'encryption-key-in-file',
    'implausible-resources',
    'kubernetes-version-unsupported',
    'limit-range-violated',
    'node-file-mode',
    'node-file-version',
    'node-firewall-breaks-network',
    'node-firewall-open',
    'node-settings-incomplete',
    'pod-security-defaults-weak',
    'policy-exempting-label',
    'pss-version-outdated',
    'rbac-system-role-binding',
    'rbac-trust-bundle-modify',
    'resource-quota-exceeded',
    'route-without-tls',
    'secret-in-annotation',
    'secret-in-storage-parameters',
    'token-names-system-user',
    'token-without-second-factor',
    'service-account-token-missing',
    'unknown-field',
    'volume-mount-without-volume',
    'webhook-outside-cluster',
    'working-directory-in-proc',
  ];
  test('availability holds no rule of another profile', () => {
    for (const { meta } of Profiles.availability().rules) expect(meta.profiles).toEqual(['availability']);
  });

  const whereItIs = existsSync(RESEARCH) ? test : test.skip;
  whereItIs('every row of the research is a rule, as severe, and no other is in nsa', () => {
    const rows: any[] = JSON.parse(readFileSync(RESEARCH, 'utf8'));
    const wholeRows = rows.filter(({ id }) => id !== SPLIT.row);
    expect(wholeRows.filter(({ id }) => !ruleCalled(id)).map(({ id }) => id)).toEqual([]);
    // What the baseline level forbids is high at least: src/profiles/profiles.test.ts.
    const isRaised = ({ meta }: DefinedRule) =>
      meta.podSecurity?.level === PodSecurityLevel.BASELINE && meta.severity === Severity.HIGH;
    const milder = wholeRows.filter(
      ({ id, severity }) => !severity.startsWith(ruleCalled(id).meta.severity) && !isRaised(ruleCalled(id)),
    );
    expect(milder.map(({ id, severity }) => `${id} ${severity}`)).toEqual([]);
    const rowOf = (id: string, aliases: readonly string[] = []) =>
      rows.find((row) => [id, ...aliases].includes(row.id));
    const isOfSplit = ({ id, category, aliases }: RuleMeta) =>
      category === SPLIT.category && !rowOf(id, aliases) && !BEYOND_RESEARCH.includes(id);
    const others = METAS.filter(
      (meta) => !rowOf(meta.id, meta.aliases) && !BEYOND_RESEARCH.includes(meta.id) && !isOfSplit(meta),
    );
    expect(others.filter(({ profiles }) => !profiles.includes('availability')).map(({ id }) => id)).toEqual([]);
    const wanted = METAS.filter(({ id, aliases }) => rowOf(id, aliases)?.default === 'on').map(({ id }) => id);
    const beyond = [...BEYOND_RESEARCH, ...METAS.filter(isOfSplit).map(({ id }) => id)];
    expect(idsOf('nsa').filter((id) => !beyond.includes(id))).toEqual(wanted);
  });
});

test('what is generated is what the generator would write now', () => {
  const written = new Map<string, string>();
  jest.isolateModules(() => {
    jest.doMock('node:fs', () => ({
      ...jest.requireActual('node:fs'),
      mkdirSync: () => {},
      rmSync: () => {},
      writeFileSync: (file: string, text: string) => written.set(file, text),
    }));
    const log = jest.spyOn(console, 'log').mockImplementation(() => {});
    require('../tools/generate');
    log.mockRestore();
    jest.dontMock('node:fs');
  });
  expect([...written.keys()]).toEqual(
    expect.arrayContaining([join(RULES, 'catalog.ts'), join(ROOT, 'docs', 'rules.md')]),
  );
  for (const [file, text] of written) expect(readFileSync(file, 'utf8')).toBe(text);
  const pages = [...written.keys()].filter((file) => dirname(file) === join(ROOT, 'docs', 'rules'));
  expect(readdirSync(join(ROOT, 'docs', 'rules')).sort()).toEqual(pages.map((file) => basename(file)).sort());
});
