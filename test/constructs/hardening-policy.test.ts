import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Aspects,
  Harden,
  HardeningChecks,
  HardeningError,
  HardeningPolicy,
  IsolatedNamespace,
  LockedServiceAccount,
  type Policy,
  PolicyFile,
  Profile,
  Profiles,
  SecureDeployment,
  Severity,
} from '../../src';

const IMAGE = `ghcr.io/acme/web:1.4.2@sha256:${'ab'.repeat(32)}`;
const WAIVED = { reason: 'the library reads only variables', expires: '2999-12-31' };

interface Place {
  readonly app: App;
  readonly chart: Chart;
}

function place(policy?: Policy): Place {
  const app = new App();
  if (policy) HardeningPolicy.of(app).set(policy);
  return { app, chart: new Chart(app, 'shop', { namespace: 'shop' }) };
}

/** A workload whose only finding is `secret-env-reference`. */
function addSecretReader({ chart }: Place): void {
  const secret = kplus.Secret.fromSecretName(chart, 'secret', 'db');
  const envVariables = { P: kplus.EnvValue.fromSecretValue({ secret, key: 'p' }) };
  new SecureDeployment(chart, 'web', { containers: [{ image: IMAGE, portNumber: 8080, envVariables }] });
}

function addHostNetwork({ chart }: Place): void {
  new SecureDeployment(chart, 'web', { hostNetwork: true, containers: [{ image: IMAGE, portNumber: 8080 }] });
}

/** The error of a synth. */
function refusalOf({ app }: Place): HardeningError {
  try {
    app.synthYaml();
  } catch (error) {
    if (error instanceof HardeningError) return error;
    throw error;
  }
  throw new Error('the synth was not refused');
}

function rulesOf(error: HardeningError): string[] {
  return [...new Set(error.report._each.findings.map(({ rule }) => rule))];
}

describe('what constructs check follows the policy of the app', () => {
  const OFF = { 'secret-env-reference': { enabled: false } };

  test('without a policy they check all of their rules', () => {
    const shop = place();
    addSecretReader(shop);
    expect(rulesOf(refusalOf(shop))).toEqual(['secret-env-reference']);
  });

  test.each<[string, Policy]>([
    ['turns the rule off', { rules: OFF }],
    ['fails at a higher severity', { failOn: Severity.HIGH }],
    ['has a profile without the rule', { profile: Profiles.nsa().withoutRules('secret-env-reference') }],
    ['has a milder profile', { profile: Profiles.restricted() }],
    ['waives the finding', { waivers: [{ rule: 'secret-env-reference', construct: 'shop/web', ...WAIVED }] }],
    [
      'makes the rule milder',
      { failOn: Severity.MEDIUM, rules: { 'secret-env-reference': { severity: Severity.LOW } } },
    ],
  ])('a policy that %s lets it stand', (_, policy) => {
    const shop = place(policy);
    addSecretReader(shop);
    expect(() => shop.app.synthYaml()).not.toThrow();
  });

  test.each<[string, Policy]>([
    ['rules', { rules: OFF }],
    ['failOn', { failOn: Severity.HIGH }],
  ])('without a policy on the app, they follow the %s of HardeningChecks on the app', (_, policy) => {
    const shop = place();
    Aspects.of(shop.app).add(new HardeningChecks(policy));
    addSecretReader(shop);
    expect(() => shop.app.synthYaml()).not.toThrow();
  });

  test.each<[string, (shop: Place) => void]>([
    ['on a chart', ({ chart }) => Aspects.of(chart).add(new HardeningChecks({ rules: OFF }))],
    [
      'with another profile',
      ({ app }) => Aspects.of(app).add(new HardeningChecks({ profile: Profiles.availability() })),
    ],
  ])('HardeningChecks %s does not make constructs milder', (_, addChecks) => {
    const shop = place();
    addChecks(shop);
    addSecretReader(shop);
    expect(rulesOf(refusalOf(shop))).toContain('secret-env-reference');
  });

  test('a rule that the policy turns off is not filled in either; a rule that its profile lacks is', () => {
    const readOnly = ({ chart }: Place) => {
      new SecureDeployment(chart, 'web', { containers: [{ image: IMAGE }] });
      return Testing.synth(chart).find(({ kind }) => kind === 'Deployment').spec.template.spec.enableServiceLinks;
    };
    expect(readOnly(place())).toBe(false);
    expect(readOnly(place({ profile: Profiles.restricted() }))).toBe(false);
    expect(readOnly(place({ rules: { 'service-links': { enabled: false } } }))).toBeUndefined();
  });

  test('a stricter severity, options and terms of waivers count', () => {
    const shop = place({ waiverPolicy: { ticketPattern: 'OPS-[0-9]+' } });
    const waiver = { rule: 'host-network', ...WAIVED };
    new SecureDeployment(shop.chart, 'web', { hostNetwork: true, containers: [{ image: IMAGE }], waivers: [waiver] });
    expect(() => shop.app.synthYaml()).toThrow('has no ticket; give one that matches OPS-[0-9]+');
  });
});

