import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Helm, Include, JsonPatch, Lazy, Testing, Yaml, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import {
  AspectPriority,
  Aspects,
  Harden,
  HardeningChecks,
  type HardeningChecksProps,
  HardenMode,
  Profiles,
  Severity,
} from '../src/index';

const outdirs: string[] = [];
afterAll(() => {
  for (const outdir of outdirs) rmSync(outdir, { recursive: true, force: true });
});

function newApp(yamlOutputType?: YamlOutputType): App {
  const outdir = mkdtempSync(join(tmpdir(), 'hardened-'));
  outdirs.push(outdir);
  return new App({ outdir, yamlOutputType });
}

/** A pod spec that passes `restricted`. */
function safeSpec(): any {
  return {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'main',
        image: 'ghcr.io/acme/web:1.0.0',
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  };
}

function privilegedSpec(): any {
  const spec = safeSpec();
  spec.containers[0].securityContext.privileged = true;
  return spec;
}

/** The API server refuses `allowPrivilegeEscalation: false` beside it. */
function waivableSpec(): any {
  const spec = privilegedSpec();
  delete spec.containers[0].securityContext.allowPrivilegeEscalation;
  return spec;
}

function pod(scope: Construct, id: string, spec: any, metadata: any = { name: id }): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Pod', metadata, spec } as any);
}

/** Safe when it is asked first, privileged from then on. */
function changing(): () => any {
  let asked = 0;
  return () => {
    asked += 1;
    return asked > 1 ? privilegedSpec() : safeSpec();
  };
}

function checks(props: HardeningChecksProps = {}): HardeningChecks {
  return new HardeningChecks({ profile: Profiles.restricted(), ...props });
}

/** The four doors; each gives what it wrote. */
const DOORS: { readonly [name: string]: (app: App) => any[] } = {
  'app.synth()': (app) => {
    app.synth();
    return readdirSync(app.outdir).flatMap((file) => Yaml.load(join(app.outdir, file)));
  },
  'app.synthYaml()': (app) => {
    const file = join(app.outdir, '..', `${Date.now()}-${Math.random()}.yaml`);
    writeFileSync(file, app.synthYaml());
    const docs = Yaml.load(file);
    rmSync(file);
    return docs;
  },
  'chart.toJson()': (app) => app.charts.flatMap((chart) => chart.toJson()),
  'Testing.synth()': (app) => app.charts.flatMap((chart) => Testing.synth(chart)),
};

function through(door: string, app: App): any[] {
  return (DOORS[door] as (app: App) => any[])(app);
}

/** Whatever happens, no door lets a privileged container out: it refuses, or what it writes has none. */
function expectNothingPrivileged(
  build: (app: App) => void,
  types: YamlOutputType[] = [YamlOutputType.FILE_PER_CHART],
): void {
  for (const [name, door] of Object.entries(DOORS)) {
    for (const type of types) {
      const app = newApp(type);
      build(app);
      let written = '';
      try {
        written = JSON.stringify(door(app));
      } catch (error) {
        expect(`${name}: ${(error as Error).message}`).toMatch(
          /privileged-container|differs from the object that was checked|was added after|cannot be rendered|has no kind/,
        );
        const files = readdirSync(app.outdir, { recursive: true }) as string[];
        expect(files.filter((file) => file.endsWith('.yaml'))).toEqual([]);
      }
      expect(`${name}: ${written}`).not.toContain('"privileged":true');
    }
  }
}

const ALL_TYPES = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
];

