import { ManifestSet } from '../model/manifest-set';
import { Checker, type CheckerProps } from './checker';
import { defineRule } from './define-rule';
import type { Finding } from './finding';
import { Profile } from './profile';
import type { RuleMeta } from './rule';
import { Severity } from './severity';
import type { Visitor } from './visitor';
import type { Waiver } from './waivers/waiver';

const TODAY = '2026-11-29';

function rule(id: string, visit: Visitor, more: Partial<RuleMeta> = {}) {
  const about = { title: id, severity: Severity.LOW, profiles: [], references: [], standards: [] };
  return defineRule({ id, ...about, ...more, visit });
}

/** Finds what is written at a pointer of each container. */
function ofContainer(id: string, pointer: string, more?: Partial<RuleMeta>) {
  return rule(
    id,
    {
      container(container, { report }) {
        if (container.value(pointer) !== undefined) report({ pointer: `${container.path}${pointer}`, message: id });
      },
    },
    more,
  );
}

/** Finds what is written at a pointer of each pod. */
function ofPod(id: string, pointer: string, more?: Partial<RuleMeta>) {
  return rule(
    id,
    {
      podTemplate(pod, { report }) {
        if (pod.value(pointer) !== undefined) report({ pointer: `${pod.specPath}${pointer}`, message: id });
      },
    },
    more,
  );
}

const pod = (spec: any) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec });
const container = (name: string, more: object = {}) => ({ name, image: 'ghcr.io/acme/web:1', ...more });

function check(object: any, rules: ReturnType<typeof rule>[], props: Partial<CheckerProps> = {}) {
  return new Checker({ profile: new Profile('test', { rules }), today: TODAY, ...props }).check(
    ManifestSet.fromJson([object]),
  );
}

/** `rule at pointer`, then what follows from it. */
const tree = (findings: readonly Finding[]) =>
  findings.map(({ rule: id, pointer, related = [] }) => [`${id} ${pointer}`, ...related.map((each) => each.rule)]);

const waiver = (id: string, more: Partial<Waiver> = {}): Waiver => ({
  rule: id,
  kind: 'Pod',
  namespaceName: 'shop',
  name: 'web',
  reason: 'stands in a test',
  expires: TODAY,
  ...more,
});

const cause = ofContainer('cause', '/tty');
const effect = ofContainer('effect', '/stdin', { impliedBy: ['cause'] });
const both = { tty: true, stdin: true };

describe('a finding that follows from another', () => {
  test('stands under it, and counts with it', () => {
    const report = check(pod({ containers: [container('a', both)] }), [effect, cause]);
    expect(tree(report.findings)).toEqual([['cause /spec/containers/0/tty', 'effect']]);
    expect(report._each.findings.map((each) => each.rule)).toEqual(['effect', 'cause']);
  });

  test('stands alone where the cause is in another container, of the same list or not', () => {
    const containers = [container('a', { tty: true }), container('b', { stdin: true })];
    const alone = (spec: any) => tree(check(pod(spec), [cause, effect]).findings).every((each) => each.length === 1);
    expect(alone({ containers })).toBe(true);
    expect(alone({ initContainers: containers.slice(1), containers: containers.slice(0, 1) })).toBe(true);
  });

  test('stands alone where the rule of the cause is off', () => {
    const report = check(pod({ containers: [container('a', both)] }), [effect]);
    expect(tree(report.findings)).toEqual([['effect /spec/containers/0/stdin']]);
  });

  test('stands under one about the whole pod, and one about the pod under one about a container', () => {
    const ofWhole = ofPod('whole', '/hostPID');
    const part = ofContainer('part', '/stdin', { impliedBy: ['whole'] });
    const reverse = ofPod('reverse', '/hostPID', { impliedBy: ['cause'] });
    const object = pod({ hostPID: true, containers: [container('a', both)] });
    expect(tree(check(object, [ofWhole, part]).findings)).toEqual([['whole /spec/hostPID', 'part']]);
    expect(tree(check(object, [cause, reverse]).findings)).toEqual([['cause /spec/containers/0/tty', 'reverse']]);
  });

  test('stands under the first of a chain', () => {
    const last = ofContainer('last', '/image', { impliedBy: ['effect'] });
    const report = check(pod({ containers: [container('a', both)] }), [last, effect, cause]);
    expect(tree(report.findings)).toEqual([['cause /spec/containers/0/tty', 'last', 'effect']]);
  });

  test('is about the part that its rule names, not where its field stands', () => {
    const volume = rule('volume', {
      podTemplate(view, { report }) {
        (view.value('/volumes') ?? []).forEach((_: any, index: number) => {
          report({ pointer: `${view.specPath}/volumes/${index}`, message: 'volume' });
        });
      },
    });
    const mount = rule(
      'mount',
      {
        container(view, { report }) {
          const about = `${view.pod.specPath}/volumes/1`;
          report({ pointer: `${view.path}/volumeMounts/0`, about, message: 'mount' });
        },
      },
      { impliedBy: ['volume'] },
    );
    const volumes = [
      { name: 'a', emptyDir: {} },
      { name: 'b', emptyDir: {} },
    ];
    const object = pod({ volumes, containers: [container('a', { volumeMounts: [{ name: 'b', mountPath: '/b' }] })] });
    expect(tree(check(object, [volume, mount]).findings)).toEqual([
      ['volume /spec/volumes/0'],
      ['volume /spec/volumes/1', 'mount'],
    ]);
  });

  test('stands alone where the cause is in another pod of the same object', () => {
    const ofWhole = ofPod('whole', '/hostPID');
    const part = ofContainer('part', '/stdin', { impliedBy: ['whole'] });
    const template = (spec: any) => ({ replicas: 1, template: { spec } });
    const object = {
      apiVersion: 'kubeflow.org/v1',
      kind: 'PyTorchJob',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        pytorchReplicaSpecs: {
          Master: template({ hostPID: true, containers: [container('pytorch')] }),
          Worker: template({ containers: [container('pytorch', { stdin: true })] }),
        },
      },
    };
    expect(tree(check(object, [ofWhole, part]).findings).map((each) => each.length)).toEqual([1, 1]);
  });

  test('makes the first as severe as itself, in the report alone', () => {
    const worse = ofContainer('effect', '/stdin', { impliedBy: ['cause'], severity: Severity.CRITICAL });
    const report = check(pod({ containers: [container('a', both)] }), [cause, worse]);
    expect(report.findings.map(({ severity }) => severity)).toEqual([Severity.CRITICAL]);
    expect(report._each.findings.map(({ severity }) => severity)).toEqual([Severity.CRITICAL, Severity.LOW]);
    expect(report.fails(Severity.CRITICAL)).toBe(true);
  });
});