describe('one Kubernetes version', () => {
  test.each<[string, (shop: Place) => void]>([
    ['the policy', ({ app }) => HardeningPolicy.of(app).set({ kubernetesVersion: '1.33' })],
    [
      'HardeningChecks on the app',
      ({ app }) => Aspects.of(app).add(new HardeningChecks({ kubernetesVersion: '1.33' })),
    ],
  ])('%s pins namespaces and judges everything, once', (_, setVersion) => {
    for (const isFirst of [true, false]) {
      const shop = place();
      if (isFirst) setVersion(shop);
      const namespace = new IsolatedNamespace(shop.chart, 'namespace');
      addHostNetwork(shop);
      if (!isFirst) setVersion(shop);
      if (HardeningPolicy.of(shop.app).policy) Aspects.of(shop.app).add(new HardeningChecks());
      expect(namespace.podSecurityVersion).toBe('v1.33');
      const error = refusalOf(shop);
      const findings = error.report._each.findings.filter(({ rule }) => rule === 'workload-violates-namespace-pss');
      expect(findings).toHaveLength(1);
      expect(error.message).toContain('by HardeningChecks (profile nsa, Kubernetes 1.33)');
      expect(error.message).not.toContain('1.37');
    }
  });

  test('two of them are an error that names both', () => {
    const message = 'the app is checked for Kubernetes 1.33 and for 1.30; ';
    const shop = place({ kubernetesVersion: '1.33' });
    Aspects.of(shop.chart).add(new HardeningChecks({ kubernetesVersion: '1.30' }));
    expect(() => shop.app.synthYaml()).toThrow(
      `${message}the policy decides for the whole app: leave kubernetesVersion out of its aspects, or change the policy`,
    );
    const other = place();
    Aspects.of(other.app).add(new HardeningChecks({ kubernetesVersion: '1.33' }));
    Aspects.of(other.chart).add(new Harden({ kubernetesVersion: '1.30' }));
    expect(() => other.app.synthYaml()).toThrow(`${message}give one version, as HardeningPolicy.of(app).set(`);
  });

  test('two spellings of one version are one', () => {
    const shop = place({ kubernetesVersion: 'v1.33' });
    Aspects.of(shop.app).add(new HardeningChecks({ kubernetesVersion: '1.33.2' }));
    new SecureDeployment(shop.chart, 'web', { containers: [{ image: IMAGE }] });
    expect(() => Testing.synth(shop.chart)).not.toThrow();
  });
});

