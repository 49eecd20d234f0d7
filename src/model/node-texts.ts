import { TEXT_GROUP } from '../kubernetes/api/file-kinds';

/** A file of a node that is neither YAML nor JSON, as an object: rules see its lines. */
interface NodeText {
  readonly apiVersion: string;
  readonly kind: string;
  /** The lines of the text; the first is that of index 0. */
  readonly lines: readonly string[];
}

const SHEBANG = /^#!\S*\bnft\b/;
const TABLE =
  /^[ \t]*(?:add[ \t]+|create[ \t]+)?table[ \t]+(?:(?:inet|ip6?|arp|bridge|netdev)[ \t]+)?[\w.-]+[ \t]*(?:\{|;|$)/m;
/** A line for systemd-tmpfiles that sets modes: type, path, mode. */
const TMPFILES = /^[a-zA-Z][-+!=~^$]*[ \t]+\/\S*[ \t]+(?:[~:]*[0-7]{3,4}|-)\b/m;

/** What the name of a file says of it. */
const BY_PATH: readonly (readonly [path: RegExp, kind: string])[] = [
  [/\.nft$/, 'NftablesRuleset'],
  [/(?:^|[\\/])nftables\.conf$/, 'NftablesRuleset'],
  [/(?:^|[\\/])tmpfiles\.d[\\/][^\\/]+\.conf$/, 'TmpfilesConfiguration'],
  [/(?:^|[\\/])sysctl(?:\.d[\\/][^\\/]+)?\.conf$/, 'SysctlConfiguration'],
];

/** Whether a file of a folder is read, although it is neither YAML nor JSON. */
export function isNodeText(path: string): boolean {
  return BY_PATH.some(([pattern]) => pattern.test(path));
}

/** Reads a text that is a ruleset of nftables, or lines for systemd-tmpfiles or sysctl; undefined of any other. */
export function nodeTextOf(text: string, path: string): NodeText | undefined {
  const kind = BY_PATH.find(([pattern]) => pattern.test(path))?.[1] ?? kindByContent(text, path);
  if (kind === undefined) return undefined;
  return { apiVersion: `${TEXT_GROUP}/v1`, kind, lines: text.split(/\r?\n/) };
}

/** A text that is YAML by its name is YAML. */
function kindByContent(text: string, path: string): string | undefined {
  if (/\.(?:ya?ml|json)$/i.test(path) || /^(?:apiVersion|kind)\s*:/m.test(text)) return undefined;
  if (SHEBANG.test(text) || TABLE.test(text)) return 'NftablesRuleset';
  return /\.conf$/.test(path) && TMPFILES.test(text) ? 'TmpfilesConfiguration' : undefined;
}

/** The number of the line that a JSON Pointer into such an object is about. */
export function lineOfPointer(pointer: string): number {
  const [, index] = /^\/lines\/(\d+)$/.exec(pointer) ?? [];
  return Number(index ?? 0) + 1;
}
