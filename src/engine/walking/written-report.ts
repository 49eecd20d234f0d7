import type { Patch } from '../../json/patch';
import { valueAt } from '../../json/pointer';
import type { ContainerView, PodTemplateView } from '../../model/manifest';
import type { TextObject } from '../../model/text-objects';
import { InText, isWithin, type Written } from '../../model/written';
import type { ReportDescriptor } from '../visitor';

/**
 * Puts what a rule reports about a pod where the object writes it. Undefined where the object has nothing to say: the
 * kind has no place for the field, or the controller of a partial pod sets what is missing.
 *
 * @param container the container that the rule was asked about
 */
export function writtenReport(
  found: ReportDescriptor,
  pod: PodTemplateView,
  container: ContainerView | undefined,
): ReportDescriptor | undefined {
  if (pod._parts.isPlain) return found;
  const owner = ownerOf(found.pointer, pod, container);
  const pointer = owner ? owner.at(found.pointer) : found.pointer;
  if (pointer === undefined) return undefined;
  const isOfPod = owner !== undefined || isOfMetadata(found.pointer, pod);
  if (pod.isPartial && isOfPod && !says(found.pointer, owner, pod)) return undefined;
  const fix = pod._parts.isReadOnly ? [] : writtenFix(found.fix ?? [], pod, container);
  return { ...found, pointer, fix, ofPartialPod: pod.isPartial && isOfPod };
}

/** Puts what is reported about an object in a text where the text is; a text is not changed. */
export function textReport(
  { pointer, message, about = pointer, ...found }: ReportDescriptor,
  { path }: PodTemplateView,
  { at, id, manifest: { objectRef } }: TextObject,
): ReportDescriptor {
  const what = `in ${objectRef.kind} "${objectRef.name}" at ${pointer}: ${message}`;
  return { ...found, pointer: at, message: what, about, fix: [], pod: `${id}${path}` };
}

/** Whether a report is about a value outside of the pod, which other pods may take from there too. */
export function isShared(found: ReportDescriptor, written: ReportDescriptor, { _parts }: PodTemplateView): boolean {
  return found.pointer !== written.pointer && !(_parts.spec instanceof InText);
}

/** What a pointer is in: a container, which may stand in the pod's place, or the pod. */
function ownerOf(pointer: string, pod: PodTemplateView, container?: ContainerView): Written | undefined {
  const { spec } = pod._parts;
  const isIn = ({ path }: Written) => isWithin(path, pointer);
  const inside = pod.containers.map(({ _written }) => _written).filter(({ path }) => path !== spec.path);
  return [...(container ? [container._written] : []), ...inside, spec].find(isIn);
}

function isOfMetadata(pointer: string, { path }: PodTemplateView): boolean {
  return isWithin(`${path}/metadata`, pointer);
}

/** Whether a partial pod has the value that a report is about. What is reported of the whole is about something missing. */
function says(pointer: string, owner: Written | undefined, pod: PodTemplateView): boolean {
  if (pointer === owner?.path || pointer === `${pod.path}/metadata/labels`) return false;
  const value = owner ? valueAt(owner.json, pointer.slice(owner.path.length)) : pod.manifest.value(pointer);
  return saysSomething(value);
}

/** No fix at all where the kind has no place for a part of it. */
function writtenFix(fix: readonly Patch[], pod: PodTemplateView, container: ContainerView | undefined): Patch[] {
  const moved = fix.map((patch) => writtenPatch(patch, pod, container));
  return moved.every((each) => each !== undefined) ? moved.flat() : [];
}

/** The fields that the security contexts of a pod and of a container have in common. */
const SHARED = ['runAsGroup', 'runAsNonRoot', 'runAsUser', 'seccompProfile'];

/** A pod-level field that the kind does not have is set on the container that lacks it. */
function writtenPatch(
  patch: Patch,
  pod: PodTemplateView,
  container: ContainerView | undefined,
): readonly Patch[] | undefined {
  const owner = ownerOf(patch.path, pod, container);
  const path = owner ? owner.at(patch.path) : patch.path;
  if (path !== undefined) return [{ ...patch, path }];
  const field = patch.path.slice(pod.specPath.length);
  if (!container || owner !== pod._parts.spec || !isWithin('/securityContext', field)) return undefined;
  if (field === '/securityContext') return []; // the container's is created with its field
  return SHARED.includes(field.split('/')[2] ?? '') ? container.patchTo(field, patch.value) : undefined;
}

/** An empty object or list is as good as none. */
function saysSomething(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return value !== undefined && value !== null;
  return Object.keys(value).length > 0;
}
