/** A form that a text must have. */
export interface Format {
  /** As messages name it. */
  readonly wanted: string;
  readonly accepts: (text: string) => boolean;
}

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const NAME_PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** @see https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/util/validation/validation.go */
export const DNS_LABEL = pattern('a DNS label such as "web-1", of at most 63 characters', `^${LABEL}$`, 63);
export const DNS_1035_LABEL = pattern(
  'a DNS label that starts with a letter, such as "web-1", of at most 63 characters',
  '^[a-z]([-a-z0-9]*[a-z0-9])?$',
  63,
);
export const DNS_SUBDOMAIN = pattern(
  'a DNS name in lower case such as "web-1.example", of at most 253 characters',
  `^${SUBDOMAIN}$`,
  253,
);
export const WILDCARD_SUBDOMAIN = pattern('a DNS name such as "*.example.com"', `^\\*\\.${SUBDOMAIN}$`, 253);
const UNDERSCORE_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
export const SEARCH_DOMAIN = pattern(
  'a DNS name such as "shop.svc.cluster.local"',
  `^${UNDERSCORE_LABEL}(\\.${UNDERSCORE_LABEL})*$`,
  253,
);
export const LABEL_VALUE: Format = {
  wanted: 'empty, or letters, digits, "-", "_" and "." between letters or digits, of at most 63 characters',
  accepts: (text) => text === '' || (text.length <= 63 && NAME_PART.test(text)),
};
const SUBDOMAIN_PATTERN = new RegExp(`^${SUBDOMAIN}$`);
export const LABEL_KEY: Format = {
  wanted: 'a name such as "app" or "example.com/app", the part after the prefix of at most 63 characters',
  accepts: (text) => {
    const slash = text.indexOf('/');
    const name = text.slice(slash + 1);
    if (name.length > 63 || !NAME_PART.test(name)) return false;
    return slash < 0 || (slash <= 253 && SUBDOMAIN_PATTERN.test(text.slice(0, slash)));
  },
};
export const ANNOTATION_KEY: Format = { ...LABEL_KEY, accepts: (text) => LABEL_KEY.accepts(text.toLowerCase()) };
export const CONFIG_KEY: Format = {
  wanted: 'letters, digits, "-", "_" and ".", of at most 253 characters, and not start with ".."',
  accepts: (text) => text.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && !text.startsWith('..'),
};
/** The name of a port that a Service or a probe may use. */
export const PORT_NAME: Format = {
  wanted: 'at most 15 of a-z, 0-9 and single "-" between them, with a letter',
  accepts: (text) => text.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && /[a-z]/.test(text),
};
/** RBAC names end up in a URL's path. */
export const PATH_SEGMENT: Format = {
  wanted: 'without "/" and "%", and neither "." nor ".."',
  accepts: (text) => text !== '.' && text !== '..' && !/[/%]/.test(text),
};
export const HTTP_HEADER = pattern('a header such as "X-Header"', '^[-A-Za-z0-9]+$');
export const PERCENTAGE = pattern('a percentage such as "25%"', '^[0-9]+%$');
export const C_IDENTIFIER = pattern('letters, digits and "_", not starting with a digit', '^[A-Za-z_][A-Za-z0-9_]*$');
/** Since 1.32 any printable ASCII character but "=" may stand in the name of a variable. */
export const VARIABLE = pattern('printable ASCII characters other than "="', '^[ -<>-~]+$');
export const OLD_VARIABLE: Format = {
  wanted: 'letters, digits, "-", "_" and ".", not starting with a digit or ".."',
  accepts: (text) => /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(text) && text !== '.' && !text.startsWith('..'),
};
export const ABSOLUTE_PATH = pattern('an absolute path', '^/');
export const NO_BACKSTEPS: Format = {
  wanted: 'a path without ".."',
  accepts: (text) => !text.split('/').includes('..'),
};
/** A path of a file in a volume. */
export const PATH_BELOW: Format = {
  wanted: 'a relative path without ".."',
  accepts: (text) => !text.startsWith('/') && !text.startsWith('..') && NO_BACKSTEPS.accepts(text),
};
export const RELATIVE_PATH: Format = {
  wanted: 'a relative path without ".."',
  accepts: (text) => !text.startsWith('/') && NO_BACKSTEPS.accepts(text),
};
/** A domain of three parts and more, as finalizers and webhooks are called. */
export const QUALIFIED_DOMAIN: Format = {
  wanted: 'a domain of at least three parts such as "check.example.com"',
  accepts: (text) => DNS_SUBDOMAIN.accepts(text) && text.split('.').length >= 3,
};

export function pattern(wanted: string, source: string, longest = Number.POSITIVE_INFINITY): Format {
  const expression = new RegExp(source);
  return { wanted, accepts: (text) => text.length <= longest && expression.test(text) };
}

/** A text as the start of a longer one: it may end with a dash. */
export function prefixed(text: string): string {
  return text.length > 1 && text.endsWith('-') ? `${text.slice(0, -1)}a` : text;
}

/** Whether a value that may be absent is of a form; an absent one is empty. */
export function matches(format: Format, value: unknown): boolean {
  return format.accepts(typeof value === 'string' ? value : '');
}

const RESERVED = new Set(
  'as break const continue else false for function if import in let loop namespace null package return true var void while'.split(
    ' ',
  ),
);

/** A form without the words that CEL keeps for itself. */
export function strictlyNamed(format: Format): Format {
  return { ...format, accepts: (text) => format.accepts(text) && !RESERVED.has(text) };
}
