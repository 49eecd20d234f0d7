/**
 * Lets examples import `cdk8s-hardened` as their readers will: here it is the compiled library, or the sources where
 * there is none.
 */
import { existsSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const LIBRARY = existsSync(join(ROOT, 'lib', 'index.js'))
  ? join(ROOT, 'lib', 'index.js')
  : join(ROOT, 'src', 'index.ts');

const loader = Module as any;
const resolve = loader._resolveFilename;
loader._resolveFilename = (request: string, ...rest: unknown[]) =>
  request === 'cdk8s-hardened' ? LIBRARY : resolve.call(loader, request, ...rest);
