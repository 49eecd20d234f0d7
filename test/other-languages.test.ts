/** What this process does for a program in another language. conformance/languages/run has the real programs. */
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { hostLanguage } from '../src/engine/host-language';
import {
  Aspects,
  Connections,
  type Finding,
  HardeningChecks,
  type IAspect,
  type IRule,
  Profile,
  Profiles,
  SecureDeployment,
  Severity,
} from '../src/index';
import { IMAGE } from './support/workloads';

const HOST_STACK = Symbol.for('jsii.context.hostStackTrace');
const AGENTS = {
  python: 'Python/3.11.7',
  java: 'Java/17.0.15',
  go: 'go1.26.8/linux/amd64',
  dotnet: 'DotNet/8.0.1/.NETCoreApp,Version=v6.0/1.0.0.0',
};
const SEES = 'With JSII_HOST_STACK_TRACES=1 in the environment, each finding names the line that created the object';

afterEach(() => {
  delete process.env.JSII_AGENT;
  delete (globalThis as any)[HOST_STACK];
});

/** Creates something weaker as a program in some language does, and returns the refusal of its synth. */
function refusalIn(agent: string | undefined, frames?: unknown[]): string {
  if (agent) process.env.JSII_AGENT = agent;
  const app = new App();
  Aspects.of(app).add(new HardeningChecks({ profile: Profiles.baseline(), today: '2026-11-30' }));
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  (globalThis as any)[HOST_STACK] = frames;
  new kplus.Deployment(chart, 'web', {
    metadata: { name: 'web' },
    hostNetwork: true,
    containers: [{ image: IMAGE }],
  });
  delete (globalThis as any)[HOST_STACK];
  try {
    app.synthYaml();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

test.each([...Object.entries(AGENTS), [undefined, undefined], [undefined, ''], [undefined, 'node/20']])(
  'the language is %s for a program that says %p',
  (language, agent) => {
    expect(hostLanguage({ JSII_AGENT: agent })).toBe(language);
  },
);

describe('a refusal', () => {
  test.each([
    [
      undefined,
      "{ rule: 'host-network', kind: 'Deployment', namespaceName: 'shop', name: 'web', reason: '', expires: '2027-02-28' }",
    ],
    [
      AGENTS.python,
      'Waiver(rule="host-network", kind="Deployment", namespace_name="shop", name="web", reason="", expires="2027-02-28")',
    ],
    [
      AGENTS.java,
      'Waiver.builder().rule("host-network").kind("Deployment").namespaceName("shop").name("web").reason("").expires("2027-02-28").build()',
    ],
    [
      AGENTS.go,
      '&cdk8shardened.Waiver{Rule: jsii.String("host-network"), Kind: jsii.String("Deployment"), NamespaceName: jsii.String("shop"), Name: jsii.String("web"), Reason: jsii.String(""), Expires: jsii.String("2027-02-28")}',
    ],
    [
      AGENTS.dotnet,
      'new Waiver { Rule = "host-network", Kind = "Deployment", NamespaceName = "shop", Name = "web", Reason = "", Expires = "2027-02-28" }',
    ],
  ])('writes the waiver as a program of %s does', (agent, waiver) => {
    expect(refusalIn(agent)).toContain(`\n    waiver: ${waiver}\n`);
  });

  test('names no line of this process for a program in another language', () => {
    expect(refusalIn(undefined)).toMatch(/\n {4}created at test\/other-languages\.test\.ts:\d+:\d+\n/);
    for (const agent of Object.values(AGENTS)) expect(refusalIn(agent)).not.toContain('created at');
  });

  test.each([
    ['python', AGENTS.python, [[`${process.cwd()}/shop/main.py`, 8, 0, '<module>']], 'shop/main.py:8'],
    [
      'python, through a library',
      AGENTS.python,
      [
        ['/venv/lib/python3.11/site-packages/acme/shop.py', 3, 0, 'make'],
        ['/usr/lib/python3/dist-packages/other.py', 4, 0, 'make'],
        [`${process.cwd()}/main.py`, 9, 0, '<module>'],
      ],
      'main.py:9',
    ],
    [
      'java, through the builder',
      AGENTS.java,
      [
        ['SecureDeployment.java', 48, 0, 'io.github.cdk8shardened.SecureDeployment.<init>'],
        ['SecureDeployment.java', 611, 0, 'io.github.cdk8shardened33.SecureDeployment$Builder.build'],
        ['Deployment.java', 20, 0, 'org.cdk8s.plus28.Deployment.<init>'],
        ['Construct.java', 20, 0, 'software.constructs.Construct.<init>'],
        ['Shop.java', 12, 0, 'com.acme.Shop.<init>'],
      ],
      'Shop.java:12',
    ],
  ])('names the line of a program in %s that sends its frames', (_, agent, frames, line) => {
    const text = refusalIn(agent, frames);
    expect(text).toContain(`\n    created at ${line}\n`);
    expect(text).not.toContain(SEES);
  });

  test('names no line where all frames are of libraries', () => {
    const frames = [['Deployment.java', 20, 0, 'org.cdk8s.plus28.Deployment.<init>']];
    expect(refusalIn(AGENTS.java, frames)).not.toContain('created at');
  });

  test.each([
    [undefined, 0],
    [AGENTS.python, 1],
    [AGENTS.java, 1],
    [AGENTS.go, 0],
    [AGENTS.dotnet, 0],
  ])('says to a program of %s %i times how to see the lines', (agent, times) => {
    expect(refusalIn(agent).split(SEES)).toHaveLength(times + 1);
  });
});

describe('the kernel of jsii', () => {
  const { prepareStackTrace } = Error;
  afterEach(() => {
    Error.prepareStackTrace = prepareStackTrace;
  });

  /** What the kernel makes of an error of a library. */
  function wrapped(): Error {
    const error = new Error('HardeningError: cdk8s-hardened refuses');
    error.name = '@jsii/kernel.RuntimeError';
    return error;
  }

  function load(agent?: string): void {
    if (agent) process.env.JSII_AGENT = agent;
    jest.isolateModules(() => require('../src/aspects/refusal/kernel-errors'));
  }

  test('sends no stack, which would repeat the message', () => {
    load(AGENTS.python);
    expect(wrapped().stack).toBe('');
  });

  test('sends the stacks of its own errors', () => {
    (Error as any).prepareStackTrace = undefined;
    load(AGENTS.python);
    const { stack = '' } = new TypeError('no such object');
    expect(stack).toMatch(/^TypeError: no such object\n {4}at .*other-languages\.test\.ts/);
  });

  test('keeps what another library does with stacks', () => {
    Error.prepareStackTrace = (error) => `mine: ${error.message}`;
    load(AGENTS.python);
    expect(new Error('x').stack).toBe('mine: x');
  });

  test('is left alone where the program runs in this process', () => {
    const before = Error.prepareStackTrace;
    load();
    expect(Error.prepareStackTrace).toBe(before);
  });
});

describe('one address for several types of Go', () => {
  const SHARED = 'Go types without fields share one address';
  const meta = { id: 'acme', title: 'T', severity: Severity.LOW, profiles: [], standards: [], references: [] };
  /** What jsii makes of an object of another language. */
  const object = (): IRule & IAspect => ({ meta, check: (): Finding[] => [], visit: () => undefined });
  const given = object();
  const asRule = (rule: IRule) => new Profile('acme', { rules: [rule] });
  const asMore = (rule: IRule) => Profiles.baseline().withRules(rule);
  const asAspect = (aspect: IAspect) => Aspects.of(new App()).add(aspect);

  test.each([
    ['a rule', asRule],
    ['a rule of another profile', asMore],
    ['an aspect', asAspect],
  ])('is refused as %s', (_, use) => {
    process.env.JSII_AGENT = AGENTS.go;
    if (use === asRule) asMore(given);
    expect(() => use(given)).toThrow(SHARED);
    expect(() => use(object())).not.toThrow();
  });

  test('is not a fault of other languages', () => {
    process.env.JSII_AGENT = AGENTS.python;
    const rule = object();
    for (const use of [asRule, asMore, asAspect, asAspect]) expect(() => use(rule)).not.toThrow();
  });

  test('is not asked of rules and aspects of this library', () => {
    process.env.JSII_AGENT = AGENTS.go;
    const checks = new HardeningChecks();
    for (let time = 0; time < 2; time += 1) {
      asAspect(checks);
      asRule(Profiles.baseline().rule('host-pid'));
    }
  });
});

test.each([
  ['nothing', undefined],
  ['an object that does not visit', {}],
])('an aspect that is %s is refused', (_, aspect) => {
  const chart = new Chart(new App(), 'shop');
  expect(() => Aspects.of(chart).add(aspect as any)).toThrow(
    'an aspect of "shop" has no method "visit"; write one that takes a construct',
  );
});

test('the connections of a workload are those of its property', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const web = new SecureDeployment(chart, 'web', { containers: [{ image: IMAGE, portNumber: 8080 }] });
  expect(Connections.of(web)).toBe(web.connections);
  const plain = new kplus.Deployment(chart, 'plain', { containers: [{ image: IMAGE }] });
  expect(() => Connections.of(plain)).toThrow('shop/plain is no Secure* workload; use its own connections');
});
