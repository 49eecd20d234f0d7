import { resolve } from 'node:path';
import { factsInLock, KnownImages } from '../images/facts';
import { imageOf } from '../images/image';
import { configProblems, configsIn, factsIn } from '../images/image-config';
import type { DigestLock } from '../images/lock';
import type { ImageKnowledge } from '../model/image-facts';
import { readYaml } from '../yaml/read';
import { reasonOf } from './files';
import { readTextFile } from './text-file';

/**
 * Returns what is known of images: what the given files say, else what a lock says; undefined if nothing is known. Throws
 * with file and line if a file is wrong.
 *
 * @param given `REF=FILE`, or the file alone if it names its images
 */
export function imageKnowledge(
  given: readonly string[],
  lock: DigestLock | undefined,
  cwd: string,
): ImageKnowledge | undefined {
  const locked = lock && factsInLock(lock);
  const known = new KnownImages();
  for (const each of given) addConfigs(each, known, cwd);
  if (given.length === 0) return locked?.of;
  return (reference) => known.of(reference) ?? locked?.of(reference);
}

function addConfigs(given: string, known: KnownImages, cwd: string): void {
  const [, reference, file = given] = /^([^=]+)=(.+)$/s.exec(given) ?? [];
  if (reference !== undefined && !imageOf(reference))
    throw new Error(`--image-config names the image "${reference}", which is no valid reference; write REF=FILE`);
  const { documents, problems } = readYaml(textOf(file, cwd));
  const [broken] = problems;
  if (broken) throw new Error(`${file}:${broken.line}:${broken.column}: ${broken.message}`);
  const [document] = documents;
  const at = (pointer: string, message: string) => {
    const { line, column } = document?.positionOf(pointer) ?? { line: 1, column: 1 };
    return `${file}:${line}:${column}: ${pointer ? `${pointer} ` : ''}${message}`;
  };
  const found = configsIn(document?.value);
  if ('message' in found) throw new Error(at(found.pointer, found.message));
  if (reference !== undefined && found.length > 1)
    throw new Error(at('/1', `is a second image; write --image-config ${file}, without "${reference}="`));
  const wrong = found.flatMap(({ config, at: pointer }) => configProblems(config, pointer));
  if (wrong.length > 0) throw new Error(wrong.map(({ pointer, message }) => at(pointer, message)).join('\n'));
  for (const { pointer, references, config } of found) {
    const names = reference === undefined ? references : [reference];
    if (names.length === 0) throw new Error(at(pointer, `does not name its image; write --image-config REF=${file}`));
    for (const name of names) {
      const image = imageOf(name);
      if (!image) throw new Error(at(pointer, `names the image "${name}", which is no valid reference`));
      known.add(image, factsIn(config));
    }
  }
}

function textOf(file: string, cwd: string): string {
  try {
    return readTextFile(resolve(cwd, file));
  } catch (error) {
    throw new Error(`${file} ${reasonOf(error)}`);
  }
}
