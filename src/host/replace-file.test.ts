import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile, replaceUnchanged } from './replace-file';

const fs: typeof import('node:fs') = jest.requireActual('node:fs'); // The object itself, which can be spied on.

function place(content?: string): { folder: string; path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'replace-'));
  const path = join(folder, 'web.yaml');
  if (content !== undefined) writeFileSync(path, content);
  return { folder, path };
}

test('replaces what holds what was read, and keeps an edit that was made meanwhile', () => {
  const { folder, path } = place('old');
  replaceUnchanged(path, 'old', 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(() => replaceUnchanged(path, 'old', 'newer')).toThrow('changed meanwhile');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['web.yaml']);
});

test('keeps an edit that is made while it writes; what it writes is never looser than the file', () => {
  const { folder, path } = place('old');
  chmodSync(path, 0o600);
  const chmod = fs.fchmodSync;
  const modes: number[] = [];
  jest.spyOn(fs, 'fchmodSync').mockImplementation((handle, mode) => {
    modes.push(fs.fstatSync(handle).mode & 0o777);
    chmod(handle, mode);
    writeFileSync(path, 'mine');
  });
  expect(() => replaceUnchanged(path, 'old', 'new')).toThrow('changed meanwhile');
  jest.restoreAllMocks();
  expect(modes).toEqual([0o600]);
  expect(readFileSync(path, 'utf8')).toBe('mine');
  expect(readdirSync(folder)).toEqual(['web.yaml']);
});

test('a file that is gone is not written again', () => {
  const { folder, path } = place();
  expect(() => replaceUnchanged(path, 'old', 'new')).toThrow('is gone');
  expect(readdirSync(folder)).toEqual([]);
});

test('keeps mode and owner; a new file gets the usual mode', () => {
  const { folder, path } = place('old');
  if (process.getuid?.() === 0) chownSync(path, 1234, 2345);
  chmodSync(path, 0o604);
  const { uid, gid } = statSync(path);
  replaceFile(path, 'new', folder);
  expect(statSync(path)).toMatchObject({ uid, gid });
  expect(statSync(path).mode & 0o7777).toBe(0o604);
  replaceFile(join(folder, 'other.yaml'), 'new', folder);
  expect(statSync(join(folder, 'other.yaml')).mode & 0o777).toBe(0o666 & ~process.umask());
});

test.each([
  ['a link', (path: string) => symlinkSync('aim.yaml', path), 'is a link; name the file itself'],
  ['a folder', (path: string) => mkdirSync(path), 'is no regular file'],
  ['a read-only file', (path: string) => writeFileSync(path, 'old', { mode: 0o444 }), 'is read-only'],
])('does not replace %s, or write through it', (_, make, message) => {
  const { folder, path } = place();
  writeFileSync(join(folder, 'aim.yaml'), 'old');
  make(path);
  const before = lstatSync(path);
  expect(() => replaceFile(path, 'new', folder)).toThrow(message);
  expect(() => replaceUnchanged(path, 'old', 'new')).toThrow(message);
  expect(lstatSync(path)).toEqual({ ...before, atimeMs: expect.anything(), atime: expect.anything() });
  expect(readFileSync(join(folder, 'aim.yaml'), 'utf8')).toBe('old');
  expect(readdirSync(folder).sort()).toEqual(['aim.yaml', 'web.yaml']);
});

test('removes what a killed run left beside the file more than an hour ago, and nothing else', () => {
  const { folder, path } = place();
  const hours = (number: number) => Date.now() / 1000 - number * 3600;
  const names = { old: 'a'.repeat(16), young: 'b'.repeat(16) };
  for (const [age, name] of Object.entries(names)) {
    const left = join(folder, `.cdk8s-hardened-${name}.tmp`);
    writeFileSync(left, '');
    utimesSync(left, hours(0), hours(age === 'old' ? 2 : 0.5));
  }
  writeFileSync(join(folder, '.mine.tmp'), '');
  utimesSync(join(folder, '.mine.tmp'), hours(2), hours(2));
  replaceFile(path, 'new', folder);
  expect(readdirSync(folder).sort()).toEqual([`.cdk8s-hardened-${names.young}.tmp`, '.mine.tmp', 'web.yaml']);
});