describe('visits', () => {
  class Recorder {
    public readonly seen: string[] = [];
    public constructor(private readonly act: (node: IConstruct) => void = () => {}) {}
    public visit(node: IConstruct): void {
      this.seen.push(node.node.path);
      this.act(node);
    }
  }

  test('go from the root to the leaves, and reach what is created later', () => {
    const app = newApp();
    const recorder = new Recorder();
    Aspects.of(app).add(recorder);
    const chart = new Chart(app, 'late');
    pod(chart, 'web', safeSpec());
    app.synth();
    expect(recorder.seen).toEqual(['', 'late', 'late/web']);
  });

  test('come by priority over the whole tree: mutating, then the others, then read-only', () => {
    const app = newApp();
    const order: string[] = [];
    const named = (name: string) => ({ visit: (node: IConstruct) => void order.push(`${name}:${node.node.path}`) });
    const chart = new Chart(app, 'c');
    Aspects.of(app).add(named('look'), { priority: AspectPriority.READONLY });
    Aspects.of(app).add(named('default'));
    Aspects.of(chart).add(named('mutate'), { priority: AspectPriority.MUTATING });
    app.synth();
    expect(order).toEqual(['mutate:c', 'default:', 'default:c', 'look:', 'look:c']);
  });

  test('of a nested scope stay inside it', () => {
    const app = newApp();
    const recorder = new Recorder();
    const inner = new Chart(app, 'inner');
    new Chart(app, 'other');
    Aspects.of(inner).add(recorder);
    app.synth();
    expect(recorder.seen).toEqual(['inner']);
  });

  test('reach what another visit creates, with all aspects', () => {
    const app = newApp();
    const chart = new Chart(app, 'c');
    const adding = new Recorder((node) => {
      if (node === chart) pod(chart, 'added', safeSpec());
    });
    const looking = new Recorder();
    Aspects.of(app).add(looking, { priority: AspectPriority.MUTATING });
    Aspects.of(app).add(adding);
    app.synth();
    expect(looking.seen).toEqual(['', 'c', 'c/added']);
    expect(adding.seen).toEqual(['', 'c', 'c/added']);
  });

  test('happen once per synth, not once per chart, and once per construct over several synths', () => {
    const app = newApp();
    const recorder = new Recorder();
    Aspects.of(app).add(recorder);
    for (const id of ['a', 'b', 'c']) pod(new Chart(app, id), 'web', safeSpec());
    app.synth();
    app.synth();
    expect(recorder.seen).toHaveLength(7);
  });

  test('that never end are an error', () => {
    const app = newApp();
    let count = 0;
    Aspects.of(app).add(
      new Recorder((node) => {
        count += 1;
        if (node instanceof Chart) new Chart(app, `c${count}`);
      }),
    );
    new Chart(app, 'c');
    expect(() => app.synth()).toThrow(/aspect Recorder still adds constructs after 100 passes/);
  });

  test('of the same aspect added twice happen once', () => {
    const app = newApp();
    const recorder = new Recorder();
    Aspects.of(app).add(recorder);
    Aspects.of(app).add(recorder);
    app.synth();
    expect(recorder.seen).toEqual(['']);
    expect(Aspects.of(app).all).toEqual([recorder]);
  });

  test('are made by an aspect of this library only where a subclass has work for them', () => {
    const seen: string[] = [];
    class Naming extends Harden {
      public override visit(node: IConstruct): void {
        seen.push(node.node.path);
      }
    }
    const idle = jest.spyOn(Harden.prototype, 'visit');
    const chart = new Chart(newApp(), 'chart');
    pod(chart, 'pod', safeSpec());
    Aspects.of(chart).add(new Harden());
    Aspects.of(chart).add(new Naming());
    Testing.synth(chart);
    expect(idle).not.toHaveBeenCalled();
    idle.mockRestore();
    expect(seen).toEqual(['chart', 'chart/pod']);
  });
});

