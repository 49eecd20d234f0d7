import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Include, JsonPatch, Lazy, Testing } from 'cdk8s';
import type { IConstruct } from 'constructs';
import {
  Aspects,
  Checker,
  HardeningChecks,
  type HardeningChecksProps,
  type IAspect,
  IsolatedNamespace,
  ManifestSet,
  PodSecurityLevel,
  Profiles,
  UnknownKinds,
} from '../src/index';
import { command, folder } from './support/command-line';
import { withoutWriter } from './support/written-claims';

const TODAY = '2026-11-24';
const PRIVILEGED = {
  containers: [{ name: 'web', image: 'ghcr.io/acme/web:1', securityContext: { privileged: true } }],
};
const outdirs: string[] = [];
let warnings: string[];

beforeEach(() => {
  warnings = [];
  jest.spyOn(process, 'emitWarning').mockImplementation((text) => {
    warnings.push(String(text));
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const outdir of outdirs.splice(0)) rmSync(outdir, { recursive: true, force: true });
});

function newApp(): App {
  const outdir = mkdtempSync(join(tmpdir(), 'applied-'));
  outdirs.push(outdir);
  return new App({ outdir });
}

function checks(props: HardeningChecksProps = {}): HardeningChecks {
  return new HardeningChecks({ profile: Profiles.baseline(), today: TODAY, ...props });
}

function settings(chart: Chart, id: string, name = id): ApiObject {
  return new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { id } });
}

