import { type ApiObject, App } from 'cdk8s';
import { uniqueName } from '../model/object-ref';
import { creationSiteOf } from './creation-site';

const HOOKED = Symbol('cdk8s-hardened.metadata');

/**
 * Adds entries to `construct-metadata.json`, which cdk8s writes for the validations of `cdk8s synth`: cdk8s identifies
 * an object only by its name, so that a Service hides the Deployment of the same name, and does not record the line
 * that created it.
 */
export function recordOrigins(): void {
  const prototype = App.prototype as any;
  const original: unknown = prototype.writeConstructMetadata;
  if (typeof original !== 'function' || (original as any)[HOOKED]) return;
  const telling = function (this: App, objects: ApiObject[]) {
    return original.call(this, [...objects, ...objects.flatMap(originsOf)]);
  };
  Object.defineProperty(telling, HOOKED, { value: true });
  prototype.writeConstructMetadata = telling;
}

/** cdk8s reads the name and the path of an object. */
function originsOf(object: ApiObject): { readonly name: string; readonly node: { readonly path: string } }[] {
  const { apiVersion, kind, name } = object;
  const key = uniqueName({ apiVersion, kind, name, namespaceName: object.metadata.namespace });
  const createdAt = creationSiteOf(object);
  return [
    { name: key, node: { path: object.node.path } },
    ...(createdAt === undefined ? [] : [{ name: `${key} created at`, node: { path: createdAt } }]),
  ];
}