describe('HardeningChecks', () => {
  test.each(Object.keys(DOORS))('refuses at %s', (door) => {
    const app = newApp();
    Aspects.of(app).add(checks());
    pod(new Chart(app, 'c'), 'web', privilegedSpec());
    expect(() => DOORS[door]?.(app)).toThrow(/privileged-container \(critical\)/);
  });

  test.each(Object.keys(DOORS))('lets what passes through %s, the same bytes as without it', (door) => {
    const build = (app: App) => {
      for (const id of ['a', 'b']) {
        const chart = new Chart(app, id);
        pod(chart, 'web', safeSpec());
        new kplus.Service(chart, 'service', { ports: [{ port: 80 }], selector: kplus.Pods.all(chart, 'all') });
      }
      return app;
    };
    const plain = DOORS[door]?.(build(newApp()));
    const checked = build(newApp());
    Aspects.of(checked).add(checks());
    expect(JSON.stringify(DOORS[door]?.(checked))).toBe(JSON.stringify(plain));
  });

  test.each(ALL_TYPES)('writes the very same files as plain cdk8s, output type %s', (type) => {
    const build = (app: App) => {
      const first = new Chart(app, 'first', { namespace: 'shop' });
      const second = new Chart(app, 'second');
      second.addDependency(first);
      new kplus.Deployment(first, 'web', { containers: [{ image: 'ghcr.io/acme/web:1.0.0' }], spread: true });
      pod(second, 'web', safeSpec());
      app.synth();
      const files = readdirSync(app.outdir, { recursive: true }) as string[];
      return files
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => [file, readFileSync(join(app.outdir, file), 'utf8')]);
    };
    const plain = build(newApp(type));
    const checked = newApp(type);
    Aspects.of(checked).add(new HardeningChecks({ profile: Profiles.baseline() }));
    expect(build(checked)).toEqual(plain);
    expect(plain.length).toBeGreaterThan(0);
  });

  test('says where, which field, which rule, what to do, and who asks for it', () => {
    const app = newApp();
    Aspects.of(app).add(checks());
    pod(new Chart(app, 'shop', { namespace: 'shop' }), 'web', privilegedSpec());
    const message = refusal(app);
    expect(message).toContain('privileged-container (critical)');
    expect(message).toContain('shop/web');
    expect(message).toContain('Pod shop/web');
    expect(message).toContain('/spec/containers/0/securityContext/privileged');
    expect(message).toMatch(/created at test\/aspects\.test\.ts:\d+:\d+/);
    expect(message).toContain('PSS baseline');
  });

  test('throws before any file is written, and leaves an old output directory as it was', () => {
    const app = newApp();
    writeFileSync(join(app.outdir, 'c.k8s.yaml'), 'old');
    Aspects.of(app).add(checks());
    pod(new Chart(app, 'c'), 'web', privilegedSpec());
    expect(() => app.synth()).toThrow();
    expect(readdirSync(app.outdir)).toEqual(['c.k8s.yaml']);
    expect(readFileSync(join(app.outdir, 'c.k8s.yaml'), 'utf8')).toBe('old');
    const unmade = new App({ outdir: join(app.outdir, 'new') });
    Aspects.of(unmade).add(checks());
    pod(new Chart(unmade, 'c'), 'web', privilegedSpec());
    expect(() => unmade.synth()).toThrow();
    expect(existsSync(unmade.outdir)).toBe(false);
  });

  test('of a chart says nothing about another', () => {
    const app = newApp();
    const strict = new Chart(app, 'strict');
    Aspects.of(strict).add(checks());
    pod(new Chart(app, 'free'), 'free', privilegedSpec());
    pod(strict, 'web', safeSpec());
    app.synth();
    pod(strict, 'bad', privilegedSpec());
    expect(refusal(app)).not.toContain('free/free');
  });

  test('added twice with other props judges twice, and says each thing once', () => {
    const app = newApp();
    Aspects.of(app).add(checks());
    Aspects.of(app).add(new HardeningChecks({ profile: Profiles.baseline() }));
    pod(new Chart(app, 'c'), 'web', privilegedSpec());
    expect(refusal(app).match(/privileged-container \(/g)).toHaveLength(1);
  });

  test('judges for its Kubernetes version, and from a severity on', () => {
    const spec = safeSpec();
    spec.securityContext.sysctls = [{ name: 'net.ipv4.tcp_rmem', value: '4096' }];
    const build = (props: HardeningChecksProps) => {
      const app = newApp();
      Aspects.of(app).add(checks(props));
      pod(new Chart(app, 'c'), 'web', spec);
      return () => app.synth();
    };
    expect(build({ kubernetesVersion: '1.31' })).toThrow(/unsafe-sysctl/);
    expect(build({ kubernetesVersion: '1.32' })).not.toThrow();
    expect(build({ kubernetesVersion: '1.31', failOn: Severity.CRITICAL })).not.toThrow();
  });

  test('keeps its last report', () => {
    const app = newApp();
    const aspect = checks({ failOn: Severity.CRITICAL });
    Aspects.of(app).add(aspect);
    expect(aspect.lastReport).toBeUndefined();
    const spec = safeSpec();
    delete spec.securityContext.seccompProfile;
    pod(new Chart(app, 'c'), 'web', spec);
    app.synth();
    expect(aspect.lastReport?.findings.map(({ rule }) => rule)).toEqual(['seccomp-profile-missing']);
    const { rule, origin, fix } = JSON.parse(JSON.stringify(aspect.lastReport)).findings[0];
    const createdAt = expect.stringMatching(/^test.aspects\.test\.ts:\d+:\d+$/);
    expect({ rule, origin }).toEqual({
      rule: 'seccomp-profile-missing',
      origin: { constructPath: 'c/web', createdAt },
    });
    expect(fix).not.toEqual([]);
  });

  test('lets a waived finding stand, and warns of a waiver that does nothing', () => {
    const app = newApp();
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const waiver = { rule: 'privileged-container', reason: 'mounts file systems', expires: '2099-12-31' };
    const stale = { ...waiver, construct: 'c/gone' };
    const own = ['privileged-container', 'privilege-escalation-allowed'].map((rule) => ({
      ...waiver,
      rule,
      construct: 'c/web',
    }));
    Aspects.of(app).add(checks({ waivers: [...own, stale] }));
    pod(new Chart(app, 'c'), 'web', waivableSpec());
    app.synth();
    expect(warn.mock.calls).toEqual([
      [
        'waiver of "privileged-container" for c/gone names a construct that makes no object here; correct it, or keep it for an app where it does',
        'HardeningWarning',
      ],
    ]);
    warn.mockRestore();
  });

  test('refuses props that are wrong at once', () => {
    expect(() => checks({ kubernetesVersion: '1.99' })).toThrow(
      'Kubernetes version "1.99" is not known; use 1.0 to 1.37, or latest',
    );
    expect(() => Profiles.fromName('restrictd')).toThrow(
      'profile "restrictd" is not known; did you mean "restricted"?',
    );
    const waiver = { rule: 'privileged-contaner', construct: 'a', reason: 'long enough', expires: '2099-01-01' };
    expect(() => checks({ waivers: [waiver] })).toThrow(/did you mean "privileged-container"\?/);
  });

  test('keeps the errors of other validations as cdk8s writes them', () => {
    const app = newApp();
    Aspects.of(app).add(checks());
    const chart = new Chart(app, 'c');
    chart.node.addValidation({ validate: () => ['something else'] });
    expect(() => app.synth()).toThrow('Validation failed with the following errors:\n  [c] something else');
  });
});

