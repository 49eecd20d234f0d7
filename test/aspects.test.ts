import { App, Chart, ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Aspects, HardeningChecks, Harden, Profiles, HardenMode } from '../src';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test('draft', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'x'));
  const app = new App({ outdir });
  Aspects.of(app).add(new HardeningChecks({ profile: Profiles.restricted() }));
  const chart = new Chart(app, 'c', { namespace: 'shop' });
  new kplus.Deployment(chart, 'web', { containers: [{ image: 'nginx' }] });
  expect(() => app.synth()).toThrow(/capabilities-not-dropped/);
  try { app.synth(); } catch (e) { console.log((e as Error).message); }
  expect(readdirSync(outdir)).toEqual([]);
  Aspects.of(app).add(new Harden({ profile: Profiles.restricted() }));
  app.synth();
  console.log(readFileSync(join(outdir, 'c.k8s.yaml'), 'utf8'));
  console.log(app.synthYaml() === readFileSync(join(outdir, 'c.k8s.yaml'), 'utf8'));
});
