import { type NamedSet, valuesIn } from './ruleset';

/** Ranges of ports, both ends included. */
export type Ports = readonly (readonly [from: number, to: number])[];

/** Which packets a rule is for, as far as it is understood. */
export interface Match {
  /** Whether it is for packets of every address. */
  readonly isForAll: boolean;
  readonly ports: Ports;
  /** Whether it is for TCP. */
  readonly isTcp: boolean;
  /** Whether it is for new connections. */
  readonly isNew: boolean;
  /** Whether every word was understood. */
  readonly isRead: boolean;
}

/** A rule that was read. */
export interface RuleMatch extends Match {
  readonly verdict?: string;
  /** The chain that a jump leads to. */
  readonly target?: string;
  /** Whether the rule has no condition. */
  readonly isAll: boolean;
  /** Whether words that were not understood may accept. */
  readonly mayAccept: boolean;
}

const ALL_PORTS: Ports = [[0, 65535]];
/** Interfaces inside of a node, or of an overlay. */
const INSIDE = /^"?(?:lo|cali|cilium|cni|docker|flannel|kube|lxc|podman|tailscale|tunl|veth|vxlan|weave|wg)/;
const EVERYWHERE = /^(?:0\.0\.0\.0|::)\/0$/;
/** Names of ports that rules use in place of numbers. */
const NAMES: { readonly [name: string]: number } = { ssh: 22, domain: 53, http: 80, https: 443, bgp: 179 };
/** A rule whose verdict depends on a map. */
const UNREAD = { isForAll: true, ports: ALL_PORTS, isTcp: true, isNew: true, isRead: false, isAll: false };
const VERDICTS = ['accept', 'drop', 'reject', 'jump', 'goto', 'return', 'continue', 'queue'];

/** Reads the words of a rule. */
export function matchOf(words: readonly string[], sets: ReadonlyMap<string, NamedSet>): RuleMatch {
  let isForAll = true;
  let ports = ALL_PORTS;
  let isTcp = true;
  let isNew = true;
  let isRead = true;
  let isAll = true;
  let verdict: string | undefined;
  let target: string | undefined;
  const rest = [...words];
  const take = () => rest.shift() ?? '';
  /** The values after a match: one, or those in braces; undefined of what is not in a set that is known. */
  const values = (): { list: string[] | undefined; isNegated: boolean } => {
    const isNegated = rest[0] === '!=';
    if (isNegated || rest[0] === '==') take();
    const first = take();
    if (first === '{') {
      const end = rest.indexOf('}');
      return { list: valuesIn(rest.splice(0, end + 1)), isNegated };
    }
    return { list: first.startsWith('@') ? sets.get(first.slice(1))?.elements.slice() : [first], isNegated };
  };
  const condition = (apply: (list: string[], isNegated: boolean) => void) => {
    isAll = false;
    const { list, isNegated } = values();
    if (list === undefined) isRead = false;
    else apply(list, isNegated);
  };
  while (rest.length > 0) {
    const word = take();
    const next = rest[0] ?? '';
    if ((word === 'ip' || word === 'ip6') && next === 'saddr') {
      take();
      condition((list, isNegated) => {
        if (!isNegated && !list.some((each) => EVERYWHERE.test(each))) isForAll = false;
      });
    } else if (word === 'ip' && next === 'daddr') {
      take();
      condition(() => undefined);
    } else if (word === 'ip6' && next === 'daddr') {
      take();
      condition(() => undefined);
    } else if (['tcp', 'udp', 'sctp', 'th'].includes(word) && (next === 'dport' || next === 'sport')) {
      take();
      if (word === 'udp' || word === 'sctp') isTcp = false;
      condition((list, isNegated) => {
        const ranges = next === 'dport' ? portsOf(list) : ALL_PORTS;
        if (ranges === undefined || isNegated) isRead = false;
        else ports = ranges;
      });
    } else if (
      (word === 'meta' && next === 'l4proto') ||
      (word === 'ip' && next === 'protocol') ||
      next === 'nexthdr'
    ) {
      take();
      condition((list, isNegated) => {
        if (list.some((each) => each === 'tcp' || each === '6') === isNegated) isTcp = false;
      });
    } else if (word === 'icmp' || word === 'icmpv6') {
      isTcp = false;
      if (next === 'type' || next === 'code') take();
      condition(() => undefined);
    } else if (word === 'ct' && next === 'state') {
      take();
      const { list = [], isNegated } = stateValues(rest);
      isAll = false;
      if (list.includes('new') === isNegated) isNew = false;
    } else if (word === 'iif' || word === 'iifname') {
      condition((list, isNegated) => {
        if (!isNegated && list.every((each) => INSIDE.test(each))) isForAll = false;
      });
    } else if (word === 'meta' && (next === 'nfproto' || next === 'pkttype')) {
      take();
      condition(() => undefined);
    } else if (word === 'limit') {
      isAll = false;
      while (
        rest.length > 0 &&
        !VERDICTS.includes(rest[0] as string) &&
        !['log', 'counter', 'comment'].includes(rest[0] as string)
      )
        take();
    } else if (word === 'counter') {
      while (/^(?:packets|bytes|\d+)$/.test(rest[0] ?? '')) take();
    } else if (word === 'log') {
      while (['prefix', 'level', 'group', 'flags', 'snaplen', 'queue-threshold'].includes(rest[0] ?? ''))
        rest.splice(0, 2);
    } else if (word === 'comment') take();
    else if (VERDICTS.includes(word)) {
      verdict = word;
      if (word === 'jump' || word === 'goto') target = take();
      if (word === 'reject' && rest[0] === 'with')
        rest.splice(0, rest.indexOf('comment') < 0 ? rest.length : rest.indexOf('comment'));
      if (word === 'queue') rest.length = 0;
    } else {
      isRead = false;
      isAll = false;
    }
  }
  const isMapped = words.includes('vmap');
  const mayAccept = words.some(
    (word) => /^(?:vmap|accept|jump|goto|queue|dnat|redirect)$/.test(word) || word.includes('accept'),
  );
  return isMapped
    ? { ...UNREAD, mayAccept }
    : { isForAll, ports, isTcp, isNew, isRead, isAll, verdict, target, mayAccept };
}

/** The states after `ct state`, which need no braces. */
function stateValues(rest: string[]): { list: string[]; isNegated: boolean } {
  const isNegated = rest[0] === '!=';
  if (isNegated) rest.shift();
  if (rest[0] === '{') return { list: valuesIn(rest.splice(0, rest.indexOf('}') + 1)), isNegated };
  const list: string[] = [];
  do {
    if (rest[0] === ',') rest.shift();
    list.push(rest.shift() ?? '');
  } while (rest[0] === ',');
  return { list, isNegated };
}

function portsOf(values: readonly string[]): Ports | undefined {
  const ranges = values.map((value) => {
    const [from = '', to = from] = value.split('-');
    return [numberOf(from), numberOf(to)] as const;
  });
  return ranges.every(([from, to]) => from <= to) ? ranges : undefined;
}

/** NaN of a name that is not known. */
function numberOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Object.hasOwn(NAMES, text) ? (NAMES[text] as number) : Number.NaN;
}