function refusal(app: App): string {
  try {
    app.synth();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

describe('nothing weaker slips out by', () => {
  const strict = (app: App) => Aspects.of(app).add(checks());

  test('a patch before or after the aspect', () => {
    const weaken = JsonPatch.add('/spec/containers/0/securityContext/privileged', true);
    expectNothingPrivileged((app) => {
      pod(new Chart(app, 'c'), 'web', safeSpec()).addJsonPatch(weaken);
      strict(app);
    }, ALL_TYPES);
    expectNothingPrivileged((app) => {
      strict(app);
      pod(new Chart(app, 'c'), 'web', safeSpec()).addJsonPatch(weaken);
    });
  });

  test('a lazy value that changes its answer', () => {
    expectNothingPrivileged((app) => {
      strict(app);
      pod(new Chart(app, 'c'), 'web', Lazy.any({ produce: changing() }));
    }, ALL_TYPES);
  });

  test('a resolver', () => {
    for (const [, door] of Object.entries(DOORS)) {
      const resolve = (context: any) => {
        if (context.key.at(-1) === 'allowPrivilegeEscalation' && context.value === false) context.replaceValue(true);
      };
      const outdir = newApp().outdir;
      const app = new App({ outdir, resolvers: [{ resolve }] });
      strict(app);
      pod(new Chart(app, 'c'), 'web', safeSpec());
      expect(() => door(app)).toThrow(/privilege-escalation-allowed/);
    }
  });

  test('a toJson of its own, also one that changes its answer or hides behind a prototype', () => {
    expectNothingPrivileged((app) => {
      strict(app);
      const object = pod(new Chart(app, 'c'), 'web', safeSpec());
      const answer = changing();
      object.toJson = () => ({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'web' },
        spec: answer(),
      });
    }, ALL_TYPES);
    class Sly extends ApiObject {
      private asked = 0;
      public override toJson(): any {
        this.asked += 1;
        return {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'web' },
          spec: this.asked > 1 ? privilegedSpec() : safeSpec(),
        };
      }
    }
    expectNothingPrivileged((app) => {
      strict(app);
      new Sly(new Chart(app, 'c'), 'web', { apiVersion: 'v1', kind: 'Pod' });
    }, ALL_TYPES);
  });

  test('a toJson that cannot be replaced, as another language makes it', () => {
    expectNothingPrivileged(
      (app) => {
        strict(app);
        const object = pod(new Chart(app, 'c'), 'web', safeSpec());
        const answer = changing();
        const value = () => ({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'web' },
          spec: answer(),
        });
        Object.defineProperty(object, 'toJson', { value, configurable: false, writable: false });
      },
      [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE],
    );
    const app = newApp(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE);
    strict(app);
    const object = pod(new Chart(app, 'c'), 'web', safeSpec());
    const value = () => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: safeSpec() });
    Object.defineProperty(object, 'toJson', { value, configurable: false, writable: false });
    app.synth(); // the same answer each time is no offence
  });

  test('an object that a visit or a validation adds', () => {
    expectNothingPrivileged((app) => {
      strict(app);
      const chart = new Chart(app, 'c');
      Aspects.of(app).add({
        visit: (node) => {
          if (node === chart) pod(chart, 'sneaked', privilegedSpec());
        },
      });
    }, ALL_TYPES);
    expectNothingPrivileged((app) => {
      strict(app);
      const chart = new Chart(app, 'c');
      pod(chart, 'web', safeSpec());
      const validate = () => {
        if (!chart.node.tryFindChild('sneaked')) pod(chart, 'sneaked', privilegedSpec());
        return [];
      };
      chart.node.addValidation({ validate });
    }, ALL_TYPES);
    expectNothingPrivileged((app) => {
      strict(app);
      const chart = new Chart(app, 'c');
      pod(chart, 'web', safeSpec());
      let count = 0;
      const validate = () => {
        count += 1;
        if (count > 1) pod(chart, `sneaked${count}`, privilegedSpec());
        return [];
      };
      chart.node.addValidation({ validate });
    }, ALL_TYPES);
  });

  test('an object that a toJson adds while others are rendered', () => {
    expectNothingPrivileged((app) => {
      strict(app);
      const chart = new Chart(app, 'c');
      const object = pod(chart, 'web', safeSpec());
      const { toJson } = object;
      object.toJson = function (this: ApiObject) {
        if (!chart.node.tryFindChild('sneaked')) pod(chart, 'sneaked', privilegedSpec());
        return toJson.call(this);
      };
    }, ALL_TYPES);
  });

  test('an object that is added after the first synth, in a second one', () => {
    for (const door of Object.values(DOORS)) {
      const app = newApp();
      strict(app);
      const chart = new Chart(app, 'c');
      pod(chart, 'web', safeSpec());
      door(app);
      pod(chart, 'bad', privilegedSpec());
      expect(() => door(app)).toThrow(/privileged-container/);
    }
  });

  test('a chart that is added to the app after the aspect, and a chart in a chart', () => {
    expectNothingPrivileged((app) => {
      strict(app);
      const outer = new Chart(app, 'outer');
      pod(new Chart(outer, 'inner'), 'web', privilegedSpec());
    }, ALL_TYPES);
  });

  test('Include, Helm and lists', () => {
    const file = join(newApp().outdir, 'included.yaml');
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: privilegedSpec() }],
    };
    writeFileSync(file, Yaml.stringify(list));
    expectNothingPrivileged((app) => {
      strict(app);
      new Include(new Chart(app, 'c'), 'included', { url: file });
    });
    const helm = join(newApp().outdir, 'helm');
    writeFileSync(helm, `#!/bin/sh\ncat ${file}\n`, { mode: 0o755 });
    expectNothingPrivileged((app) => {
      strict(app);
      new Helm(new Chart(app, 'c'), 'helm', { chart: './nothing', helmExecutable: helm });
    });
    expectNothingPrivileged((app) => {
      strict(app);
      new ApiObject(new Chart(app, 'c'), 'list', {
        apiVersion: 'v1',
        kind: 'PodList',
        items: [{ metadata: { name: 'web' }, spec: privilegedSpec() }],
      } as any);
    }, ALL_TYPES);
  });

  test('an unknown apiVersion of a known kind, and an unknown kind with a pod template', () => {
    for (const [apiVersion, kind] of [
      ['apps/v9', 'Deployment'],
      ['example.com/v1', 'Deployment'],
      ['example.com/v1', 'Gadget'],
    ]) {
      expectNothingPrivileged((app) => {
        strict(app);
        new ApiObject(new Chart(app, 'c'), 'x', {
          apiVersion,
          kind,
          spec: { template: { spec: privilegedSpec() } },
        } as any);
      });
    }
  });

  test('a chart with a toJson of its own', () => {
    class Sly extends Chart {
      public asked = 0;
      public override toJson(): any[] {
        this.asked += 1;
        return [
          ...super.toJson(),
          { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'sneaked' }, spec: privilegedSpec() },
        ];
      }
    }
    expectNothingPrivileged((app) => {
      strict(app);
      pod(new Sly(app, 'c'), 'web', safeSpec());
    });
    class Late extends Chart {
      public asked = 0;
      public override toJson(): any[] {
        const docs = super.toJson();
        this.asked += 1;
        if (this.asked > 1) docs[0].spec.containers[0].securityContext.privileged = true;
        return docs;
      }
    }
    for (const door of ['app.synth()', 'app.synthYaml()']) {
      const app = newApp();
      strict(app);
      pod(new Late(app, 'c'), 'web', safeSpec());
      expect(JSON.stringify(DOORS[door]?.(app))).not.toContain('"privileged":true');
    }
    class Honest extends Chart {
      public override toJson(): any[] {
        return super.toJson().map((doc) => ({ ...doc, metadata: { ...doc.metadata, labels: { team: 'shop' } } }));
      }
    }
    for (const door of Object.values(DOORS)) {
      const app = newApp();
      strict(app);
      pod(new Honest(app, 'c'), 'web', safeSpec());
      expect(door(app)[0].metadata.labels).toEqual({ team: 'shop' });
    }
  });

  test('JSON with toJSON, getters and proxies', () => {
    const flip = () => {
      const answer = changing();
      return () => answer().containers[0].securityContext.privileged === true;
    };
    const getter = () => {
      const isLate = flip();
      const spec = safeSpec();
      Object.defineProperty(spec.containers[0].securityContext, 'privileged', { enumerable: true, get: isLate });
      return spec;
    };
    const viaToJson = () => {
      const isLate = flip();
      return { toJSON: () => (isLate() ? privilegedSpec() : safeSpec()) };
    };
    const proxied = () => {
      const isLate = flip();
      return new Proxy(safeSpec(), {
        get: (target, key) => (key === 'containers' && isLate() ? privilegedSpec().containers : target[key]),
      });
    };
    for (const make of [getter, viaToJson, proxied]) {
      expectNothingPrivileged((app) => {
        strict(app);
        const object = pod(new Chart(app, 'c'), 'web', safeSpec());
        const answer = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: make() };
        object.toJson = () => answer;
      }, ALL_TYPES);
    }
  });

  test('a second object of the same name, and generateName', () => {
    expectNothingPrivileged((app) => {
      strict(app);
      pod(new Chart(app, 'a'), 'web', safeSpec());
      pod(new Chart(app, 'b'), 'web', privilegedSpec());
    }, ALL_TYPES);
    expectNothingPrivileged((app) => {
      strict(app);
      pod(new Chart(app, 'a'), 'web', privilegedSpec(), { generateName: 'web-' });
    }, ALL_TYPES);
  });

  test('a subclass of App with a synth of its own', () => {
    class Own extends App {
      public override synth(): void {
        for (const chart of this.charts) Yaml.save(join(this.outdir, 'own.yaml'), chart.toJson());
      }
    }
    const app = new Own({ outdir: newApp().outdir });
    strict(app);
    pod(new Chart(app, 'c'), 'web', privilegedSpec());
    expect(() => app.synth()).toThrow(/privileged-container/);
  });

  test('wrong types, which are errors and no pass', () => {
    const app = newApp();
    strict(app);
    const spec = safeSpec();
    spec.containers[0].securityContext.privileged = 'true';
    pod(new Chart(app, 'c'), 'web', spec);
    expect(refusal(app)).toMatch(/privileged is the string "true"; must be a boolean/);
    const empty = newApp();
    strict(empty);
    pod(new Chart(empty, 'c'), 'web', null);
    expect(refusal(empty)).toMatch(/\/spec is missing; must be set/);
  });
});

