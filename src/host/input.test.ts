import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { FORMATS } from '../report/formats/formats';
import { joined } from '../report/pieces';
import type { Io } from './io';
import { contextOf, judge } from './judge';

const folder = mkdtempSync(join(tmpdir(), 'input-'));
afterAll(() => rmSync(folder, { recursive: true }));

const io: Io = {
  stdin: Readable.from([]),
  stdout: new PassThrough(),
  stderr: new PassThrough(),
  cwd: folder,
  env: {},
  today: '2026-11-24',
  isTTY: false,
  tellsProgress: false,
};

const pod = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n    - name: web\n      image: nginx\n`;

test('a report shows what was judged, also where the files have changed since', async () => {
  mkdirSync(join(folder, 'k8s'));
  const paths = ['one.yaml', 'two.yaml'].map((name) => join(folder, 'k8s', name));
  writeFileSync(paths[0] as string, pod('one'));
  writeFileSync(paths[1] as string, `---\n${pod('two')}---\n${pod('three')}`);
  const judgement = await judge(['k8s'], { policy: false, profile: 'restricted' }, io);
  const reports = () => FORMATS.map(({ render }) => joined(render(judgement.report, contextOf(judgement, io))));
  const before = reports();
  expect(before[0]).toContain('k8s/two.yaml:17:7');
  for (const path of paths) writeFileSync(path, '# other lines\n\n');
  expect(reports()).toEqual(before);
  for (const path of paths) rmSync(path);
  expect(reports()).toEqual(before);
});
