/** Generated apps, which are built as often as needed: nested charts, groups, dependencies across them, ids that are numbers. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiObject,
  App,
  Chart,
  type IResolver,
  JsonPatch,
  Lazy,
  type ResolutionContext,
  type YamlOutputType,
} from 'cdk8s';
import { Construct, DependencyGroup, type IConstruct } from 'constructs';
import * as fc from 'fast-check';
import { anyText } from './written-documents';

const KINDS = ['chart', 'chart', 'group', 'object', 'object', 'object', 'object', 'own chart'] as const;
/** What cdk8s sorts by: numbers come first among the keys of an object. */
const IDS = ['2', '10', '1', '01', 'a', 'b', 'x', 'x1', '-1', '1.5', 'Resource', '4294967295', '4294967294'];

/** How an app is built. */
export interface Recipe {
  readonly type: YamlOutputType;
  readonly recordsMetadata: boolean;
  /** The parent is one of the constructs before. */
  readonly constructs: readonly {
    readonly kind: (typeof KINDS)[number];
    readonly id: string;
    readonly parent: number;
  }[];
  /** From one construct to others. */
  readonly dependencies: readonly {
    readonly source: number;
    readonly targets: readonly number[];
    readonly isGroup: boolean;
  }[];
  readonly texts: readonly string[];
}

/** Recipes of apps. Most have no cycle: what is built later depends on what was built before. */
export function anyRecipe(): fc.Arbitrary<Recipe> {
  const index = fc.nat(30);
  return fc.record(
    {
      type: fc.constantFrom(0, 1, 2, 3),
      recordsMetadata: fc.boolean(),
      constructs: fc.array(fc.record({ kind: fc.constantFrom(...KINDS), id: fc.constantFrom(...IDS), parent: index }), {
        minLength: 1,
        maxLength: 22,
      }),
      dependencies: fc
        .tuple(
          fc.boolean(),
          fc.boolean(),
          fc.array(
            fc.record({
              source: index,
              targets: fc.array(index, { minLength: 1, maxLength: 2 }),
              isGroup: fc.boolean(),
            }),
            { maxLength: 5 },
          ),
        )
        .map(([isAny, isForward, list]) => (isAny ? list : list.map((each) => oneWay(each, isForward)))),
      texts: fc.array(anyText(), { maxLength: 3 }),
    },
    { noNullPrototype: true },
  );
}

function oneWay<T extends { readonly source: number; readonly targets: readonly number[] }>(
  each: T,
  isForward: boolean,
): T {
  const all = [each.source, ...each.targets].sort((a, b) => (isForward ? a - b : b - a));
  return { ...each, source: all[0], targets: all.slice(1) };
}

/** A resolver of the app's author. */
const RESOLVER: IResolver = {
  resolve(context: ResolutionContext) {
    if (context.value === 'resolve me') context.replaceValue('resolved');
  },
};

class OwnChart extends Chart {
  public override toJson(): any[] {
    const own = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${this.node.addr}-own` }, data: { a: 'b' } };
    return [...super.toJson(), own];
  }
}

/** Builds the app of a recipe. */
export function buildApp({ type, recordsMetadata, constructs, dependencies, texts }: Recipe): App {
  const outdir = mkdtempSync(join(tmpdir(), 'written-apps-'));
  const app = new App({
    outdir,
    yamlOutputType: type,
    recordConstructMetadata: recordsMetadata,
    resolvers: [RESOLVER],
  });
  const built: IConstruct[] = [app];
  for (const { kind, id, parent } of constructs) {
    const at = built[parent % built.length] as Construct;
    const isInChart = at.node.scopes.some((scope) => Chart.isChart(scope));
    if (at.node.tryFindChild(id)) continue;
    if (kind === 'group') built.push(new Construct(at, id));
    else if (kind === 'own chart') built.push(new OwnChart(at, id));
    else if (kind === 'chart' || !isInChart) built.push(new Chart(at, id, { namespace: 'team' }));
    else built.push(objectIn(at, id, texts));
  }
  for (const { source, targets, isGroup } of dependencies) {
    const from = built[source % built.length] as IConstruct;
    // cdk8s leaves out what depends on itself; this library refuses that, as it was judged and is not written.
    const found = targets.map((target) => built[target % built.length] as IConstruct).filter((each) => each !== from);
    from.node.addDependency(...(isGroup ? [new DependencyGroup(...found)] : found));
  }
  return app;
}

function objectIn(scope: Construct, id: string, texts: readonly string[]): ApiObject {
  const object = new ApiObject(scope, id, {
    apiVersion: 'example.com/v1',
    kind: 'Text',
    data: { texts, lazy: Lazy.any({ produce: () => texts[0] }), id, resolver: 'resolve me' },
  } as any);
  object.addJsonPatch(JsonPatch.add('/spec', { patched: true }));
  return object;
}

/** What an entry point writes, or why it fails. */
export function outcomeOf(app: App, entry: string): { readonly [file: string]: string } {
  try {
    const text = ENTRIES[entry]?.(app);
    return { ...filesOf(app.outdir), ...(text === undefined ? {} : { text }) };
  } catch (error) {
    return { error: (error as Error).message };
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}

const ENTRIES: { readonly [name: string]: (app: App) => string | undefined } = {
  synth: (app) => void app.synth(),
  'two synths': (app) => {
    app.synth();
    app.synth();
    return undefined;
  },
  synthYaml: (app) => app.synthYaml(),
  toJson: (app) =>
    JSON.stringify(app.node.findAll().flatMap((each) => (Chart.isChart(each) ? (each as Chart).toJson() : []))),
};
export const ENTRY_NAMES = Object.keys(ENTRIES);

function filesOf(folder: string): { [file: string]: string } {
  const paths = readdirSync(folder, { recursive: true }) as string[];
  return Object.fromEntries(
    paths.sort().map((path) => {
      const isFolder = statSync(join(folder, path)).isDirectory();
      return [path, isFolder ? 'folder' : readFileSync(join(folder, path), 'utf8')];
    }),
  );
}