test('two files of one name are an error, not a loss', () => {
  const app = newApp(YamlOutputType.FILE_PER_RESOURCE);
  Aspects.of(app).add(checks());
  pod(new Chart(app, 'a', { namespace: 'a' }), 'web', safeSpec());
  pod(new Chart(app, 'b', { namespace: 'b' }), 'web', safeSpec());
  expect(() => app.synth()).toThrow(/two objects are written to/);
  expect(readdirSync(app.outdir)).toEqual([]);
});

test('after a synth, refused or not, every construct is as it was', () => {
  const app = newApp();
  Aspects.of(app).add(checks());
  const chart = new Chart(app, 'c');
  const object = pod(chart, 'web', safeSpec());
  const own = () => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'own' }, spec: safeSpec() });
  const other = pod(chart, 'own', safeSpec());
  other.toJson = own;
  app.synth();
  expect(Object.hasOwn(object, 'toJson')).toBe(false);
  expect(other.toJson).toBe(own);
  pod(chart, 'bad', privilegedSpec());
  expect(() => app.synth()).toThrow();
  expect(Object.hasOwn(object, 'toJson')).toBe(false);
  expect(Object.hasOwn(chart, 'toJson')).toBe(false);
  const docs = (() => {
    chart.node.tryRemoveChild('bad');
    return Testing.synth(chart);
  })();
  docs[0].metadata.name = 'changed'; // what a test gets is its own
  expect(Testing.synth(chart)[0].metadata.name).toBe('web');
});

