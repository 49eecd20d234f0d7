/**
 * Shows the main job on a real application: what is written, what it passes, and how a weakened copy is refused.
 */
import './load-example';
import { join, relative } from 'node:path';
import { ApiObject, App, JsonPatch } from 'cdk8s';
import { Checker, Manifest, ManifestSet, Profiles } from 'cdk8s-hardened';
import { buildShop } from '../examples/shop/shop';

const outdir = join(__dirname, '..', 'examples', 'shop', 'dist');

const app = new App({ outdir });
buildShop(app);
app.synth();
const manifests = app.charts.flatMap((chart) => chart.toJson()).map((json) => Manifest.fromJson(json));
console.log(`examples/shop: ${manifests.length} objects in ${relative(process.cwd(), outdir)}/`);
for (const profile of [Profiles.baseline(), Profiles.restricted(), Profiles.nsa()]) {
  const today = new Date().toISOString().slice(0, 10);
  const report = new Checker({ profile, today }).check(ManifestSet.fromManifests(manifests));
  console.log(
    `  ${report.fails() ? '✗' : '✓'} ${profile.name}: ${profile.rules.length} rules, ${report.findings.length} findings`,
  );
}

console.log('\nThe same shop, weakened: the database runs privileged, the web pods use the network of their node.\n');
const weakened = new App({ outdir: join(outdir, 'never-written') });
const { shop } = buildShop(weakened);
const privileged = JsonPatch.add('/spec/template/spec/containers/0/securityContext/privileged', true);
ApiObject.of(shop.database).addJsonPatch(privileged);
ApiObject.of(shop.web).addJsonPatch(JsonPatch.add('/spec/template/spec/hostNetwork', true));
try {
  weakened.synth();
  console.error('The weakened shop was written. That is a bug.');
  process.exitCode = 1;
} catch (error) {
  console.log((error as Error).message);
  console.log('\nNothing was written.');
}
