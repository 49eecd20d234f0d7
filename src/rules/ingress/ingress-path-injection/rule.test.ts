import { ingress } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const push =
  (...paths: any[]) =>
  ({ others }: World) => {
    const object = ingress();
    const { http } = object.spec.rules[0];
    http.paths = paths.map((path) => ({ ...http.paths[0], path, pathType: 'ImplementationSpecific' }));
    others.push(object);
  };
const bad = (path: string) => ({ change: push(path), at: ['Ingress /spec/rules/0/http/paths/0/path'] });

testRule(rule, {
  valid: {
    'the root': push('/'),
    'a plain path': push('/shop/~anna/v1.2_3-x'),
    absent: push(undefined),
    null: push(null),
    'a pattern': push('/shop(/|$)(.*)'),
    'a pattern that counts': push('/v\\d{1,2}/[a-z]{3,}/x{2}'),
    'a name that begins alike': push('/etcetera', '/rooted', '/root.html'),
    'a directory of that name further down': push('/docs/etc/root'),
    'two dots in a name': push('/a..b', '/...'),
    'a percent sign': push('/a%20b'),
  },
  invalid: {
    'CVE-2021-25745': { ...bad('/x {\nalias /var/run/secrets/;\n}'), mendedBy: 'none' },
    'the token': bad('/var/run/secrets/kubernetes.io/serviceaccount/token'),
    'the token, below something': bad('/x/var/run/secrets'),
    'the token, written with more slashes': bad('//var/./run//secrets/'),
    'where the token is in fact': bad('/run/secrets/kubernetes.io'),
    'where the token was': bad('/var/run/kubernetes/serviceaccount'),
    configuration: bad('/etc/passwd'),
    'configuration itself': bad('/etc'),
    home: bad('/root/.aws'),
    upwards: bad('/static/../admin'),
    'upwards at the end': bad('/static/..'),
    'a semicolon': bad('/a;b'),
    'an opening brace': bad('/a{'),
    'a closing brace': bad('/a}'),
    'a brace that counts nothing': bad('/a{x}'),
    'a quote': bad('/a"b'),
    'another quote': bad("/a'b"),
    'a back tick': bad('/a`b'),
    'a comment': bad('/a#b'),
    'a space': bad('/a b'),
    'a line break': bad('/a\n'),
    'an invisible character': bad('/a\u0000'),
    'the second path': { change: push('/', '/etc'), at: ['Ingress /spec/rules/0/http/paths/1/path'] },
  },
});
