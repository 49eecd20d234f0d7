import { valueAt } from '../json/pointer';
import { expanded } from '../kubernetes/workloads/find';
import { substitute } from '../kubernetes/workloads/parameters';
import { wrapperOf } from '../kubernetes/workloads/wrapped';
import { Manifest } from './manifest';
import type { ManifestOptions } from './manifest-options';
import { uniqueName } from './object-ref';
import type { Wrapped } from './wrapped';

/** Maximum nesting depth of lists and of objects in objects. */
const MAX_DEPTH = 20;

/** One object that was read, and its place in the input. */
export interface ReadObject {
  /** JSON Pointer from the root of the input: empty, or `/items/3` in a list, or `/objects/3` in a template. */
  readonly pointer: string;
  /** The object; undefined if it could not be read. */
  readonly manifest?: Manifest;
  /** Why the object could not be read. */
  readonly problem?: string;
}

/**
 * Reads an object; a list (`kind: List`, `PodList`, …) is opened, whatever its depth, and so is an object that holds whole
 * objects, such as a template. kubectl takes any object with `items`
 * for a list, whatever its kind, and applies the items alone: such an object is refused.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.34.0/pkg/apis/meta/v1/unstructured/unstructured.go
 */
export function readObjects(json: any, options: ManifestOptions = {}): ReadObject[] {
  return objectsAt({ pointer: '', json }, options, 0);
}

/** A value that may be an object, and its place. */
interface Place {
  readonly pointer: string;
  readonly json: any;
  readonly wrapped?: Wrapped;
}

function objectsAt({ pointer, json, wrapped }: Place, options: ManifestOptions, depth: number): ReadObject[] {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    return [{ pointer, problem: 'is not an object; write one with apiVersion and kind' }];
  }
  const isList = Object.hasOwn(json, 'items');
  if (isList && !(typeof json.kind === 'string' && json.kind.endsWith('List'))) {
    const problem = 'makes kubectl apply the items in place of the object; move them, or write kind: List';
    return [{ pointer: `${pointer}/items`, problem }];
  }
  if (isList) {
    if (depth === MAX_DEPTH) return [{ pointer, problem: `lists nest deeper than ${MAX_DEPTH}` }];
    if (json.items === null) return [];
    if (!Array.isArray(json.items)) return [{ pointer: `${pointer}/items`, problem: 'is not a list; write one' }];
    return json.items.flatMap((item: any, index: number) => {
      const place = { pointer: `${pointer}/items/${index}`, json: typed(item, json), wrapped };
      return objectsAt(place, options, depth + 1);
    });
  }
  try {
    const manifest = Manifest.fromJson(json, options);
    manifest._wrapped = wrapped;
    return [{ pointer, manifest }, ...objectsIn(manifest, pointer, options, depth)];
  } catch (error) {
    return [{ pointer, problem: (error as Error).message }];
  }
}

/** Reads the objects that an object holds for a controller or a tool to apply. */
function objectsIn(
  { groupKind, json, objectRef, _wrapped }: Manifest,
  pointer: string,
  options: ManifestOptions,
  depth: number,
): ReadObject[] {
  const entry = wrapperOf(groupKind);
  if (!entry) return [];
  if (depth === MAX_DEPTH) return [{ pointer, problem: `objects nest deeper than ${MAX_DEPTH}` }];
  const wrapper = `${_wrapped?.wrapper ?? ''} ${uniqueName(objectRef)}`;
  const parameters = entry.parameters === undefined ? [] : valueAt(json, entry.parameters);
  return entry.objects
    .flatMap((each) => expanded(json, each))
    .filter((at) => !entry.mayBeOther || hasType(valueAt(json, at)))
    .flatMap((at) => {
      const object = substitute(valueAt(json, at), parameters);
      return objectsAt(
        { pointer: `${pointer}${at}`, json: object.json, wrapped: { wrapper, object } },
        options,
        depth + 1,
      );
    });
}

function hasType(value: any): boolean {
  return value?.apiVersion !== undefined || value?.kind !== undefined;
}

/** The items of a `PodList` are Pods and may omit their type. */
function typed(item: any, list: any): any {
  const kind = list.kind.slice(0, -'List'.length);
  if (kind === '' || item === null || typeof item !== 'object' || Array.isArray(item)) return item;
  if (item.apiVersion !== undefined && item.kind !== undefined) return item;
  return { apiVersion: list.apiVersion, kind, ...item };
}