test('an app without aspects is left to cdk8s', () => {
  Aspects.of(newApp()).add(checks());
  const app = newApp();
  pod(new Chart(app, 'c'), 'web', privilegedSpec());
  app.synth();
  expect(readdirSync(app.outdir)).toEqual(['c.k8s.yaml']);
});

describe('Harden', () => {
  const weak = () => {
    const spec = safeSpec();
    delete spec.securityContext;
    delete spec.containers[0].securityContext.capabilities;
    return spec;
  };

  test.each(Object.keys(DOORS))('mends what leaves by %s, before it is judged', (door) => {
    const app = newApp();
    Aspects.of(app).add(checks());
    Aspects.of(app).add(new Harden({ profile: Profiles.restricted() }));
    pod(new Chart(app, 'c'), 'web', weak());
    const [written] = through(door, app);
    expect(written.spec).toEqual(safeSpec());
  });

  test('fills what is unset, and leaves a wish to be weaker to be refused', () => {
    const app = newApp();
    Aspects.of(app).add(new Harden({ profile: Profiles.restricted() }));
    const spec = weak();
    spec.containers[0].securityContext.privileged = true;
    pod(new Chart(app, 'c'), 'web', spec);
    const [written] = app.charts.flatMap((chart) => chart.toJson());
    expect(written.spec.containers[0].securityContext.privileged).toBe(true);
    expect(written.spec.securityContext).toEqual(safeSpec().securityContext);
  });

  test('warns of a fix that it leaves, with the reason, once', () => {
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
    try {
      const app = newApp();
      Aspects.of(app).add(new Harden({ profile: Profiles.restricted() }));
      const spec = weak();
      spec.containers[0].ports = [{ containerPort: 80 }];
      pod(new Chart(app, 'c'), 'web', spec);
      for (let time = 0; time < 2; time += 1)
        expect(app.charts[0]?.toJson()[0].spec.containers[0].securityContext).not.toHaveProperty('capabilities');
      expect(warn.mock.calls.map(([text]) => text)).toEqual([
        expect.stringMatching(
          /^Pod \S*web\S* is not fixed by "capabilities-not-dropped" at \S+: container "\S+" listens on port 80, /,
        ),
      ]);
    } finally {
      warn.mockRestore();
    }
  });

  test('replaces it in force mode', () => {
    const app = newApp();
    Aspects.of(app).add(checks());
    Aspects.of(app).add(new Harden({ profile: Profiles.restricted(), mode: HardenMode.FORCE }));
    pod(new Chart(app, 'c'), 'web', privilegedSpec());
    const [written] = app.charts.flatMap((chart) => chart.toJson());
    expect(written.spec.containers[0].securityContext.privileged).not.toBe(true);
  });

  test('mends inside lists, of its own scope alone', () => {
    const app = newApp();
    const vendor = new Chart(app, 'vendor');
    Aspects.of(vendor).add(new Harden({ profile: Profiles.restricted() }));
    const items = [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: weak() }];
    new ApiObject(vendor, 'list', { apiVersion: 'v1', kind: 'List', items } as any);
    pod(new Chart(app, 'ours'), 'web', weak());
    const [list, ours] = app.charts.flatMap((chart) => chart.toJson());
    expect(list.items[0].spec).toEqual(safeSpec());
    expect(ours.spec).toEqual(weak());
  });

  test('leaves alone what a waiver lets stand', () => {
    const app = newApp();
    const waivers = ['privileged-container', 'privilege-escalation-allowed'].map((rule) => ({
      rule,
      construct: 'c/web',
      reason: 'mounts file systems',
      expires: '2099-01-01',
    }));
    Aspects.of(app).add(checks({ waivers }));
    Aspects.of(app).add(new Harden({ profile: Profiles.restricted(), mode: HardenMode.FORCE }));
    pod(new Chart(app, 'c'), 'web', waivableSpec());
    const [written] = app.charts.flatMap((chart) => chart.toJson());
    expect(written.spec.containers[0].securityContext.privileged).toBe(true);
  });

  test('refuses what it cannot read', () => {
    const app = newApp();
    Aspects.of(app).add(new Harden());
    pod(new Chart(app, 'c'), 'web', { containers: 'none' });
    expect(refusal(app)).toMatch(/containers is the string "none"; must be a list/);
  });
});