describe('an object with items, which kubectl takes for a list', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: PRIVILEGED };

  test.each(['ConfigMap', 'Service', 'Widget', 'Pod'])('of kind %s is refused', (kind) => {
    const apiVersion = kind === 'Widget' ? 'acme.example/v1' : 'v1';
    expect(() => ManifestSet.fromJson([{ apiVersion, kind, items: [pod] }])).toThrow(
      '/items makes kubectl apply the items',
    );
  });

  test.each([[[]], [null], ['web'], [{}]])('is refused whatever the items are: %j', (items) => {
    expect(() => ManifestSet.fromJson([{ apiVersion: 'v1', kind: 'ConfigMap', items }])).toThrow(
      '/items makes kubectl',
    );
  });

  test('refuses the synth, also where Include reads it', () => {
    const app = newApp();
    const chart = new Chart(app, 'shop');
    const file = join(app.outdir, 'in.yaml');
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', items: [pod] }));
    new Include(chart, 'vendor', { url: file });
    Aspects.of(app).add(checks());
    expect(() => app.synth()).toThrow('/items makes kubectl apply the items');
    expect(readdirSync(app.outdir)).toEqual(['in.yaml']);
  });

  test('is judged inside where its kind is a list, also where the items name no kind', () => {
    const { kind: _, apiVersion: __, ...bare } = pod;
    const set = ManifestSet.fromJson([{ apiVersion: 'v1', kind: 'PodList', items: [bare] }]);
    const report = new Checker({ profile: Profiles.baseline(), today: TODAY }).check(set);
    expect(report.findings.map(({ rule }) => rule)).toEqual(['privileged-container']);
  });

  test('fails a check', async () => {
    const cwd = folder({ 'a.yaml': JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', items: [pod] }) });
    const { code, stdout } = await command(['check', 'a.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain('/items makes kubectl apply the items');
  });
});

describe('one object defined twice in an app', () => {
  test('refuses the synth, with both places', () => {
    const app = newApp();
    settings(new Chart(app, 'a'), 'one', 'settings');
    settings(new Chart(app, 'b'), 'two', 'settings');
    Aspects.of(app).add(checks());
    expect(() => app.synth()).toThrow(/ConfigMap "settings" is defined twice, at "a\/one" .* and at "b\/two"/);
    expect(readdirSync(app.outdir)).toEqual([]);
  });

  test('refuses the synth where one names the namespace default and the other none', () => {
    const app = newApp();
    settings(new Chart(app, 'a'), 'one', 'settings');
    settings(new Chart(app, 'b', { namespace: 'default' }), 'two', 'settings');
    settings(new Chart(app, 'c', { namespace: 'shop' }), 'three', 'settings');
    Aspects.of(app).add(checks());
    expect(() => app.synth()).toThrow(/1 error .*\n\n! b\/two {2}ConfigMap default\/settings — .* is defined twice/s);
  });

  test('refuses the synth where a cluster-scoped object has the namespaces of two charts', () => {
    const app = newApp();
    for (const [namespace, verb] of [
      ['shop', 'get'],
      ['bank', 'list'],
    ] as const) {
      const rules = [{ apiGroups: [''], resources: ['pods'], verbs: [verb] }];
      const role = {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'reader' },
        rules,
      };
      new ApiObject(new Chart(app, namespace, { namespace }), 'role', role);
    }
    Aspects.of(app).add(checks());
    expect(() => app.synth()).toThrow(/ClusterRole "reader" is defined twice, at "shop\/role" .* and at "bank\/role"/);
  });

  test('is a warning where both say the same', () => {
    const app = newApp();
    for (const id of ['a', 'b'])
      new ApiObject(new Chart(app, id), 'one', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
    Aspects.of(app).add(checks());
    app.synth();
    expect(warnings).toEqual([expect.stringContaining('is defined twice')]);
  });
});

describe('several pod templates in one object', () => {
  const template = (privileged: boolean) => ({
    spec: { containers: [{ name: 'web', image: 'ghcr.io/acme/web:1', securityContext: { privileged } }] },
  });
  const found = (spec: any, workloadKinds: any[] = [], kind = 'Fleet', apiVersion = 'acme.example/v1') => {
    const set = ManifestSet.fromJson([{ apiVersion, kind, metadata: { name: 'fleet' }, spec }], { workloadKinds });
    const { findings, errors } = new Checker({ profile: Profiles.baseline(), today: TODAY }).check(set);
    return [...errors.map(({ message }) => message), ...findings.map(({ pointer }) => pointer)];
  };
  const FLEET = { group: 'acme.example', kind: 'Fleet' };
  const place = (path: string) => `${path}/spec/containers/0/securityContext/privileged`;

  test('of an unknown kind are all judged: a clean one hides no weak one', () => {
    expect(found({ template: template(false), podTemplate: template(true) })).toEqual([place('/spec/podTemplate')]);
  });

  test('of a kind with several entries are all judged', () => {
    const kinds = ['/spec/head', '/spec/worker'].map((podTemplate) => ({ ...FLEET, podTemplate }));
    expect(found({ head: template(true), worker: template(true) }, kinds)).toEqual([
      place('/spec/head'),
      place('/spec/worker'),
    ]);
  });

  test('in a list or a map are all judged', () => {
    const kinds = [{ ...FLEET, podTemplate: '/spec/workers/*/template' }];
    const workers = [{ template: template(false) }, { template: template(true) }, {}];
    expect(found({ workers }, kinds)).toEqual([place('/spec/workers/1/template')]);
    expect(found({ workers: { a: { template: template(true) } } }, kinds)).toEqual([place('/spec/workers/a/template')]);
  });

  test('beside the usual places are judged with them', () => {
    const kinds = [{ ...FLEET, podTemplate: '/spec/decoy' }];
    expect(found({ decoy: template(false), template: template(true) }, kinds)).toEqual([place('/spec/template')]);
  });

  test('cannot move a shipped kind to a decoy', () => {
    const kinds = [{ group: 'apps', kind: 'Deployment', podTemplate: '/spec/decoy' }];
    const weak = { ...template(true), metadata: { labels: { app: 'web' } } };
    const spec = { selector: { matchLabels: { app: 'web' } }, decoy: template(false), template: weak };
    expect(found(spec, kinds, 'Deployment', 'apps/v1')).toEqual([place('/spec/template')]);
  });

  test('that are in none of the registered places are an error', () => {
    const kinds = [{ ...FLEET, podTemplate: '/spec/workers/*/template' }];
    expect(found({ workers: [] }, kinds)).toEqual(['must be a list of at least one container']);
  });
});

describe('what was judged and is missing when it is written', () => {
  test('is an error where a validation takes it away the second time', () => {
    const app = newApp();
    const chart = new Chart(app, 'shop');
    settings(chart, 'policy');
    Aspects.of(app).add(checks());
    let calls = 0;
    chart.node.addValidation({
      validate: () => {
        calls += 1;
        if (calls === 2) chart.node.tryRemoveChild('policy');
        return [];
      },
    });
    const written = app.synthYaml(); // it is asked once
    expect([calls, written]).toEqual([1, expect.stringContaining('ConfigMap')]);
    calls = 0;
    withoutWriter(() => expect(() => app.synthYaml()).toThrow(/is written|was judged and is not written/));
  });

  test('is an error where a chart answers shorter the second time', () => {
    let calls = 0;
    class Shrinking extends Chart {
      public override toJson(): any[] {
        calls += 1;
        const docs = super.toJson();
        return calls === 1 ? docs : docs.slice(1);
      }
    }
    const app = newApp();
    const chart = new Shrinking(app, 'shop');
    settings(chart, 'one');
    settings(chart, 'two');
    Aspects.of(app).add(checks());
    Object.defineProperty(chart, 'toJson', { value: chart.toJson, configurable: false });
    expect(() => app.synth()).toThrow('was judged and is not written');
    expect(readdirSync(app.outdir)).toEqual([]);
  });
});

describe('a synth within a synth', () => {
  const doing = <T>(act: () => void, answer: T): T => {
    act();
    return answer;
  };
  const PLACES: [string, (app: App, chart: Chart, act: () => void) => void][] = [
    ['a validation', (_, chart, act) => chart.node.addValidation({ validate: () => doing(act, []) })],
    ['a visit', (app, _, act) => Aspects.of(app).add({ visit: act })],
    [
      'a lazy value',
      (_, chart, act) =>
        new ApiObject(chart, 'lazy', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          data: Lazy.any({ produce: () => doing(act, {}) }),
        }),
    ],
  ];

  test.each(PLACES)('in %s is an error, and nothing is written', (_, put) => {
    for (const call of ['synth', 'synthYaml'] as const) {
      const app = newApp();
      const chart = new Chart(app, 'shop');
      settings(chart, 'one');
      Aspects.of(app).add(checks());
      put(app, chart, () => app[call]());
      expect(() => app.synth()).toThrow(`app.${call}() was called while the same app is being synthesized`);
      expect(readdirSync(app.outdir)).toEqual([]);
    }
  });

  test.each(PLACES)('of one chart in %s is an error too: what it returns was not judged', (_, put) => {
    const app = newApp();
    const chart = new Chart(app, 'shop');
    settings(chart, 'one');
    Aspects.of(app).add(checks());
    put(app, chart, () => Testing.synth(chart));
    expect(() => app.synth()).toThrow('chart.toJson() was called while the same app is being synthesized');
  });

  test('of another app is none of it', () => {
    const [app, other] = [newApp(), newApp()];
    settings(new Chart(app, 'shop'), 'one');
    settings(new Chart(other, 'bank'), 'one');
    for (const each of [app, other]) Aspects.of(each).add(checks());
    Aspects.of(app).add({ visit: (node: IConstruct) => node === app && other.synth() } as IAspect);
    app.synth();
    expect(readdirSync(other.outdir)).toEqual(['bank.k8s.yaml']);
  });
});

test('an aspect that threw in a visit is asked again in the next synth', () => {
  const app = newApp();
  settings(new Chart(app, 'shop'), 'one');
  const seen: string[] = [];
  Aspects.of(app).add({
    visit(node) {
      seen.push(node.node.path);
      if (seen.length === 2) throw new Error('not yet');
    },
  });
  expect(() => app.synth()).toThrow('not yet');
  app.synth();
  expect(seen).toEqual(['', 'shop', 'shop', 'shop/one']);
});

describe('an IsolatedNamespace without HardeningChecks', () => {
  const made = (level?: PodSecurityLevel) => {
    const chart = new Chart(newApp(), 'shop', { namespace: 'shop' });
    return { chart, namespace: new IsolatedNamespace(chart, 'namespace', { podSecurityLevel: level }) };
  };

  test.each([undefined, PodSecurityLevel.BASELINE])('is written as it is made, at level %s', (level) => {
    expect(Testing.synth(made(level).chart).length).toBeGreaterThan(4);
  });

  test('is refused beside another Namespace of its name', () => {
    const app = newApp();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    new IsolatedNamespace(chart, 'namespace');
    new ApiObject(chart, 'again', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    expect(() => app.synth()).toThrow('Namespace "shop" is defined twice');
  });

  test.each(['DefaultDeny', 'LimitRange', 'ResourceQuota'])('is refused without its %s', (id) => {
    const { chart, namespace } = made();
    namespace.node.tryRemoveChild(id);
    expect(() => Testing.synth(chart)).toThrow(/cdk8s-hardened refuses to write this app: [12] finding/);
  });

  test.each([
    ['gone', undefined],
    ['privileged', 'privileged'],
    ['lower than declared', 'baseline'],
  ])('is refused where its enforce label is %s', (_, value) => {
    const { chart, namespace } = made();
    const label = 'pod-security.kubernetes.io/enforce';
    if (value !== undefined) namespace.metadata.addLabel(label, value);
    else ApiObject.of(namespace).addJsonPatch(JsonPatch.remove('/metadata/labels/pod-security.kubernetes.io~1enforce'));
    expect(() => Testing.synth(chart)).toThrow(/pss-enforce/);
  });
});

describe('kinds that no rule knows', () => {
  const synth = (unknownKinds?: UnknownKinds) => {
    const app = newApp();
    new ApiObject(new Chart(app, 'shop'), 'widget', { apiVersion: 'acme.example/v1', kind: 'Widget' });
    Aspects.of(app).add(checks({ unknownKinds }));
    app.synth();
  };

  test.each([undefined, UnknownKinds.WARN])('are named in a warning: %s', (unknownKinds) => {
    synth(unknownKinds);
    expect(warnings).toEqual([expect.stringContaining('no rule knows Widget (acme.example/v1)')]);
  });

  test('can be refused', () => {
    expect(() => synth(UnknownKinds.ERROR)).toThrow('no rule knows the kind Widget');
  });

  test('can be ignored', () => {
    synth(UnknownKinds.IGNORE);
    expect(warnings).toEqual([]);
  });
});

describe('annotation waivers', () => {
  const POD = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web',
      annotations: {
        'cdk8s-hardened.github.io/waive.privileged-container': 'the agent needs the devices; expires=2027-01-31',
      },
    },
    spec: PRIVILEGED,
  };

  test('of an object that the app makes count, and are listed', () => {
    const app = newApp();
    new ApiObject(new Chart(app, 'shop'), 'web', POD);
    Aspects.of(app).add(checks());
    app.synth();
    expect(warnings).toEqual([expect.stringContaining('Pod web waives "privileged-container" by an annotation')]);
  });

  test('of an object that Include reads count only where the policy accepts them', () => {
    const synth = (includedAnnotations?: boolean) => {
      const app = newApp();
      const file = join(app.outdir, 'in.yaml');
      writeFileSync(file, JSON.stringify(POD));
      new Include(new Chart(app, 'shop'), 'vendor', { url: file });
      Aspects.of(app).add(checks({ waiverPolicy: { includedAnnotations } }));
      app.synth();
    };
    expect(() => synth()).toThrow('privileged-container');
    expect(warnings).toEqual([expect.stringContaining('Include or Helm reads')]);
    synth(true);
  });

  test('of an object that Include reads do not count where a chart hands it on by a toJson of its own', () => {
    class Labelled extends Chart {
      public override toJson(): any[] {
        return super.toJson().map((json) => ({ ...json, metadata: { ...json.metadata, labels: { team: 'shop' } } }));
      }
    }
    const app = newApp();
    const file = join(app.outdir, 'in.yaml');
    writeFileSync(file, JSON.stringify(POD));
    new Include(new Labelled(app, 'shop'), 'vendor', { url: file });
    Aspects.of(app).add(checks());
    expect(() => app.synth()).toThrow('privileged-container');
    expect(warnings).toEqual([expect.stringContaining('Include or Helm reads')]);
  });
});

