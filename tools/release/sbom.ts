/**
 * Writes the bill of materials of the npm package: of what cyclonedx-npm says about this checkout, the libraries that are built in.
 *
 *   ts-node -T tools/release/sbom.ts FROM TO
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { builtInLibraries } from './built-in';

const PATH = 'cdx:npm:package:path';
const DEVELOPMENT = 'cdx:npm:package:development';

/** Returns a bill of materials with the components of some folders alone. */
export function narrowed(sbom: any, folders: readonly string[]): any {
  const folderOf = ({ properties = [] }: any) => properties.find(({ name }: any) => name === PATH)?.value;
  const kept = flat(sbom.components).filter((each) => folders.includes(folderOf(each)));
  const missing = folders.filter((folder) => !kept.some((each) => folderOf(each) === folder));
  if (missing.length > 0) throw new Error(`the bill of materials lacks ${missing.join(', ')}; check package-lock.json`);
  const refs = new Set([sbom.metadata.component['bom-ref'], ...kept.map((each) => each['bom-ref'])]);
  return {
    ...sbom,
    components: kept.map(({ components: _, ...each }) => ({
      ...each,
      scope: 'required', // they are development dependencies, and in the package
      properties: each.properties.filter(({ name }: any) => name !== DEVELOPMENT),
    })),
    dependencies: sbom.dependencies
      .filter(({ ref }: any) => refs.has(ref))
      .map(({ ref, dependsOn = [] }: any) => ({ ref, dependsOn: dependsOn.filter((each: string) => refs.has(each)) })),
  };
}

/** A library with a version of its own is inside the one that needs it. */
function flat(components: readonly any[] = []): any[] {
  return components.flatMap((each) => [each, ...flat(each.components)]);
}

if (require.main === module) {
  const [from = '', to = ''] = process.argv.slice(2);
  const sbom = narrowed(
    JSON.parse(readFileSync(from, 'utf8')),
    builtInLibraries().map(({ folder }) => folder),
  );
  writeFileSync(to, `${JSON.stringify(sbom, null, 2)}\n`);
  console.log(`${to}: ${sbom.components.map(({ name, version }: any) => `${name}@${version}`).join(', ')}`);
}
