import { posix } from 'node:path';

/** One command of a script: its words without quotes, and what it redirects its output to. */
export interface ShellCommand {
  readonly words: readonly string[];
  readonly outputs: readonly string[];
}

/** Scripts in scripts are read to this depth: no real one goes deeper. */
export const MAX_DEPTH = 20;

/** Words that stand before a command. */
const RESERVED = new Set(['!', '{', '}', 'if', 'then', 'elif', 'else', 'fi', 'while', 'until', 'do', 'done', 'time']);
const ASSIGNMENT = /^([A-Za-z_]\w*)=([\s\S]*)$/;
const OPERATOR = /&&|\|\||;;|[;&|()\n]/y;
const REDIRECTION = /\d*(?:>>|>\||>&|>)|&>>?|\d*<<<|\d*<<-?|\d*<[&>]?/y;
const VARIABLE = /\$(?:\{(\w+)(?::?[-=?+][^}]{0,1000})?\}|([A-Za-z_]\w*))/y;

/**
 * Returns the commands of a shell script, those of command substitutions too. Variables with a known value are replaced;
 * others stay as they are written. It is no interpreter: loops, conditions and functions are read as the commands in them.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
 */
export function parseScript(
  text: string,
  variables: ReadonlyMap<string, string> = new Map(),
  depth = 0,
): ShellCommand[] {
  return depth > MAX_DEPTH ? [] : new Script(text, new Map(variables), depth).read();
}

class Script {
  private readonly commands: ShellCommand[] = [];
  private readonly delimiters: string[] = [];
  private words: string[] = [];
  private outputs: string[] = [];
  private at = 0;

  public constructor(
    private readonly text: string,
    private readonly variables: Map<string, string>,
    private readonly depth: number,
  ) {}

  public read(): ShellCommand[] {
    while (this.at < this.text.length) {
      const character = this.text[this.at] as string;
      if (character === '#') this.at = endOf(this.text, '\n', this.at);
      else if (character !== '\n' && /\s/.test(character)) this.at += 1;
      else if (this.text.startsWith('\\\n', this.at)) this.at += 2;
      else if (!this.redirection()) {
        const operator = this.match(OPERATOR);
        if (operator) this.endCommand(operator[0]);
        else this.addWord(this.word());
      }
    }
    this.endCommand('');
    return this.commands;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at += found[0].length;
    return found;
  }

  private redirection(): boolean {
    const operator = this.match(REDIRECTION)?.[0];
    if (operator === undefined) return false;
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at += 1;
    const target = this.word();
    if (operator.includes('<<') && !operator.endsWith('<<<')) this.delimiters.push(target);
    else if (operator.includes('>') && !(operator.endsWith('>&') && /^[\d-]*$/.test(target))) this.outputs.push(target);
    return true;
  }

  private addWord(word: string): void {
    if (this.words.length === 0 && RESERVED.has(word)) return;
    const [, name, value] = (this.words.length === 0 && ASSIGNMENT.exec(word)) || [];
    if (name === undefined) this.words.push(word);
    else this.variables.set(name, value as string);
  }

  private endCommand(operator: string): void {
    if (this.words.length + this.outputs.length > 0) this.commands.push({ words: this.words, outputs: this.outputs });
    this.words = [];
    this.outputs = [];
    if (operator !== '\n') return;
    for (const delimiter of this.delimiters.splice(0)) this.skipDocument(delimiter);
  }

  /** Skips the lines of a here-document. */
  private skipDocument(delimiter: string): void {
    while (this.at < this.text.length) {
      const end = endOf(this.text, '\n', this.at);
      const line = this.text.slice(this.at, end);
      this.at = Math.min(end + 1, this.text.length);
      if (line.trim() === delimiter) return;
    }
  }

  private word(): string {
    const start = this.at;
    let word = '';
    while (this.at < this.text.length && !/[\s;&|()<>]/.test(this.text[this.at] as string)) word += this.part(false);
    if (this.at === start && this.text[start] === '&') this.at += 1; // `>&1`: the operator took the sign already
    return word;
  }

  /** Reads one character, quoted text, variable or command substitution. */
  private part(isQuoted: boolean): string {
    const { text } = this;
    const character = text[this.at] as string;
    if (character === '\\') {
      this.at += 2;
      return text[this.at - 1] === '\n' ? '' : (text[this.at - 1] ?? '');
    }
    if (character === "'" && !isQuoted) {
      const end = endOf(text, "'", this.at + 1);
      const quoted = text.slice(this.at + 1, end);
      this.at = end + 1;
      return quoted;
    }
    if (character === '"') {
      let quoted = '';
      this.at += 1;
      while (this.at < text.length && text[this.at] !== '"') quoted += this.part(true);
      this.at += 1;
      return quoted;
    }
    if (text.startsWith('$(', this.at)) return this.substitution(this.at + 2, closingBracket(text, this.at + 2));
    if (character === '`') return this.substitution(this.at + 1, endOf(text, '`', this.at + 1));
    const variable = this.match(VARIABLE);
    if (variable) return this.variables.get((variable[1] ?? variable[2]) as string) ?? variable[0];
    this.at += 1;
    return character;
  }

  private substitution(start: number, end: number): string {
    const inner = this.text.slice(start, end);
    this.at = end + 1;
    if (!inner.startsWith('(')) this.commands.push(...parseScript(inner, this.variables, this.depth + 1));
    return '$(…)';
  }
}

function endOf(text: string, sign: string, from: number): number {
  const found = text.indexOf(sign, from);
  return found < 0 ? text.length : found;
}

function closingBracket(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** Returns a path from the root, without what follows the first part that is not known; undefined for a relative one. */
export function knownPath(path: string, folder: string | undefined): string | undefined {
  if (path.startsWith('$')) return undefined; // it may start at the root
  const whole = path.startsWith('/') ? path : folder === undefined ? undefined : `${folder}/${path}`;
  if (whole === undefined) return undefined;
  const unknown = whole.search(/[$*?[]/);
  const known = unknown < 0 ? whole : whole.slice(0, whole.lastIndexOf('/', unknown) + 1);
  return posix.normalize(known).replace(/(?<=.)\/$/, '');
}
