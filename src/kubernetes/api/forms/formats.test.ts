import {
  ABSOLUTE_PATH,
  ANNOTATION_KEY,
  CONFIG_KEY,
  DNS_1035_LABEL,
  DNS_LABEL,
  DNS_SUBDOMAIN,
  type Format,
  HTTP_HEADER,
  LABEL_KEY,
  LABEL_VALUE,
  matches,
  OLD_VARIABLE,
  PATH_BELOW,
  PATH_SEGMENT,
  PERCENTAGE,
  PORT_NAME,
  prefixed,
  QUALIFIED_DOMAIN,
  RELATIVE_PATH,
  SEARCH_DOMAIN,
  strictlyNamed,
  VARIABLE,
  WILDCARD_SUBDOMAIN,
} from './formats';

const long = (length: number) => 'a'.repeat(length);

// k8s.io/apimachinery/pkg/util/validation, and its tests
test.each<[string, Format, string[], string[]]>([
  ['DNS_LABEL', DNS_LABEL, ['a', '1', 'a-1', long(63)], ['', 'A', 'a.b', '-a', 'a-', 'a_b', long(64), 'a\n']],
  ['DNS_1035_LABEL', DNS_1035_LABEL, ['a', 'a-1', long(63)], ['', '1a', 'A', 'a-', long(64)]],
  ['DNS_SUBDOMAIN', DNS_SUBDOMAIN, ['a', 'a.b-c.1', long(253)], ['', '.a', 'a..b', 'a.', 'A.b', long(254)]],
  ['WILDCARD_SUBDOMAIN', WILDCARD_SUBDOMAIN, ['*.a', '*.a.b'], ['*', 'a.b', '*a.b', '*.*.a']],
  ['SEARCH_DOMAIN', SEARCH_DOMAIN, ['a.b', '_tcp.a'], ['', 'a..b', '-a']],
  ['LABEL_VALUE', LABEL_VALUE, ['', 'a', 'A_b.c-1', long(63)], ['-a', 'a-', 'a b', 'a/b', long(64)]],
  ['LABEL_KEY', LABEL_KEY, ['a', 'A_b', 'a.b/C'], ['', '/a', 'a/', 'a/b/c', 'A.b/c', long(64), `${long(254)}/a`]],
  ['ANNOTATION_KEY', ANNOTATION_KEY, ['A.b/c', 'a'], ['', 'a b']],
  ['CONFIG_KEY', CONFIG_KEY, ['a', '.a', 'A_b-c'], ['', '.', '..', '..a', 'a/b', 'a b', long(254)]],
  ['PORT_NAME', PORT_NAME, ['http', 'h-1', '1a'], ['', '80', 'a--b', '-a', 'a-', 'A', long(16)]],
  ['PATH_SEGMENT', PATH_SEGMENT, ['a:b', 'A b'], ['.', '..', 'a/b', 'a%b']],
  ['HTTP_HEADER', HTTP_HEADER, ['X-Header'], ['', 'a b', 'a_b']],
  ['PERCENTAGE', PERCENTAGE, ['0%', '150%'], ['', '5', '5.5%', '-5%', '%']],
  ['VARIABLE', VARIABLE, ['A', 'a b', '1a'], ['', 'a=b', 'é']],
  ['OLD_VARIABLE', OLD_VARIABLE, ['A', '_a.b-c'], ['', '1a', 'a b', '.', '..', '..a']],
  ['ABSOLUTE_PATH', ABSOLUTE_PATH, ['/', '/a'], ['', 'a']],
  ['RELATIVE_PATH', RELATIVE_PATH, ['', 'a/b', '..a'], ['/a', '../a', 'a/../b']],
  ['PATH_BELOW', PATH_BELOW, ['a/b'], ['/a', '..a', 'a/../b']],
  ['QUALIFIED_DOMAIN', QUALIFIED_DOMAIN, ['a.b.c'], ['', 'a.b', 'A.b.c']],
  ['strictlyNamed', strictlyNamed(DNS_LABEL), ['a'], ['', 'null', 'function']],
])('%s', (_, { accepts }, right, wrong) => {
  expect({ right: right.filter((text) => !accepts(text)), wrong: wrong.filter(accepts) }).toEqual({
    right: [],
    wrong: [],
  });
});

test('an absent text is an empty one', () => {
  expect([matches(DNS_LABEL, undefined), matches(LABEL_VALUE, null), matches(DNS_LABEL, 'a')]).toEqual([
    false,
    true,
    true,
  ]);
});

test('the start of a name may end with a dash', () => {
  expect(['web-', 'web', '-'].map(prefixed)).toEqual(['weba', 'web', '-']);
});
