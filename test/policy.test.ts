import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { PolicyFile } from '../src/host/policy-file';
import { profileOf } from '../src/profiles/policy';
import { CATALOG } from '../src/rules/catalog';
import { command, folder, podYaml } from './support/command-line';

const WEAK = podYaml('web');
const rulesOf = (stdout: string): string[] => JSON.parse(stdout).findings.map((finding: any) => finding.rule);

async function check(policy: string, files: { [path: string]: string } = {}, ...argv: string[]) {
  const cwd = folder({ 'hardening.yaml': policy, 'pod.yaml': WEAK, ...files });
  return { cwd, ...(await command(['check', '--format', 'json', 'pod.yaml', ...argv], { cwd })) };
}

describe('a policy file', () => {
  test('is read where it lies in the current folder, and can be left out', async () => {
    const { stdout, cwd } = await check('profile: baseline\nkubernetesVersion: "1.30"\n');
    expect(JSON.parse(stdout)).toMatchObject({ profile: 'baseline', kubernetesVersion: '1.30', findings: [] });
    const without = await command(['check', '--no-policy', '--format', 'json', 'pod.yaml'], { cwd });
    expect(JSON.parse(without.stdout)).toMatchObject({ profile: 'nsa', kubernetesVersion: '1.37' });
  });

  test('yields to the command line', async () => {
    const { stdout } = await check('profile: baseline\nkubernetesVersion: "1.30"\n', {}, '--profile', 'restricted');
    expect(JSON.parse(stdout)).toMatchObject({ profile: 'restricted', kubernetesVersion: '1.30' });
  });

  test('switches rules on and off', async () => {
    const { stdout } = await check('rules:\n  run-as-non-root: false\n  service-links: true\n');
    expect(rulesOf(stdout)).not.toContain('run-as-non-root');
    expect(rulesOf(stdout)).toContain('service-links');
  });

  test('decides how severe a finding is, and which fail', async () => {
    const only = 'profile: baseline\nrules:\n  run-as-non-root: { enabled: true, severity: low }\n';
    const low = await check(only);
    expect(JSON.parse(low.stdout).findings).toMatchObject([{ rule: 'run-as-non-root', severity: 'low' }]);
    expect(low.code).toBe(1);
    expect((await check(`${only}failOn: medium\n`)).code).toBe(0);
    expect((await check(`${only}failOn: medium\n`, {}, '--fail-on', 'low')).code).toBe(1);
  });

  test('waives, and keeps from waiving', async () => {
    const waiver = [
      'profile: restricted',
      'waivers:',
      '  - { rule: run-as-non-root, kind: Pod, name: web, reason: it is going away, expires: "2026-12-01", ticket: SEC-1 }',
      '',
    ].join('\n');
    const { stdout } = await check(waiver);
    const waived = JSON.parse(stdout).findings.filter((finding: any) => finding.waived);
    expect(waived).toMatchObject([{ rule: 'run-as-non-root', waived: { reason: 'it is going away' } }]);
    const refused = await check(`${waiver}rules:\n  run-as-non-root: { waivable: false }\n`);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('does not let this rule be waived');
    const terms = await check(`${waiver}waiverPolicy: { ticketPattern: "OPS-[0-9]+" }\n`);
    expect(terms.stderr).toContain('has the ticket "SEC-1"; give one that matches OPS-[0-9]+');
    const short = await check(`${waiver}waiverPolicy: { maxLifetimeDays: 3 }\n`);
    expect(short.stderr).toContain('give a last day within 3 days');
  });

  test('names custom kinds that carry pods', async () => {
    const fleet =
      'apiVersion: acme.example/v1\nkind: Fleet\nmetadata: { name: f }\nship: { spec: { hostPID: true, containers: [{name: a, image: web }] } }\n';
    const kinds = 'workloadKinds:\n  - { group: acme.example, kind: Fleet, podTemplate: /ship }\n';
    const files = { 'fleet.yaml': fleet, 'pod.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n' };
    // What an unknown kind says is judged, and not what it leaves out.
    const own = 'run-as-non-root';
    expect(rulesOf((await check('profile: restricted\n', files, 'fleet.yaml')).stdout)).not.toContain(own);
    expect(rulesOf((await check(`profile: restricted\n${kinds}`, files, 'fleet.yaml')).stdout)).toContain(own);
  });

  test('stands on those that it includes: what it says itself counts, lists are joined', async () => {
    const { stdout } = await check('include: [./base/one.yaml]\nrules: { host-pid: true }\n', {
      'base/one.yaml': 'include: [../two.yaml]\nprofile: baseline\nrules: { host-pid: false, service-links: true }\n',
      'two.yaml': 'profile: restricted\nkubernetesVersion: "1.30"\n',
    });
    expect(JSON.parse(stdout)).toMatchObject({ profile: 'baseline', kubernetesVersion: '1.30' });
    expect(rulesOf(stdout)).toEqual(['service-links']);
  });

  test('may include a file of an npm package', async () => {
    const { stdout } = await check('include: ["@acme/policy/hardening.yaml"]\n', {
      'node_modules/@acme/policy/package.json': '{"name":"@acme/policy","version":"1.0.0"}',
      'node_modules/@acme/policy/hardening.yaml': 'profile: baseline\n',
    });
    expect(JSON.parse(stdout).profile).toBe('baseline');
  });

  test('brings rules from an npm package', async () => {
    const rule = (body: string) =>
      `exports.rules = [{ meta: { id: 'acme-no-pods', title: 'There are no pods', severity: 'low', profiles: [], standards: ['Acme'], references: [] }, check(all) { ${body} } }];`;
    const find =
      "return all.ofType('Pod').map(({ objectRef, origin }) => ({ rule: 'acme-no-pods', severity: 'low', message: 'is a pod; remove it', objectRef, origin, pointer: '/spec', fix: [] }));";
    const policy = 'profile: baseline\nrulePackages: ["@acme/rules"]\n';
    const files = (body: string) => ({
      'node_modules/@acme/rules/package.json': '{"name":"@acme/rules","version":"1.0.0","main":"main.js"}',
      'node_modules/@acme/rules/main.js': rule(body),
    });
    const { stdout } = await check(policy, files(find));
    expect(JSON.parse(stdout).findings).toMatchObject([
      { rule: 'acme-no-pods', severity: 'low', location: { file: 'pod.yaml', line: 5 } },
    ]);
    const severe = await check(`${policy}rules: { acme-no-pods: { severity: high } }\n`, files(find));
    expect(JSON.parse(severe.stdout).findings).toMatchObject([{ severity: 'high' }]);
    expect(rulesOf((await check(`${policy}rules: { acme-no-pods: false }\n`, files(find))).stdout)).toEqual([]);
    const crash = await check(policy, files("throw new Error('boom')"));
    expect(crash.code).toBe(2);
    expect(JSON.parse(crash.stdout).errors).toMatchObject([
      { message: 'rule "acme-no-pods" crashed: boom; report it to its author' },
    ]);
    const explained = await command(['explain', 'acme-no-pods'], { cwd: crash.cwd });
    expect(explained.stdout).toContain('There are no pods.');
  });

  test('is what HardeningChecks takes', () => {
    const cwd = folder({ 'hardening.yaml': 'profile: baseline\nrules: { service-links: true }\n' });
    const ids = profileOf(PolicyFile.fromFile(join(cwd, 'hardening.yaml'))).rules.map(({ meta }) => meta.id);
    expect(ids).toContain('service-links');
    expect(ids).not.toContain('run-as-non-root');
  });
});

