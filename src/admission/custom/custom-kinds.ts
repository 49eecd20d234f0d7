import { segmentsOf } from '../../json/pointer';
import { typeOf, type WorkloadKind } from '../../kubernetes/workload-kinds';
import { BUILT_IN } from '../../kubernetes/workloads/built-in';
import type { PodPlace } from '../../kubernetes/workloads/place';
import { resourceOf } from '../../kubernetes/workloads/resources';
import { WORKLOADS } from '../../kubernetes/workloads/table';
import type { AdmissionGap } from '../waived';

/** A custom kind with pods that an expression finds. */
export interface CustomKind {
  readonly group: string;
  readonly kind: string;
  readonly resource: string;
  readonly places: readonly PodPlace[];
}

/** The custom kinds of the table, and those that a policy registers. */
export function customKinds(registered: readonly WorkloadKind[]): { kinds: CustomKind[]; leftOut: AdmissionGap[] } {
  const resources = new Map<string, string>();
  const all: { group: string; kind: string; place: PodPlace }[] = [];
  for (const { groups, kinds, places } of WORKLOADS.filter((entry) => !BUILT_IN.includes(entry)))
    for (const group of groups.filter((each) => each !== ''))
      for (const kind of kinds) {
        resources.set(typeOf(group, kind), resourceOf(kind));
        all.push(...places.map((place) => ({ group, kind, place })));
      }
  for (const { group = '', kind, podTemplate, resource } of registered) {
    if (resource !== undefined) resources.set(typeOf(group, kind), resource);
    all.push({ group, kind, place: { template: podTemplate } });
  }
  const kinds = new Map<string, CustomKind & { places: PodPlace[] }>();
  const [unknown, inParts, withDefaults] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { group, kind, place } of all) {
    const type = typeOf(group, kind);
    const resource = resources.get(type);
    if (resource === undefined) unknown.add(type);
    else if (!isWhole(place)) inParts.add(type);
    else {
      if (place.containers?.some(({ defaults }) => defaults !== undefined)) withDefaults.add(type);
      kinds.set(type, { group, kind, resource, places: [...(kinds.get(type)?.places ?? []), place] });
    }
  }
  const gap = (types: ReadonlySet<string>, what: string, why: string) =>
    types.size === 0 ? [] : [{ what: `${what} ${[...types].sort().join(', ')}`, why }];
  return {
    kinds: [...kinds.values()],
    leftOut: [
      ...gap(unknown, 'pods in', 'the name of the resource is not known; set resource in workloadKinds'),
      ...gap(inParts, 'parts of pods in', 'a controller adds the rest, or an expression does not reach them'),
      ...gap(withDefaults, 'defaults of containers in', 'an expression does not merge them with what a container says'),
    ],
  };
}

/** Whether a place is a whole pod, and an expression finds it: it joins no lists of lists, and renames no fields of containers. */
function isWhole({ template, spec, containers = [], isPartial = false }: PodPlace): boolean {
  const pointer = template ?? spec;
  if (pointer === undefined || isPartial || containers.some(({ names }) => names !== undefined)) return false;
  return segmentsOf(pointer).filter((segment) => segment === '*').length <= 1;
}
