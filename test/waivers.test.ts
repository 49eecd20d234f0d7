import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Aspects, Harden, HardeningChecks, SecureDeployment, Waivers } from '../src/index';

const TODAY = '2026-11-24';
const TERMS = { reason: 'the value of the public demo', expires: '2027-06-30' };
const RULE = 'secret-in-config-map';

function place() {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const checks = new HardeningChecks({ today: TODAY });
  Aspects.of(app).add(checks);
  const data = { DB_PASSWORD: 'hunter2-hunter2' };
  const settings = new kplus.ConfigMap(chart, 'settings', { data });
  return { app, chart, checks, settings };
}

describe('a waiver of a construct', () => {
  let warnings: string[];
  beforeEach(() => {
    warnings = [];
    jest.spyOn(process, 'emitWarning').mockImplementation((text) => {
      warnings.push(String(text));
    });
  });
  afterEach(() => jest.restoreAllMocks());

  test('without one the object is refused', () => {
    expect(() => Testing.synth(place().chart)).toThrow(RULE);
  });

  test('lets a finding of its object stand', () => {
    const { chart, checks, settings } = place();
    Waivers.of(settings).add({ rule: RULE, ...TERMS });
    Testing.synth(chart);
    expect(checks.lastReport?.waived.map(({ finding }) => finding.rule)).toEqual([RULE]);
    expect(warnings).toEqual([]);
  });

  test('stands for an ApiObject too, and for the object alone that it was given to', () => {
    const { chart, checks, settings } = place();
    const other = new ApiObject(chart, 'other', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      data: { DB_PASSWORD: 'hunter2-hunter2' },
    });
    Waivers.of(other).add({ rule: RULE, ...TERMS });
    expect(() => Testing.synth(chart)).toThrow(RULE);
    expect(checks.lastReport?.findings.map(({ origin }) => origin.constructPath)).toEqual(['shop/settings/Resource']);
    Waivers.of(settings).add({ rule: RULE, ...TERMS });
    Testing.synth(chart);
  });

  test('does not stand for the constructs below it', () => {
    const { chart } = place();
    Waivers.of(chart).add({ rule: RULE, ...TERMS });
    expect(() => Testing.synth(chart)).toThrow(RULE);
    expect(warnings).toEqual([expect.stringContaining('shop makes no such object; did you mean shop/settings?')]);
  });

  test('a warning holds nothing raw that a terminal interprets', () => {
    const { chart } = place();
    Waivers.of(new Construct(chart, '\u001b[2J\u202e')).add({ rule: RULE, ...TERMS });
    expect(() => Testing.synth(chart)).toThrow(RULE);
    expect(warnings).toEqual([
      expect.stringContaining('for shop/\\u001b[2J\\u202e names a construct that makes no object here'),
    ]);
  });

  test('holds for what a Secure* workload asks of itself', () => {
    const app = new App();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const web = new SecureDeployment(chart, 'web', {
      containers: [
        { image: 'ghcr.io/acme/web:1.4.2', portNumber: 8080, securityContext: { readOnlyRootFilesystem: false } },
      ],
    });
    expect(() => Testing.synth(chart)).toThrow('writable-root-filesystem');
    Waivers.of(web).add({
      rule: 'writable-root-filesystem',
      reason: 'writes beside its program',
      expires: '2999-12-31',
    });
    const pod = Testing.synth(chart).find(({ kind }) => kind === 'Deployment').spec.template.spec;
    expect(pod.containers[0].securityContext.readOnlyRootFilesystem).toBe(false);
  });

  test('keeps Harden from changing what it waives', () => {
    const app = new App();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const raw = new ApiObject(chart, 'web', {
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { containers: [{ name: 'web', image: 'ghcr.io/acme/web:1.4.2' }] },
    });
    const rootOf = () => Testing.synth(chart)[0].spec.containers[0].securityContext.readOnlyRootFilesystem;
    Aspects.of(app).add(new Harden({ today: TODAY }));
    expect(rootOf()).toBe(true);
    Waivers.of(raw).add({ rule: 'writable-root-filesystem', ...TERMS });
    expect(rootOf()).toBeUndefined();
  });

  test.each([
    ['a rule that is not known', { rule: 'secret-in-config-mapp', ...TERMS }, 'did you mean "secret-in-config-map"?'],
    ['no reason', { rule: RULE, ...TERMS, reason: 'because' }, 'has no reason'],
    ['no day', { rule: RULE, ...TERMS, expires: 'soon' }, 'has the last day "soon"'],
  ])('with %s is an error of the synth', (_, terms, message) => {
    const { chart, settings } = place();
    Waivers.of(settings).add(terms);
    expect(() => Testing.synth(chart)).toThrow(message);
  });

  test('is listed by the construct that has it, path and all', () => {
    const { settings } = place();
    Waivers.of(settings).add({ rule: RULE, ...TERMS });
    expect(Waivers.of(settings).all).toEqual([{ rule: RULE, ...TERMS, construct: 'shop/settings' }]);
  });
});