describe('what a synth throws', () => {
  const EVIL = 'x\u001b[2J\u202e';
  const SAFE = 'x\\u001b[2J\\u202e';

  test.each<[string, (chart: Chart) => void]>([
    ['the name of an object that is refused', (chart) => pod(chart, EVIL)],
    ['the name of an object that no file can hold', (chart) => settings(chart, 'a', `${EVIL}\ud800`)],
    [
      'the name of an object that is not written',
      (chart) => {
        settings(chart, 'a', EVIL);
        let calls = 0;
        const validate = () => {
          calls += 1;
          if (calls % 2 === 0) chart.node.tryRemoveChild('a');
          return [];
        };
        chart.node.addValidation({ validate });
      },
    ],
    [
      'what cannot be rendered',
      (chart) => {
        const throws = () => {
          throw new Error(EVIL);
        };
        Object.assign(settings(chart, 'a'), { toJson: throws });
      },
    ],
  ])('has nothing raw that a terminal interprets from %s', (_, put) => {
    const app = newApp();
    put(new Chart(app, 'shop'));
    Aspects.of(app).add(checks());
    const thrown = (() => {
      try {
        return app.synth();
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(thrown).toContain(SAFE);
    expect(thrown).not.toContain('\u001b');
  });

  function pod(chart: Chart, name: string): void {
    new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: PRIVILEGED });
  }
});
