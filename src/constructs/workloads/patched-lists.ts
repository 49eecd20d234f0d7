import { type ApiObject, JsonPatch } from 'cdk8s';
import { valueAt } from '../../json/pointer';

/** The end of a list. */
const END = /^(.+)\/-$/;

/**
 * Lets a patch add an item to the end of a list that is not there yet, such as `/spec/template/spec/volumes/-`. cdk8s applies
 * patches before this library adds its volumes and mounts, and cdk8s-plus writes no empty list: the patch would fail. It is
 * applied after cdk8s-plus has written the object.
 */
export function createPatchedLists(apiObject: ApiObject): void {
  const inner: any = apiObject;
  const render: () => any = apiObject.toJson.bind(apiObject);
  const patched = (patches: readonly JsonPatch[]) => {
    const all = inner.patches;
    try {
      inner.patches = patches;
      return render();
    } finally {
      inner.patches = all;
    }
  };
  const toJson = () => {
    const patches: readonly JsonPatch[] = inner.patches;
    const lists = patches.map(listOf).filter((list) => list !== undefined);
    if (lists.length === 0) return render();
    const plain = patched([]);
    const missing = [...new Set(lists)].filter((list) => valueAt(plain, list) === undefined);
    if (missing.length === 0) return render();
    const late = patches.filter((patch) => missing.some((list) => `${pathOf(patch)}/`.startsWith(`${list}/`)));
    const json = patched(patches.filter((patch) => !late.includes(patch)));
    return JsonPatch.apply(json, ...missing.map((list) => JsonPatch.add(list, [])), ...late);
  };
  Object.defineProperty(apiObject, 'toJson', { value: toJson, configurable: true, enumerable: false, writable: true });
}

/** The list that a patch adds an item to the end of. */
function listOf(patch: JsonPatch): string | undefined {
  const { op, path } = (patch as any)._toJson();
  return op === 'add' ? END.exec(path)?.[1] : undefined;
}

function pathOf(patch: JsonPatch): string {
  return (patch as any)._toJson().path;
}
