/** Reads expressions of CEL, as far as policies use the language. */

/** A part of an expression. */
export type Cel =
  | { readonly is: 'literal'; readonly value: unknown }
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'list'; readonly items: readonly Cel[] }
  | { readonly is: 'map'; readonly entries: readonly (readonly [Cel, Cel])[] }
  | { readonly is: 'field'; readonly of: Cel; readonly name: string }
  | { readonly is: 'index'; readonly of: Cel; readonly at: Cel }
  | { readonly is: 'call'; readonly of?: Cel; readonly name: string; readonly args: readonly Cel[] }
  | { readonly is: 'operator'; readonly operator: string; readonly args: readonly Cel[] };

const TOKEN =
  /\s*(?:('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(\d+(?:\.\d+)?(?:e[-+]?\d+)?)|([A-Za-z_]\w*)|(\.\?|\[\?|&&|\|\||[=!<>]=|[-+*/%!<>?:,.()[\]{}]))/y;
/** From the loosest to the tightest. */
const BINARY = [['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>=', 'in'], ['+', '-'], ['*', '/', '%']];

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
}

/** Reads an expression. Throws where it is no CEL that policies use. */
export function readCel(text: string): Cel {
  const tokens = tokensOf(text);
  let at = 0;
  const next = () => tokens[at] as Token;
  const is = (sign: string) => next().kind !== 'text' && next().text === sign;
  const take = (): Token => tokens[at++] as Token;
  const accept = (sign: string): boolean => is(sign) && take() !== undefined;
  const expect = (sign: string): void => {
    if (!accept(sign)) throw new Error(`"${sign}" is missing before "${next().text}" in: ${text.slice(0, 300)}`);
  };
  const listUntil = (end: string): Cel[] => {
    const items: Cel[] = [];
    while (!accept(end)) {
      items.push(whole());
      if (!is(end)) expect(',');
    }
    return items;
  };
  const whole = (): Cel => {
    const condition = binary(0);
    if (!accept('?')) return condition;
    const yes = whole();
    expect(':');
    return { is: 'operator', operator: '?:', args: [condition, yes, whole()] };
  };
  const binary = (level: number): Cel => {
    const operators = BINARY[level];
    if (!operators) return unary();
    let left = binary(level + 1);
    while (operators.some(is)) left = { is: 'operator', operator: take().text, args: [left, binary(level + 1)] };
    return left;
  };
  const unary = (): Cel => {
    if (is('!') || is('-')) return { is: 'operator', operator: take().text, args: [unary()] };
    return member(primary());
  };
  const member = (of: Cel): Cel => {
    if (accept('.') || accept('.?')) {
      const { text: name } = take();
      return member(accept('(') ? { is: 'call', of, name, args: listUntil(')') } : { is: 'field', of, name });
    }
    if (!accept('[') && !accept('[?')) return of;
    const index = whole();
    expect(']');
    return member({ is: 'index', of, at: index });
  };
  const primary = (): Cel => {
    const { kind, text: own } = take();
    if (kind === 'text') return { is: 'literal', value: textIn(own) };
    if (kind === 'number') return { is: 'literal', value: Number(own) };
    if (own === '(') {
      const inner = whole();
      expect(')');
      return inner;
    }
    if (own === '[') return { is: 'list', items: listUntil(']') };
    if (own === '{') {
      const entries: [Cel, Cel][] = [];
      while (!accept('}')) {
        const key = whole();
        expect(':');
        entries.push([key, whole()]);
        if (!is('}')) expect(',');
      }
      return { is: 'map', entries };
    }
    if (kind !== 'name') throw new Error(`"${own}" is not expected in: ${text.slice(0, 300)}`);
    if (own === 'true' || own === 'false') return { is: 'literal', value: own === 'true' };
    if (own === 'null') return { is: 'literal', value: null };
    return accept('(') ? { is: 'call', name: own, args: listUntil(')') } : { is: 'name', name: own };
  };
  const read = whole();
  if (next().kind !== 'end') throw new Error(`"${next().text}" is not expected in: ${text.slice(0, 300)}`);
  return read;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const form = new RegExp(TOKEN);
  const end = text.trimEnd().length;
  while (form.lastIndex < end) {
    const start = form.lastIndex;
    const [, quoted, number, name, sign] = form.exec(text) ?? [];
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else throw new Error(`no CEL: ${text.slice(start, start + 40)}`);
  }
  return [...tokens, { kind: 'end', text: 'the end' }];
}

/** The text of a literal; of escapes, only those of a quote and of itself matter here. */
function textIn(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\([\\'"])/g, '$1');
}
