/**
 * A jest set-up file: writes every document that a test synthesizes, as it was sealed, to the folder that
 * RECORD_MANIFESTS names, so that the judge can be asked about it.
 */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Rendering } from '../src/aspects/rendering';

const folder = process.env.RECORD_MANIFESTS;
const { seal } = Rendering.prototype;

Rendering.prototype.seal = function (this: Rendering) {
  seal.call(this);
  const documents = this.manifests().map(({ json }) => json);
  if (folder) writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(documents));
};
