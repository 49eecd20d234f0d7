import type { Chart } from 'cdk8s';
import { isSameKind } from '../engine/waivers/target';
import type { Waiver } from '../engine/waivers/waiver';
import { addTo } from '../json/group-by';
import type { Manifest } from '../model/manifest';

/** Whether a waiver without effect is worth a warning in a synth. */
export type Concerns = (waiver: Waiver) => boolean;

/** All waivers concern a synth of the whole app. */
export const ALL: Concerns = () => true;

/**
 * The waivers that concern the synth of one chart, as in a test: those of its constructs, and those that name an object of it.
 * The namespace may be what is wrong with a waiver.
 */
export function concernsOf(chart: Chart, manifests: () => readonly Manifest[]): Concerns {
  let kindsByName: Map<string, string[]> | undefined;
  return ({ construct, kind, name = '' }) => {
    const { path } = chart.node;
    if (construct !== undefined) return construct === path || construct.startsWith(path === '' ? '' : `${path}/`);
    kindsByName ??= groupKinds(manifests());
    return kindsByName.get(name)?.some((own) => isSameKind(kind, own)) ?? false;
  };
}

function groupKinds(manifests: readonly Manifest[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { objectRef } of manifests) addTo(groups, objectRef.name, objectRef.kind);
  return groups;
}
