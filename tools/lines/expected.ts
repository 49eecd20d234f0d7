import { Yaml } from 'cdk8s';
import { valueAt } from '../../src/json/pointer';
import { Manifest } from '../../src/model/manifest';
import { readYaml } from '../../src/yaml/read';
import { DIFFERENCES, type Difference } from './differences';

/** Returns the expected manifests of an example as a line writes them: with the fields that it writes in addition. */
export function expectedOn(line: number, text: string): string {
  const objects = readYaml(text).documents.map(({ value }) => value as any);
  if (Yaml.stringify(...objects) !== text)
    throw new Error('expected manifests do not survive a parse; write them again');
  const added = DIFFERENCES.filter(({ since }) => since <= line);
  return Yaml.stringify(...objects.map((object) => added.reduce(withField, object)));
}

/** The label that cdk8s-plus gives each pod. */
const ADDRESS = 'cdk8s.io/metadata.addr';

function withField(object: any, { of, field, value }: Difference): any {
  const pod = Manifest.fromJson(object).podTemplate;
  if (!pod || !Object.hasOwn(pod.labels, ADDRESS)) return object; // It is from a file, and no line changes it.
  const path = of === 'pod' ? pod.specPath : of === object.kind ? '/spec' : undefined;
  if (path === undefined) return object;
  const changed = structuredClone(object);
  const target = valueAt(changed, path);
  const entries = Object.entries(target);
  entries.splice(placeOf(field, Object.keys(target)), 0, [field, value]);
  for (const key of Object.keys(target)) delete target[key];
  Object.assign(target, Object.fromEntries(entries));
  return changed;
}

/** cdk8s sorts the fields of an object; those that fixes add follow. */
function placeOf(field: string, keys: readonly string[]): number {
  const next = keys.findIndex((key, index) => key > field || key < (keys[index - 1] ?? ''));
  return next < 0 ? keys.length : next;
}