describe('aspects', () => {
  const pod = ({ chart }: Place, spec: any) =>
    new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec } as any);

  test('HardeningChecks without props follows the policy, and its own props override it', () => {
    const shop = place({ profile: Profiles.baseline() });
    pod(shop, { containers: [{ name: 'a', image: IMAGE }] });
    const checks = new HardeningChecks();
    Aspects.of(shop.app).add(checks);
    shop.app.synthYaml();
    expect(checks.lastReport?.profile).toBe('baseline');
    Aspects.of(shop.app).add(new HardeningChecks({ profile: Profiles.restricted() }));
    expect(refusalOf(shop).message).toContain('by HardeningChecks (profile restricted, Kubernetes');
  });

  test('settings of rules do not follow into another profile', () => {
    const shop = place({ rules: { 'run-as-non-root': { severity: Severity.CRITICAL } } });
    Aspects.of(shop.app).add(new HardeningChecks({ profile: Profiles.availability() }));
    pod(shop, { containers: [{ name: 'a', image: IMAGE }] });
    expect(rulesOf(refusalOf(shop))).not.toContain('run-as-non-root');
  });

  test('Harden without props follows the policy', () => {
    const shop = place({ profile: new Profile('one', { rules: [Profiles.rule('run-as-non-root')] }) });
    pod(shop, { containers: [{ name: 'a', image: IMAGE }] });
    Aspects.of(shop.app).add(new Harden());
    const [json] = Testing.synth(shop.chart);
    expect(json.spec.securityContext ?? json.spec.containers[0].securityContext).toEqual({ runAsNonRoot: true });
  });

  test('waivers of the policy are used once and reported once', () => {
    const waivers = [{ rule: 'host-network', kind: 'Pod', namespaceName: 'shop', name: 'a', ...WAIVED }];
    const profile = new Profile('one', { rules: [Profiles.rule('host-network')] });
    const shop = place({ profile, waivers });
    pod(shop, { hostNetwork: true, containers: [{ name: 'a', image: IMAGE }] });
    const checks = new HardeningChecks();
    Aspects.of(shop.app).add(checks);
    shop.app.synthYaml();
    expect(checks.lastReport?.waived.map(({ waiver }) => waiver)).toEqual(waivers);
  });
});

describe('the policy of an app', () => {
  test('belongs to the app alone, and is set once', () => {
    const { app, chart } = place();
    expect(() => HardeningPolicy.of(chart)).toThrow('"shop" has no policy of its own; set it on the app');
    expect(HardeningPolicy.of(app).policy).toBeUndefined();
    HardeningPolicy.of(app).set({ kubernetesVersion: '1.33' });
    expect(HardeningPolicy.of(app).policy).toEqual({ kubernetesVersion: '1.33' });
    expect(() => HardeningPolicy.of(app).set({})).toThrow('the app has a policy; set it once');
  });

  test.each<[string, Policy, RegExp]>([
    ['version', { kubernetesVersion: '2.0' }, /2\.0/],
    ['rule', { rules: { 'no-such-rule': { enabled: true } } }, /no-such-rule/],
    [
      'waiver',
      { waivers: [{ rule: 'host-network', kind: 'Pod', name: 'a', reason: 'short', expires: '2999-12-31' }] },
      /no reason/,
    ],
  ])('an invalid %s is refused when it is set', (_, policy, message) => {
    const app = new App();
    expect(() => HardeningPolicy.of(app).set(policy)).toThrow(message);
    expect(HardeningPolicy.of(app).policy).toBeUndefined();
  });

  test.each<[string, (path: string) => Place]>([
    ['set', (path) => place(PolicyFile.fromFile(path))],
    [
      'useFile',
      (path) => {
        const shop = place();
        HardeningPolicy.of(shop.app).useFile(path);
        return shop;
      },
    ],
  ])('by %s: the first line of a refusal names who refuses, and the file of the policy', (_, made) => {
    const folder = mkdtempSync(join(tmpdir(), 'policy-'));
    try {
      const path = join(folder, 'hardening.yaml');
      writeFileSync(path, 'kubernetesVersion: "1.33"\n');
      const shop = made(path);
      addHostNetwork(shop);
      expect(refusalOf(shop).message.split('\n')[0]).toMatch(
        new RegExp(`by its Secure\\* workloads \\(${path}, profile nsa of one workload, Kubernetes 1\\.33\\)$`),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('grants are refused by its rules', () => {
    const grant = (policy?: Policy) => () => {
      const { chart } = place(policy);
      new LockedServiceAccount(chart, 'account').allow(['*'], kplus.ApiResource.CONFIG_MAPS);
      Testing.synth(chart);
    };
    expect(grant()).toThrow('rbac-wildcard-verb (high)');
    expect(grant({ failOn: Severity.CRITICAL })).not.toThrow();
    const construct = 'shop/account/Role';
    const waivers = [{ rules: ['rbac-wildcard-verb', 'rbac-config-map-modify'], construct, ...WAIVED }];
    expect(grant({ waivers })).not.toThrow();
  });
});
