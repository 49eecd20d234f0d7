import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Functions of the generated code, as `schema_k8sio_api_core_v1_Pod`; those of other packages are of configuration files. */
const FUNCTION =
  /^func schema_(?:k8sio_api_|k8sio_apiextensions_apiserver_pkg_apis_|k8sio_kube_aggregator_pkg_apis_|pkg_apis_)?(\w+?)_(v\w+?)_(\w+)\(/;

/**
 * The values that a field, or each item of it, may have, by `core.v1.ContainerPort protocol`. The committed documents of
 * OpenAPI leave them out; the code that the server makes its own documents from has them, from 1.24 on.
 */
export function readEnumerations(folder: string): Map<string, readonly string[]> {
  const enumerations = new Map<string, readonly string[]>();
  const file = join(folder, 'pkg', 'generated', 'openapi', 'zz_generated.openapi.go');
  if (!existsSync(file)) return enumerations;
  let type: string | undefined;
  let field: string | undefined;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('func ')) {
      const match = FUNCTION.exec(line);
      type = match ? match.slice(1).join('.') : undefined;
      field = undefined;
      continue;
    }
    field = /^\t{5}"(.+)": \{$/.exec(line)?.[1] ?? field;
    const values = /^\s+Enum:\s+\[\](?:interface\{\}|any)\{(.*?)\}+,$/.exec(line)?.[1];
    if (values === undefined || type === undefined) continue;
    if (field === undefined) throw new Error(`${file}: an enumeration of ${type} stands outside a field`);
    enumerations.set(`${type} ${field}`, JSON.parse(`[${values}]`));
  }
  if (enumerations.size === 0)
    throw new Error(`${file}: no enumeration was found; the generated code has another form`);
  return enumerations;
}
