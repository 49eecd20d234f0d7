import { segmentsOf, valueAt } from '../json/pointer';
import { KubernetesApi } from '../kubernetes/api/kubernetes-api';
import type { Problem } from '../kubernetes/api/problem';
import type { WorkloadKind } from '../kubernetes/workload-kinds';
import { containersOf, findPods } from '../kubernetes/workloads/find';
import type { FoundContainer, FoundPod } from '../kubernetes/workloads/place';
import { readYaml } from '../yaml/read';
import { ContainerRole } from './container-role';
import { templateProblem } from './template-problem';
import { InText, type Layer, Layered, Merged, Plain, type Written } from './written';

/** What a pod is made of. */
export interface PodParts {
  /** JSON Pointer of the pod template; of what has the fields of the pod, if there is no template. */
  readonly path: string;
  readonly spec: Written;
  /** Labels and annotations; undefined if there are none. */
  readonly metadata: any;
  readonly containers: readonly ContainerParts[];
  /** Whether a controller adds to the pod what the object does not say. */
  readonly isPartial: boolean;
  readonly isReadOnly: boolean;
  /** Whether all is written as rules name it, as in a Deployment. */
  readonly isPlain: boolean;
}

/** What a container is made of. */
export interface ContainerParts {
  readonly role: ContainerRole;
  readonly written: Written;
  readonly name: string;
}

/** The pods of an object. */
export interface PodsOfObject {
  readonly pods: readonly PodParts[];
  /** Why they cannot be viewed. */
  readonly problems: readonly Problem[];
}

/** Reads the pods of an object. */
export function podsOf(json: any, groupKind: string, kinds: readonly WorkloadKind[]): PodsOfObject {
  const { pods, problem } = findPods(groupKind, json, kinds);
  const problems: Problem[] = problem === undefined ? [] : [wrong('', problem)];
  const parts: PodParts[] = [];
  for (const found of pods) {
    const own = found.form === 'template' ? templateProblem(found.value, found.at, found.place.isPartial) : undefined;
    const read = own ? undefined : partsOf(found, json);
    if (own) problems.push(own);
    else if (typeof read === 'string') problems.push(wrong(found.at, read));
    else if (read) {
      if (found.form !== 'template') problems.push(...partProblems(read));
      parts.push(read);
    }
  }
  if (problems.length === 0) return { pods: parts, problems };
  // Pods that take a field from the same place have the same problem.
  const unique = new Map(problems.map((each) => [`${each.pointer} ${each.message}`, each]));
  return { pods: [], problems: [...unique.values()] };
}

/** The wrong types in parts of a pod: a Deployment's pods are read with the object as a whole. */
function partProblems({ spec, containers }: PodParts): Problem[] {
  const api = KubernetesApi.of('latest');
  const problemsIn = (written: Written, type: string) =>
    api.typeProblems(written.json, segmentsOf(written.path), type).map((problem) => ({
      ...problem,
      pointer: written.at(problem.pointer) ?? problem.pointer,
    }));
  return [
    ...problemsIn(spec, 'core.v1.PodSpec'),
    ...containers.flatMap(({ written }) => problemsIn(written, 'core.v1.Container')),
  ];
}

function wrong(pointer: string, message: string): Problem {
  return { category: 'structure', pointer, message };
}

/** The parts of a found pod, or why there are none. */
function partsOf(found: FoundPod, json: any): PodParts | string {
  const { at, form, value, place } = found;
  if (form === 'text') return textParts(found);
  const isTemplate = form === 'template';
  const spec = specOf(found, json);
  const containers = containersOf(found, json).map((each) => containerParts(each, json));
  const { isPartial = false, isReadOnly = false } = place;
  const isUsual = spec instanceof Plain && containers.every(({ written }) => written instanceof Plain);
  return {
    path: at,
    spec,
    metadata: isTemplate ? value?.metadata : spec.json.metadata,
    ...{ containers, isPartial, isReadOnly },
    isPlain: isUsual && !isPartial && !isReadOnly,
  };
}

function specOf({ at, form, value: found, place }: FoundPod, json: any): Written {
  const isTemplate = form === 'template';
  const path = isTemplate ? `${at}/spec` : at;
  const value = isTemplate ? found?.spec : found;
  const { fields, names, inherits = [] } = place;
  if (!fields && !names && inherits.length === 0) return new Plain(path, value ?? {});
  const layers = inherits.map((each): Layer => ({ ...each, path: each.at, json: valueAt(json, each.at) }));
  return new Layered([{ path, json: value, fields, names, readsAll: isTemplate }, ...layers]);
}

function containerParts({ at, value, defaults, place }: FoundContainer, json: any): ContainerParts {
  const { fields, names, list = ContainerRole.MAIN, name } = place;
  const base = defaults === undefined ? undefined : valueAt(json, defaults);
  const isPlain = !fields && !names && base === undefined;
  const written = isPlain
    ? new Plain(at, value)
    : new Merged({ path: at, json: value, fields, names }, base && { path: defaults ?? '', json: base });
  return { role: list as ContainerRole, written, name: written.json?.name ?? name ?? '' };
}

/** A text is a part of a pod: what it does not say stands elsewhere. */
function textParts({ at, value: text, place }: FoundPod): PodParts | string {
  if (typeof text !== 'string') return 'is not a text; write YAML';
  const { documents, problems } = readYaml(text);
  const [problem] = problems;
  if (problem) return `cannot be read: ${problem.message}`;
  const value = documents[0]?.value ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) return 'is not a mapping; write the fields of a pod';
  const containers = Object.values(ContainerRole).flatMap((role) =>
    (Array.isArray(value[role]) ? value[role] : []).map((json: any) => ({
      role,
      written: new InText(at, json),
      name: json?.name ?? '',
    })),
  );
  return {
    path: at,
    spec: new InText(at, value),
    metadata: value.metadata,
    containers,
    isPartial: place.isPartial ?? false,
    isReadOnly: true,
    isPlain: false,
  };
}
