import { celText } from './cel';

/**
 * Blocks that contain most public addresses of a family: all addresses, and the parts of IPv6 around `2000::/3`, which has all
 * that is routed between networks.
 */
const MOST = [
  '^[^/]*/0+$',
  '^([0-9a-f]{0,3}|[0-7][0-9a-f]{3}):[^/]*/0*1$',
  '^([0-9a-f]{0,3}|[0-3][0-9a-f]{3}):[^/]*/0*2$',
  '^[23][0-9a-f]{3}:[^/]*/0*3$',
].join('|');
const LOWER_HALF = '^0*([0-9]{1,2}|1[01][0-9]|12[0-7])[.][^/]*/0*1$';
const UPPER_HALF = '^(12[89]|1[3-9][0-9]|2[0-9]{2})[.][^/]*/0*1$';
/** The parts of all addresses that a prefix stands for, from 0 to 32. */
const PARTS = `[${Array.from({ length: 33 }, (_, bits) => (bits === 0 ? '1.0' : String(2 ** -bits))).join(', ')}]`;

/** Whether a list of blocks has one that contains most public addresses, or the two halves of all. */
export function hasMost(texts: string): string {
  const has = (pattern: string) => `${texts}.exists(t, t.matches(${celText(`(?i:${pattern})`)}))`;
  return `(${has(MOST)} || (${has(LOWER_HALF)} && ${has(UPPER_HALF)}))`;
}

/** Whether the `ipBlock` of a peer, `p`, contains most public addresses without its exceptions. */
function isOpenBlock(): string {
  const bits = "int(t.substring(t.indexOf('/') + 1))";
  const isPublic = `t.matches('^[23][0-9a-fA-F]{3}:') || ${bits} < 3`;
  const prefix = `(!t.contains(':') ? ${bits} : ${isPublic} ? ${bits} - 3 : 33)`;
  const parts = `p.?ipBlock.?except.orValue([]).filter(t, t.matches('^[^/]+/[0-9]{1,3}$')).map(t, ${prefix})`;
  const share = `${parts}.map(n, n > 32 ? 0.0 : n < 0 ? 1.0 : ${PARTS}[n]).sum()`;
  return `(p.?ipBlock.?cidr.orValue('').matches(${celText(`(?i:${MOST})`)}) && ${share} < 0.5)`;
}

/** Whether the peers of a rule contain most public addresses in one block, or in two halves. */
export function areOpen(peers: string): string {
  const whole = `${peers}.filter(p, p.?ipBlock.?except.orValue([]).size() == 0).map(p, p.?ipBlock.?cidr.orValue(''))`;
  return `(${peers}.exists(p, ${isOpenBlock()}) || ${hasMost(whole)})`;
}

/** Powers of two: how many addresses of IPv4 a block with a prefix has. */
const SIZES = `[${Array.from({ length: 33 }, (_, bits) => String(2 ** (32 - bits))).join(', ')}]`;

/** The blocks of IPv4 among texts, each as its address and the number of its addresses. */
export function blocksOf(texts: string): string {
  const valid = `${texts}.filter(t, t.matches('^[0-9]{1,3}([.][0-9]{1,3}){3}/([0-9]|[0-9]{2})$') && int(t.substring(t.indexOf('/') + 1)) <= 32)`;
  const octets = "t.substring(0, t.indexOf('/')).split('.').map(o, int(o))";
  const address = `[${octets}].map(o, ((o[0] * 256 + o[1]) * 256 + o[2]) * 256 + o[3])[0]`;
  return `${valid}.map(t, [${address}, ${SIZES}[int(t.substring(t.indexOf('/') + 1))]])`;
}
