import { type Token, tokensOf } from './tokens';

/** A set of values that rules name. */
export interface NamedSet {
  readonly elements: readonly string[];
}

/** One rule: its words, and the line where it starts, from 0. */
export interface FirewallRule {
  readonly words: readonly string[];
  readonly line: number;
}

/** A chain; one with a hook sees packets, others are jumped to. */
export interface Chain {
  readonly name: string;
  readonly line: number;
  readonly hook?: string;
  readonly policy?: string;
  readonly rules: readonly FirewallRule[];
}

/** A table, which filters the packets of its family. */
export interface Table {
  readonly family: string;
  readonly name: string;
  readonly chains: ReadonlyMap<string, Chain>;
  readonly sets: ReadonlyMap<string, NamedSet>;
}

/** What is understood of a ruleset. */
export interface Ruleset {
  readonly tables: readonly Table[];
  /** Lines that remove the rules of all other programs. */
  readonly flushes: readonly number[];
  /** Statements that were not read. */
  readonly unread: readonly FirewallRule[];
}

const FAMILIES = ['inet', 'ip', 'ip6', 'arp', 'bridge', 'netdev'];

interface OpenTable extends Table {
  readonly chains: Map<string, Chain>;
  readonly sets: Map<string, NamedSet>;
}

/** Reads a ruleset as `nft -f` takes it, as far as it has tables, chains, sets and rules in blocks. */
export function readRuleset(lines: readonly string[]): Ruleset {
  return new Reader(tokensOf(lines)).ruleset();
}

class Reader {
  private at = 0;
  private readonly tables = new Map<string, OpenTable>();
  private readonly flushes: number[] = [];
  private readonly unread: FirewallRule[] = [];

  public constructor(private readonly tokens: readonly Token[]) {}

  public ruleset(): Ruleset {
    while (this.at < this.tokens.length) {
      const { words, line, opens } = this.statement();
      if (words.length === 0 && !opens) continue;
      const [first, second] = words[0] === 'add' || words[0] === 'create' ? words.slice(1) : words;
      if (first === 'flush' && second === 'ruleset') this.flushes.push(line);
      else if (first === 'table') this.table(words.slice(words.indexOf('table') + 1), opens);
      // Making room for what follows.
      else if (['delete', 'destroy', 'flush'].includes(first ?? '') && second === 'table' && !opens) continue;
      else this.leave(words, line, opens);
    }
    return { tables: [...this.tables.values()], flushes: this.flushes, unread: this.unread };
  }

  private table(words: readonly string[], opens: boolean): void {
    const hasFamily = FAMILIES.includes(words[0] ?? '');
    const family = hasFamily ? (words[0] as string) : 'ip';
    const name = words[hasFamily ? 1 : 0] ?? '';
    const key = `${family} ${name}`;
    const table = this.tables.get(key) ?? { family, name, chains: new Map(), sets: new Map() };
    this.tables.set(key, table);
    if (!opens) return;
    for (;;) {
      const { words: own, line, opens: isBlock, closes } = this.statement();
      const [what = '', its = ''] = own;
      if (what === 'chain' && isBlock) this.chain(its, line, table);
      else if (what === 'set' && isBlock) table.sets.set(its, { elements: this.elements() });
      else if (isBlock && what !== '') this.skipBlock();
      else if (what !== '' && what !== 'comment') this.unread.push({ words: own, line });
      if (closes) return;
    }
  }

  private chain(name: string, line: number, table: OpenTable): void {
    const before = table.chains.get(name);
    const rules: FirewallRule[] = [...(before?.rules ?? [])];
    let { hook, policy } = before ?? {};
    for (;;) {
      const { words, line: at, closes } = this.statement(true);
      const [first, second] = words;
      if (first === 'type') hook = words[words.indexOf('hook') + 1];
      else if (first === 'policy') policy = second;
      else if (words.length > 0 && first !== 'comment' && first !== 'flags') rules.push({ words, line: at });
      if (closes) break;
    }
    table.chains.set(name, { name, line, hook, policy, rules });
  }

  /** The elements of a set, whose block is open. */
  private elements(): string[] {
    const inside = this.skipBlock().map(({ text }) => text);
    const start = inside.indexOf('elements');
    return start < 0 ? [] : valuesIn(inside.slice(start + 1));
  }

  /** Reads over a block that is open, and returns what is in it. */
  private skipBlock(): Token[] {
    const start = this.at;
    let depth = 1;
    while (depth > 0 && this.at < this.tokens.length) {
      const { text } = this.tokens[this.at] as Token;
      if (text === '{') depth += 1;
      if (text === '}') depth -= 1;
      this.at += 1;
    }
    return this.tokens.slice(start, this.at - 1);
  }

  private leave(words: readonly string[], line: number, opens: boolean): void {
    this.unread.push({ words, line });
    if (opens) this.skipBlock();
  }

  /**
   * The words up to the end of a statement, or to the brace that opens its block. In a rule, braces hold values.
   */
  private statement(isRule = false): {
    words: string[];
    line: number;
    opens: boolean;
    closes: boolean;
  } {
    const words: string[] = [];
    let line = this.tokens[this.at]?.line ?? 0;
    let depth = 0;
    while (this.at < this.tokens.length) {
      const { text, line: own } = this.tokens[this.at] as Token;
      this.at += 1;
      if (words.length === 0) line = own;
      if (depth === 0 && (text === '\n' || text === ';')) {
        if (words.length > 0) return { words, line, opens: false, closes: false };
      } else if (depth === 0 && text === '}') return { words, line, opens: false, closes: true };
      else if (text === '{' && !isRule) return { words, line, opens: true, closes: false };
      else if (text !== '\n') {
        if (text === '{') depth += 1;
        if (text === '}') depth -= 1;
        words.push(text);
      }
    }
    return { words, line, opens: false, closes: true };
  }
}

/** The values between braces, or the one value. */
export function valuesIn(words: readonly string[]): string[] {
  return words.filter((word) => !['{', '}', ',', '=', ';', '\n'].includes(word));
}
