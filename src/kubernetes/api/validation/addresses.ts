import type { ValueCheck } from '../check';
import { quoted } from '../problem';

/** Since 1.36 the server refuses forms that parsers read differently (feature gate StrictIPCIDRValidation, then on by default). */
const STRICT_SINCE = 36;

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
  /** An IPv4 address written as IPv6, or with leading zeros. */
  readonly isOdd: boolean;
}

/** An address or undefined; leading zeros are read as decimal. */
export function addressOf(text: string): Address | undefined {
  return text.includes(':') ? ipv6(text) : ipv4(text);
}

function ipv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255)) return undefined;
  const value = parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  return { bits: 32, value, isOdd: parts.some((part) => part !== '0' && part.startsWith('0')) };
}

function ipv6(text: string): Address | undefined {
  const lastColon = text.lastIndexOf(':');
  const tail = text.slice(lastColon + 1);
  const embedded = tail.includes('.') ? ipv4(tail) : undefined;
  if (tail.includes('.') && (!embedded || embedded.isOdd)) return undefined;
  const hex = embedded
    ? `${text.slice(0, lastColon + 1)}${(embedded.value >> 16n).toString(16)}:${(embedded.value & 0xffffn).toString(16)}`
    : text;
  const halves = hex.split('::');
  if (halves.length > 2) return undefined;
  const [left, right] = halves.map((half) => (half === '' ? [] : half.split(':'))) as [string[], string[] | undefined];
  const missing = 8 - left.length - (right?.length ?? 0);
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array<string>(right === undefined ? 0 : missing).fill('0'), ...(right ?? [])];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  const value = groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
  return { bits: 128, value, isOdd: value >> 32n === 0xffffn };
}

interface Network {
  readonly address: Address;
  readonly length: number;
  readonly isOdd: boolean;
}

export function networkOf(text: string): Network | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? undefined : addressOf(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (!address || !/^\d+$/.test(length) || Number(length) > address.bits) return undefined;
  const hostBits = BigInt(address.bits - Number(length));
  const isOdd =
    address.isOdd ||
    (length !== '0' && length.startsWith('0')) ||
    (address.value >> hostBits) << hostBits !== address.value;
  return { address, length: Number(length), isOdd };
}

/** Whether a network lies within another, and is smaller. */
export function isStrictlyWithin(inner: Network, outer: Network): boolean {
  if (inner.address.bits !== outer.address.bits || inner.length <= outer.length) return false;
  const shift = BigInt(outer.address.bits - outer.length);
  return inner.address.value >> shift === outer.address.value >> shift;
}

export const ADDRESS: ValueCheck = (text, { minor }) => {
  const address = addressOf(text);
  return address && !(address.isOdd && minor >= STRICT_SINCE)
    ? undefined
    : `is ${quoted(text)}; must be an IP address such as "10.9.8.7" or "2001:db8::1"`;
};

export const NETWORK: ValueCheck = (text, { minor }) => {
  const network = networkOf(text);
  return network && !(network.isOdd && minor >= STRICT_SINCE)
    ? undefined
    : `is ${quoted(text)}; must be a network such as "10.9.8.0/24" or "2001:db8::/64"`;
};
