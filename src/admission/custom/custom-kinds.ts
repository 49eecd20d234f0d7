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

/** The custom kinds of the table, and those that a policy registers; of these, what is left out. */
export function customKinds(registered: readonly WorkloadKind[]): { kinds: CustomKind[]; leftOut: AdmissionGap[] } {
  const kinds = new Map<string, CustomKind & { places: PodPlace[] }>();
  const resources = new Map<string, string>();
  const add = (group: string, kind: string, resource: string, place: PodPlace) => {
    const type = typeOf(group, kind);
    if (isWhole(place)) kinds.set(type, { group, kind, resource, places: [...(kinds.get(type)?.places ?? []), place] });
  };
  for (const { groups, kinds: names, places } of WORKLOADS.filter((entry) => !BUILT_IN.includes(entry)))
    for (const group of groups.filter((each) => each !== ''))
      for (const kind of names) {
        resources.set(typeOf(group, kind), resourceOf(kind));
        for (const place of places) add(group, kind, resourceOf(kind), place);
      }
  const leftOut = registered.flatMap(({ group = '', kind, podTemplate, resource }) => {
    const type = typeOf(group, kind);
    const known = resource ?? resources.get(type);
    const place = { template: podTemplate };
    if (known !== undefined) add(group, kind, known, place);
    const what = `pods at ${podTemplate} in ${type}`;
    if (known === undefined)
      return [{ what, why: 'the name of the resource is not known; set resource in workloadKinds' }];
    return isWhole(place) ? [] : [{ what, why: 'an expression joins no lists of lists' }];
  });
  return { kinds: [...kinds.values()], leftOut };
}

/** Whether a place is a whole pod, and an expression finds it: it joins no lists of lists, and renames no fields of containers. */
function isWhole({ template, spec, containers = [], isPartial = false }: PodPlace): boolean {
  const pointer = template ?? spec;
  if (pointer === undefined || isPartial || containers.some(({ names }) => names !== undefined)) return false;
  return segmentsOf(pointer).filter((segment) => segment === '*').length <= 1;
}
