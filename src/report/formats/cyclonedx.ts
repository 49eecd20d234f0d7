import type { Image } from '../../images/image';
import { userOf } from '../../images/uses';
import { escapeJson } from '../escape';
import { objectName } from '../object-name';
import type { ListedImage } from './image-list';

const ALGORITHMS: { readonly [algorithm: string]: string } = {
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/**
 * Writes a list of images as a CycloneDX 1.6 bill of materials. The same images give the same text: it contains no
 * time, and a serial number only if one is given.
 *
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function cycloneDx(images: readonly ListedImage[], version: string, serialNumber?: string): string {
  const json = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialNumber === undefined ? undefined : `urn:uuid:${serialNumber}`,
    version: 1,
    metadata: { tools: { components: [{ type: 'application', name: 'cdk8s-hardened', version }] } },
    components: images.map(componentOf),
  };
  return `${escapeJson(JSON.stringify(json, null, 2))}\n`;
}

function componentOf({ image, uses }: ListedImage) {
  const purl = purlOf(image);
  const users = new Set(uses.map((use) => `${objectName(use.manifest.objectRef)}, ${userOf(use)}`));
  return {
    type: 'container',
    'bom-ref': purl,
    name: image.name,
    version: image.tag ?? image.digest,
    hashes: image.digest === undefined ? undefined : [hashOf(image.digest)],
    purl,
    properties: [...users].sort().map((value) => ({ name: 'cdk8s-hardened:usedBy', value })),
  };
}

function hashOf(digest: string) {
  const [algorithm = '', content] = digest.split(':');
  return { alg: ALGORITHMS[algorithm], content };
}

/**
 * Returns the package URL of an image: its name is the last part of the repository, its version the digest.
 *
 * @see https://github.com/package-url/purl-spec/blob/main/types-doc/oci-definition.md
 */
export function purlOf({ name, repository, tag, digest }: Image): string {
  const last = repository.slice(repository.lastIndexOf('/') + 1);
  const qualifiers = [`repository_url=${escaped(name)}`, ...(tag === undefined ? [] : [`tag=${escaped(tag)}`])];
  return `pkg:oci/${escaped(last)}${digest === undefined ? '' : `@${escaped(digest)}`}?${qualifiers.join('&')}`;
}

/** Colons are never escaped (ECMA-427, 5.4). */
function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':');
}
