import { readYaml } from '../../yaml/read';

/** The names that kustomize looks for in a folder. */
export const KUSTOMIZATION = /(?:^|[\\/])(?:kustomization\.ya?ml|Kustomization)$/;

/** What a kustomization says of the files that it names. Paths are as it writes them. */
export interface Kustomization {
  /** The namespace that it puts its objects into. */
  readonly namespace?: string;
  /** Files of objects, and folders with further kustomizations. */
  readonly resources: readonly string[];
  /** Files that are no objects to apply, each with what it is. */
  readonly helpers: readonly Helper[];
  /** The fields that change or add objects. */
  readonly changes: readonly string[];
  /** Whether it may change who has a role. */
  readonly namesBindings: boolean;
}

/** A part of the kinds that give an account a role. */
export const BINDING = 'RoleBinding';

export interface Helper {
  readonly path: string;
  readonly what: string;
}

const GROUP = 'kustomize.config.k8s.io/';

/**
 * The fields that change or add objects, which only kustomize itself applies.
 *
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
 */
const CHANGES = [
  ...['patches', 'patchesStrategicMerge', 'patchesJson6902', 'namePrefix', 'nameSuffix', 'labels', 'commonLabels'],
  ...['commonAnnotations', 'images', 'imageTags', 'replicas', 'replacements', 'vars', 'configMapGenerator'],
  ...['secretGenerator', 'generators', 'transformers', 'helmCharts', 'helmChartInflationGenerator'],
];

/** Reads a kustomization; undefined where the text is none, such as an object of Flux or a text with errors. */
export function readKustomization(text: string): Kustomization | undefined {
  const { documents, problems } = readYaml(text);
  const value: any = documents[0]?.value;
  if (problems.length > 0 || documents.length !== 1 || typeof value !== 'object' || Array.isArray(value))
    return undefined;
  const { apiVersion = GROUP, kind = 'Kustomization', namespace } = value;
  if (!String(apiVersion).startsWith(GROUP) || !['Kustomization', 'Component'].includes(kind)) return undefined;
  return {
    // That of a component is for the objects of the kustomization that uses it.
    namespace: kind === 'Component' ? undefined : textOf(namespace),
    resources: ['resources', 'bases', 'components'].flatMap((key) => textsOf(value[key])),
    helpers: helpersOf(value).filter(({ path }) => !path.includes('\n')), // A text with lines is inline.
    changes: CHANGES.filter((key) => !isEmpty(value[key])),
    namesBindings: text.includes(BINDING),
  };
}

function helpersOf(value: any): Helper[] {
  const pathsIn = (key: string) => itemsOf(value[key]).flatMap((item) => textsOf([item.path]));
  const data = ['configMapGenerator', 'secretGenerator'].flatMap((key) =>
    itemsOf(value[key]).flatMap(({ files, envs, env }) => [
      ...textsOf(files).map((file) => file.replace(/^[^=]*=/, '')),
      ...textsOf(envs),
      ...textsOf([env]),
    ]),
  );
  const charts = [
    ...itemsOf(value.helmCharts).flatMap((chart) => [
      ...textsOf([chart.valuesFile]),
      ...textsOf(chart.additionalValuesFiles),
    ]),
    ...itemsOf(value.helmChartInflationGenerator).flatMap((chart) => textsOf([chart.values])),
  ];
  const named: { readonly [what: string]: readonly string[] } = {
    patch: [...pathsIn('patches'), ...pathsIn('patchesJson6902'), ...textsOf(value.patchesStrategicMerge)],
    replacement: pathsIn('replacements'),
    configuration: [...textsOf(value.configurations), ...textsOf([value.openapi?.path])],
    transformer: textsOf(value.transformers),
    generator: textsOf(value.generators),
    validator: textsOf(value.validators),
    data,
    'chart values': charts,
  };
  return Object.entries(named).flatMap(([what, paths]) => paths.map((path) => ({ path, what })));
}

function itemsOf(value: unknown): any[] {
  return Array.isArray(value) ? value.filter((item) => item !== null && typeof item === 'object') : [];
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((item) => textOf(item) ?? []) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