test.each<[string, string, RegExp]>([
  [
    'a key that there is not',
    'profil: nsa\n',
    /hardening\.yaml:1:1: \/profil key "profil" is not known; did you mean "profile"\?/,
  ],
  [
    'a key inside a waiver',
    'waivers:\n  - { rule: host-pid, reason: long enough, expires: "2027-01-01", nam: x }\n',
    /:2:\d+: \/waivers\/0\/nam key "nam" is not known; did you mean "name"\?/,
  ],
  [
    'a key inside a rule',
    'rules:\n  host-pid: { severty: low }\n',
    /:2:\d+: \/rules\/host-pid\/severty key "severty" is not known; did you mean "severity"/,
  ],
  [
    'a rule that there is not',
    'rules:\n  host-pit: false\n',
    /:2:\d+: \/rules\/host-pit rule "host-pit" is not known; did you mean "host-pid"\?/,
  ],
  [
    'an opt-in rule that is not switched on',
    'rules:\n  service-links: { severity: low }\n',
    /rule "service-links" is not in profile "nsa"; set enabled to true/,
  ],
  [
    'an option that there is not',
    'rules:\n  host-pid: { options: { colour: blue } }\n',
    /\/rules\/host-pid.*colour.*remove/,
  ],
  [
    'a rule with a name of every object',
    'rules: {__proto__: false}\n',
    /\/rules\/__proto__ rule "__proto__" is not known/,
  ],
  ['a profile that there is not', 'profile: nsaa\n', /\/profile value "nsaa" is not known; did you mean "nsa"\?/],
  ['a severity that there is not', 'failOn: hihg\n', /\/failOn value "hihg" is not known; did you mean "high"\?/],
  ['a version that is a number', 'kubernetesVersion: 1.30\n', /\/kubernetesVersion is 1\.3; give string/],
  ['a version that there is not', 'kubernetesVersion: "2.0"\n', /\/kubernetesVersion is "2\.0"/],
  [
    'a waiver without a reason',
    'waivers:\n  - { rule: host-pid, kind: Pod, name: a, expires: "2027-01-01" }\n',
    /:2:5: \/waivers\/0 has no reason; add reason/,
  ],
  [
    'a waiver with a short one',
    'waivers:\n  - { rule: host-pid, kind: Pod, name: a, reason: "no", expires: "2027-01-01" }\n',
    /\/waivers\/0\/reason is too short; give at least 10 characters/,
  ],
  [
    'a waiver of a rule that there is not',
    'waivers:\n  - { rule: host-pit, kind: Pod, name: a, reason: long enough, expires: "2027-01-01" }\n',
    /rule "host-pit" is not in profile "nsa"; did you mean "host-pid"/,
  ],
  ['a pattern that is none', 'waiverPolicy: { ticketPattern: "(" }\n', /\/waiverPolicy\/ticketPattern/],
  ['no mapping', '- profile\n', /is not a mapping; write a policy/],
  ['nothing', '', /is empty; write a policy/],
  ['two documents', 'profile: nsa\n---\nprofile: nsa\n', /has a second document; write one/],
  ['broken YAML', 'profile: [\n', /hardening\.yaml:\d+:\d+: /],
  ['a file that includes itself', 'include: [./hardening.yaml]\n', /includes itself; remove it from include/],
  ['a file that is not there', 'include: [./none.yaml]\n', /none\.yaml: does not exist/],
  [
    'a package that is not there',
    'rulePackages: ["@acme/none"]\n',
    /:1:\d+: \/rulePackages\/0 "@acme\/none" is not found; install its package/,
  ],
  ['a package without rules', 'rulePackages: ["./empty.js"]\n', /"\.\/empty\.js" exports no rules/],
  ['a package with an empty list of rules', 'rulePackages: ["./none.js"]\n', /"\.\/none\.js" exports no rules/],
  ['a package that crashes', 'rulePackages: ["./crash.js"]\n', /"\.\/crash\.js" cannot be loaded: boom/],
  [
    'a package with something else',
    'rulePackages: ["./other.js"]\n',
    /exports a value that is not a rule; implement IRule/,
  ],
  ['a prototype', '__proto__: { profile: baseline }\n', /__proto__/],
])('a policy file with %s ends with 2, and says where', async (_, policy, message) => {
  const { code, stdout, stderr } = await check(policy, {
    'empty.js': '',
    'none.js': 'exports.rules = []',
    'crash.js': "throw new Error('boom')",
    'other.js': 'exports.rules = [{ meta: {} }]',
  });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

describe('the errors of policy files', () => {
  /** Line, column and text of each error, without the folder. */
  async function errorsOf(policy: string, files: { [path: string]: string } = {}, ...argv: string[]) {
    const { code, stdout, stderr, cwd } = await check(policy, files, ...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    return stderr.replace('cdk8s-hardened: ', '').replaceAll(`${cwd}/`, '').trim().split('\n');
  }

  test('come all at once, by line, each with its place', async () => {
    const policy = [
      'profil: nsa',
      'kubernetesVersion: 1.30',
      'failOn: hihg',
      'rules:',
      '  host-pit: false',
      '  host-pid: { severty: low }',
      'waivers:',
      '  - { rule: host-ipc, kind: Pod, name: a, reason: "", expires: 2027-02-30 }',
      '  - rule: host-portt',
      '    kind: Pod',
      '    reason: long enough a reason',
      '    expires: "30.6.2027"',
      '  - { rules: [host-network, host-prot], rule: host-pid, kind: Pod, name: a, expires: "2027-01-01" }',
      '',
    ].join('\n');
    expect(await errorsOf(policy)).toEqual([
      'hardening.yaml:1:1: /profil key "profil" is not known; did you mean "profile"?',
      'hardening.yaml:2:1: /kubernetesVersion is 1.3; give string: YAML reads 1.30 without quotes as the number 1.3; write "1.30"',
      'hardening.yaml:3:1: /failOn value "hihg" is not known; did you mean "high"?',
      'hardening.yaml:5:3: /rules/host-pit rule "host-pit" is not known; did you mean "host-pid"?',
      'hardening.yaml:6:15: /rules/host-pid/severty key "severty" is not known; did you mean "severity"?',
      'hardening.yaml:8:43: /waivers/0/reason is empty; give at least 10 characters',
      'hardening.yaml:8:55: /waivers/0/expires waiver of "host-ipc" has the last day "2027-02-30", which is no day of the calendar; correct it',
      'hardening.yaml:9:5: /waivers/1/rule rule "host-portt" is not in profile "nsa"; did you mean "host-port"?',
      'hardening.yaml:9:5: /waivers/1 waiver of "host-portt" names no object; give kind and name, or construct',
      'hardening.yaml:12:5: /waivers/1/expires is "30.6.2027"; write it as YYYY-MM-DD',
      'hardening.yaml:13:5: /waivers/2 has both rule and rules; give one of them',
      'hardening.yaml:13:5: /waivers/2 has no reason; add reason',
      'hardening.yaml:13:29: /waivers/2/rules/1 rule "host-prot" is not in profile "nsa"; did you mean "host-port"?',
    ]);
  });

  test('come from all files, also where one cannot be read', async () => {
    const errors = await errorsOf(
      'include: [./base.yaml, ./broken.yaml, ./none.yaml]\nfailOn: hihg\ncrds: [./none]\n',
      {
        'base.yaml': 'unknown: nothing\n',
        'broken.yaml': 'a: [\n',
      },
    );
    expect(errors).toEqual([
      expect.stringMatching(/^broken\.yaml:\d+:\d+: /),
      'base.yaml:1:1: /unknown value "nothing" is not known; use one of error, warn, ignore',
      'hardening.yaml:1:39: /include/2 none.yaml: does not exist; name an existing file or folder',
      'hardening.yaml:2:1: /failOn value "hihg" is not known; did you mean "high"?',
      expect.stringMatching(/^hardening\.yaml:3:8: \/crds\/0 .*none.*does not exist/),
    ]);
  });

  test('say what YAML made of a word without quotes, and of no other', async () => {
    const policy = [
      'kubernetesVersion: 1.30 # the cluster of 2025',
      'waivers:',
      '  - { rule: host-pid, kind: Pod, name: 0x1F, ticket: no, reason: long enough, expires: "2027-01-01" }',
      '  - { rule: host-pid, kind: Pod, name: [a], reason: long enough, expires: "2027-01-01" }',
      '',
    ].join('\n');
    const texts = (await errorsOf(policy)).map((line) => line.replace(/^\S+ /, ''));
    expect(texts).toEqual([
      '/kubernetesVersion is 1.3; give string: YAML reads 1.30 without quotes as the number 1.3; write "1.30"',
      '/waivers/0/name is 31; give string: YAML reads 0x1F without quotes as the number 31; write "0x1F"',
      '/waivers/0/ticket is false; give string: YAML reads no without quotes as the truth value false; write "no"',
      '/waivers/1/name is ["a"]; give string',
    ]);
  });

  test('name the terms of waivers that are broken, each in its place', async () => {
    const policy = [
      'waiverPolicy: { ticketPattern: "OPS-[0-9]+", maxLifetimeDays: 3 }',
      'rules: { host-ipc: { waivable: false }, host-network: false }',
      'waivers:',
      '  - { rules: [host-ipc, host-pid, host-network], kind: Pod, name: a, reason: long enough, expires: "2027-01-01", ticket: SEC-1 }',
      '',
    ].join('\n');
    const texts = (await errorsOf(policy)).map((line) => line.replace(/^\S+ /, ''));
    expect(texts).toEqual([
      '/waivers/0/rules/0 waiver of "host-ipc" is refused; profile "nsa" does not let this rule be waived',
      expect.stringMatching(/^\/waivers\/0\/rules\/2 rule "host-network" is not in profile "nsa"/),
      '/waivers/0/expires waiver lasts until 2027-01-01; give a last day within 3 days',
      '/waivers/0/ticket waiver has the ticket "SEC-1"; give one that matches OPS-[0-9]+',
    ]);
  });

  test('name all keys where none is near', async () => {
    const waiver = '{ rule: host-pid, kind: Pod, name: a, reason: long enough, expires: "2027-01-01", wherefore: x }';
    expect(await errorsOf(`waivers:\n  - ${waiver}\n`)).toEqual([
      expect.stringMatching(/key "wherefore" is not known; use one of rule, rules, reason, expires, kind, .*ticket$/),
    ]);
  });

  test('are measured by the profile of the command line', async () => {
    const waiver = '  - { rule: run-as-non-root, kind: Pod, name: web, reason: long enough, expires: "2026-12-01" }';
    const policy = `profile: baseline\nwaivers:\n${waiver}\n`;
    expect(await errorsOf(policy)).toEqual([
      expect.stringContaining(':3:7: /waivers/0/rule rule "run-as-non-root" is not in profile "baseline"'),
    ]);
    expect((await check(policy, {}, '--profile', 'restricted')).code).toBe(1);
  });
});

test('the schema that editors get is a JSON Schema, and has every rule and option', () => {
  const schema = JSON.parse(readFileSync(join(__dirname, '..', 'docs', 'policy.schema.json'), 'utf8'));
  const ajv = new Ajv({ strict: true, formats: { regex: true } });
  const fits = ajv.compile(schema);
  expect(Object.keys(schema.properties.rules.properties)).toEqual(CATALOG.map(({ meta }) => meta.id));
  for (const { meta } of CATALOG) {
    const options = Object.fromEntries((meta.options ?? []).map(({ name, defaultValue }) => [name, defaultValue]));
    expect(fits({ rules: { [meta.id]: { options } } })).toBe(true);
    expect(fits({ rules: { [meta.id]: { options: { ...options, nothing: 1 } } } })).toBe(false);
  }
});

describe('a baseline', () => {
  const other = podYaml('other');

  test('lets old findings stand, and no new one', async () => {
    const cwd = folder({ 'pod.yaml': WEAK });
    const wrote = await command(['check', '--write-baseline', 'old.json', 'pod.yaml'], { cwd });
    expect(wrote.code).toBe(0);
    expect(wrote.stdout).toMatch(/^wrote .*old\.json: \d+ findings stand until fixed\n$/);
    const again = await command(['check', '--baseline', 'old.json', 'pod.yaml'], { cwd });
    expect(again.code).toBe(0);
    writeFileSync(join(cwd, 'other.yaml'), other);
    const more = await command(['check', '--baseline', 'old.json', '--format', 'json', '.'], { cwd });
    expect(more.code).toBe(1);
    const open = JSON.parse(more.stdout).findings.filter((finding: any) => !finding.baselined);
    const names = open.map((finding: any) => finding.object.name);
    expect([...new Set(names)]).toEqual(['other']);
  });

  test('stays where containers are reordered, lines move and the API version changes', async () => {
    const deployment = (version: string, containers: string) =>
      `# moved\n\napiVersion: ${version}\nkind: Deployment\nmetadata: { name: web }\nspec: { selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [${containers}] } } }\n`;
    const cwd = folder({ 'web.yaml': deployment('apps/v1beta2', '{ name: a, image: a }, { name: b, image: b }') });
    const argv = ['check', '--profile', 'restricted', 'web.yaml'];
    await command([...argv, '--write-baseline'], { cwd });
    writeFileSync(join(cwd, 'web.yaml'), `\n${deployment('apps/v1', '{ name: b, image: b }, { name: a, image: a }')}`);
    const { code, stdout } = await command([...argv, '--baseline', 'hardening-baseline.json'], { cwd });
    expect(stdout).not.toContain('✗');
    expect(code).toBe(0);
  });

  test('is named by the policy, from its own folder', async () => {
    const cwd = folder({ 'hardening.yaml': 'baseline: state/old.json\n', 'pod.yaml': WEAK });
    mkdirSync(join(cwd, 'state'));
    expect((await command(['check', 'pod.yaml', '--write-baseline'], { cwd })).code).toBe(0);
    expect(existsSync(join(cwd, 'state', 'old.json'))).toBe(true);
    expect((await command(['check', 'pod.yaml'], { cwd })).code).toBe(0);
    expect((await command(['check', 'pod.yaml', '--no-baseline'], { cwd })).code).toBe(1);
  });

  test('must lose what is gone', async () => {
    const cwd = folder({ 'pod.yaml': `${WEAK}\n      securityContext: { privileged: true }\n` });
    const argv = ['check', '--profile', 'baseline', 'pod.yaml'];
    await command([...argv, '--write-baseline', 'old.json'], { cwd });
    writeFileSync(join(cwd, 'pod.yaml'), WEAK);
    const { code, stdout } = await command([...argv, '--baseline', 'old.json'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('privileged-container');
    expect(stdout).toContain('remove it from the baseline');
    await command([...argv, '--write-baseline', 'old.json'], { cwd });
    expect((await command([...argv, '--baseline', 'old.json'], { cwd })).code).toBe(0);
  });

  test('is not written where something could not be judged', async () => {
    const cwd = folder({ 'pod.yaml': WEAK, 'broken.yaml': 'a: [' });
    const { code, stderr } = await command(['check', '.', '--write-baseline', 'old.json'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('no baseline is written, because not everything could be checked: broken.yaml');
    expect(existsSync(join(cwd, 'old.json'))).toBe(false);
  });

  test.each([
    ['{', 'is not JSON'],
    ['{}', 'is not a baseline'],
    ['{"version":1,"findings":[{}]}', '/findings/0 is not a finding'],
  ])('that says %s is an error', async (text, message) => {
    const cwd = folder({ 'pod.yaml': WEAK, 'old.json': text });
    const { code, stderr } = await command(['check', 'pod.yaml', '--baseline', 'old.json'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
