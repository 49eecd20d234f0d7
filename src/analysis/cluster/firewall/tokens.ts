/** A word of a ruleset, or the end of a line. */
export interface Token {
  readonly text: string;
  /** From 0. */
  readonly line: number;
}

const WORD = /"[^"]*"|[{};,]|!=|==|[<>]=?|=|[^\s{};,"=!<>]+/g;
const DEFINITION = /^\s*(?:re)?define\s+([\w/]+)\s*=\s*(.*)$/;
const MOST_NESTED = 10;

/** The words of a ruleset, with its variables replaced. */
export function tokensOf(lines: readonly string[]): Token[] {
  const variables = new Map<string, string>();
  const tokens: Token[] = [];
  const replaced = (text: string) => {
    let result = text;
    for (let round = 0; round < MOST_NESTED && result.includes('$'); round += 1)
      result = result.replace(/\$([\w/]+)/g, (whole, name: string) => variables.get(name) ?? whole);
    return result;
  };
  for (let line = 0; line < lines.length; line += 1) {
    let text = withoutComment(lines[line] as string);
    const start = line;
    // A definition goes on until its brace is closed, and any line after a backslash.
    while (isOpen(text) && line + 1 < lines.length) {
      line += 1;
      text = `${text.replace(/\\\s*$/, '')} ${withoutComment(lines[line] as string)}`;
    }
    const [, name, value = ''] = DEFINITION.exec(text) ?? [];
    if (name !== undefined) variables.set(name, replaced(value).replace(/;\s*$/, ''));
    else {
      for (const word of replaced(text).match(WORD) ?? []) tokens.push({ text: word, line: start });
      tokens.push({ text: '\n', line: start });
    }
  }
  return tokens;
}

function isOpen(text: string): boolean {
  if (/\\\s*$/.test(text)) return true;
  return DEFINITION.test(text) && text.split('{').length > text.split('}').length;
}

function withoutComment(line: string): string {
  return line.replace(/^((?:"[^"]*"|[^"#])*)#.*$/, '$1');
}
