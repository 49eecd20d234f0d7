/** How a token becomes the name of a user or of a group, in an AuthenticationConfiguration. */
export interface NameMapping {
  readonly claim?: string;
  readonly prefix?: string;
  readonly expression?: string;
}

/** The prefix of users and groups that Kubernetes itself names, such as `system:masters`. */
const RESERVED = 'system:';
/** Expressions about a whole user that let no reserved name through. */
const GUARDS = {
  username: /^!\s*user\.username\.startsWith\((?:'system:'|"system:")\)$/,
  groups: /^user\.groups\.all\(\s*(\w+)\s*,\s*!\s*\1\.startsWith\((?:'system:'|"system:")\)\s*\)$/,
};

/** Returns why a prefix does not keep tokens from naming users of Kubernetes; follows "prefix". */
export function prefixProblem(prefix: string): string | undefined {
  if (prefix === '') return 'is empty, so that a token can name any user; give one, such as "oidc:"';
  return RESERVED.startsWith(prefix) || prefix.startsWith(RESERVED)
    ? `"${prefix}" is reserved; give another, such as "oidc:"`
    : undefined;
}

/** Whether rules about users refuse all reserved names. All rules must be true, and so must both sides of `&&`. */
export function refusesSystemNames(what: keyof typeof GUARDS, expressions: readonly string[]): boolean {
  return expressions
    .filter((expression) => !expression.includes('||') && !expression.includes('?'))
    .flatMap((expression) => expression.split('&&'))
    .some((part) => GUARDS[what].test(part.trim()));
}

/**
 * Returns the prefix of all names that a mapping yields; undefined of an expression that may yield any. A text that something is
 * added to is one, as in `'oidc:' + claims.sub`.
 */
export function namePrefix({ prefix = '', expression = '' }: NameMapping): string | undefined {
  if (expression === '') return prefix;
  return /^\s*(["'])([^"'\\]+)\1\s*\+[^?|]*$/.exec(expression)?.[2];
}
