import { ingress } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const annotated =
  (key: string, value: string, className: string | null = 'public') =>
  ({ others }: World) => {
    const object = ingress();
    object.metadata.annotations = { [key]: value };
    object.spec.ingressClassName = className;
    others.push(object);
  };
const nginx = (name: string, value: string) => annotated(`nginx.ingress.kubernetes.io/${name}`, value);
const bad = (name: string, value: string) => ({
  change: nginx(name, value),
  at: [`Ingress /metadata/annotations/nginx.ingress.kubernetes.io~1${name}`],
});

testRule(rule, {
  valid: {
    'a login': nginx('auth-url', 'https://login.example.com/oauth2/auth?x=1&y=2'),
    'a login with variables': nginx('auth-signin', 'https://$host/oauth2/start?rd=$escaped_request_uri'),
    'a line break at the end': nginx('auth-url', 'https://login.example.com/auth\n'),
    'a fragment': nginx('permanent-redirect', 'https://shop.example.com/#/home'),
    'what a pattern found': nginx('rewrite-target', '/$1/$2'),
    'a pattern': nginx('auth-tls-match-cn', 'CN=^(web|api)\\.example\\.com$'),
    'a pattern that counts': nginx('server-alias', '~^www\\d{1,3}\\.example\\.com$'),
    'variables in braces': nginx('upstream-hash-by', '${remote_addr}-${http_x_user}'),
    'an annotation that is no part of a directive': nginx('auth-realm', 'members; "only"'),
    'another prefix': annotated('example.com/auth-url', 'x;\n}'),
    empty: nginx('auth-url', ''),
  },
  invalid: {
    'CVE-2025-24514': {
      ...bad('auth-url', 'http://example.com/#;\nload_module test;\n'),
      mendedBy: 'none',
    },
    'CVE-2025-1097': bad('auth-tls-match-cn', 'CN=abc #(\n){}\n }}\nssl_engine ../../../proc/1/fd/1;\n#'),
    'CVE-2025-1098, the target': bad('mirror-target', 'http://example.com; }'),
    'CVE-2025-1098, the host': bad('mirror-host', 'example.com\nssl_engine x'),
    'a semicolon': bad('rewrite-target', '/;'),
    'an opening brace': bad('permanent-redirect', 'https://example.com/{'),
    'a closing brace': bad('proxy-redirect-to', 'off}'),
    'a bar': bad('auth-signin', 'https://example.com/|x'),
    'a back tick': bad('app-root', '/`id`'),
    'a quote': bad('upstream-vhost', 'example.com"'),
    'a backslash': bad('x-forwarded-prefix', '/\\'),
    'a comment': bad('auth-tls-verify-client', 'on #'),
    'a comment from the start': bad('temporal-redirect', '#x'),
    'a tab': bad('auth-tls-error-page', 'http://example.com/\tx'),
    'a quote in a pattern': bad('auth-tls-match-cn', 'CN=a"'),
    'a semicolon in a pattern': bad('server-alias', 'a;b'),
    "of the other vendor's controller": {
      change: annotated('nginx.org/rewrite-target', '/;'),
      at: ['Ingress /metadata/annotations/nginx.org~1rewrite-target'],
    },
    '§4.40: without a class': {
      change: annotated('nginx.ingress.kubernetes.io/rewrite-target', '/;', null),
      at: ['Ingress /metadata/annotations/nginx.ingress.kubernetes.io~1rewrite-target'],
    },
  },
});