describe('a waiver of the cause', () => {
  const object = pod({ containers: [container('a', both), container('b', both)] });
  const rules = [cause, effect];

  test('covers what follows from it', () => {
    const report = check(object, rules, { waivers: [waiver('cause')] });
    expect(report.findings).toEqual([]);
    expect(tree(report.waived.map(({ finding }) => finding))).toEqual([
      ['cause /spec/containers/0/tty', 'effect'],
      ['cause /spec/containers/1/tty', 'effect'],
    ]);
  });

  test('covers only what follows from the findings that it accepts', () => {
    const report = check(object, rules, { waivers: [waiver('cause', { container: 'a' })] });
    expect(tree(report.findings)).toEqual([['cause /spec/containers/1/tty', 'effect']]);
  });

  test('covers nothing that has another cause as well', () => {
    const whole = ofPod('whole', '/containers', { impliedBy: ['cause'] });
    const report = check(object, [cause, whole], { waivers: [waiver('cause', { container: 'a' })] });
    expect(tree(report.findings)).toEqual([['cause /spec/containers/1/tty', 'whole']]);
  });

  test('covers neither what cannot be waived, nor what is too severe', () => {
    const waivers = [waiver('cause')];
    const strict = new Profile('strict', { rules, unwaivable: ['effect'] });
    expect(tree(check(object, rules, { profile: strict, waivers }).findings)).toEqual([
      ['effect /spec/containers/0/stdin'],
      ['effect /spec/containers/1/stdin'],
    ]);
    const worse = ofContainer('effect', '/stdin', { impliedBy: ['cause'], severity: Severity.HIGH });
    const mild = new Profile('mild', { rules: [cause, worse] }).withWaiverPolicy({ maxSeverity: Severity.MEDIUM });
    expect(check(object, rules, { profile: mild, waivers }).findings.map((each) => each.rule)).toEqual([
      'effect',
      'effect',
    ]);
  });

  test('leaves a waiver of what follows in use', () => {
    const waivers = [waiver('cause'), waiver('effect', { reason: 'has a reason of its own' })];
    const report = check(object, rules, { waivers });
    expect(report.unusedWaivers).toEqual([]);
    expect(tree(report.waived.map(({ finding }) => finding)).map((each) => each.length)).toEqual([1, 1, 1, 1]);
  });
});

test('a waiver of what follows leaves the cause', () => {
  const report = check(pod({ containers: [container('a', both)] }), [cause, effect], { waivers: [waiver('effect')] });
  expect(tree(report.findings)).toEqual([['cause /spec/containers/0/tty']]);
});

test('rules that imply each other are refused', () => {
  const one = ofContainer('one', '/tty', { impliedBy: ['two'] });
  const two = ofContainer('two', '/tty', { impliedBy: ['one'] });
  const self = ofContainer('self', '/tty', { impliedBy: ['self'] });
  expect(() => new Profile('test', { rules: [one, two] })).toThrow(
    'rules imply each other: one ← two ← one; remove one impliedBy',
  );
  expect(() => new Profile('test', { rules: [self] })).toThrow('rules imply each other: self ← self');
});
