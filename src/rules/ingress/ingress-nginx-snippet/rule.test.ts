import { ingress } from '../../../../test/support/availability';
import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const annotated =
  (key: string, value: string) =>
  ({ others }: World) => {
    const object = ingress();
    object.metadata.annotations = { [key]: value };
    others.push(object);
  };
const nginx = (name: string, value: string) => annotated(`nginx.ingress.kubernetes.io/${name}`, value);
const config =
  (data: any, name = 'ingress-nginx-controller') =>
  ({ others }: World) => {
    others.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data });
  };
const at = (name: string) => [`Ingress /metadata/annotations/nginx.ingress.kubernetes.io~1${name}`];
const HARMLESS = 'more_set_headers "X-Frame-Options: DENY";';
const CONFIGURATION = at('configuration-snippet');
const critical = (value: string) => ({
  change: nginx('configuration-snippet', value),
  at: CONFIGURATION,
  severity: 'critical',
});
const ALLOWED = ['ConfigMap /data/allow-snippet-annotations'];

testRule(rule, {
  valid: {
    'no annotation': annotated('example.com/note', HARMLESS),
    'another annotation': nginx('proxy-body-size', '8m'),
    'a name with the same end': nginx('my-server-snippet', HARMLESS),
    'another prefix': annotated('example.com/server-snippet', HARMLESS),
    'an empty one': nginx('server-snippet', ' \n'),
    'snippets are not allowed': config({ 'allow-snippet-annotations': 'false' }),
    'nothing is said': config({ 'use-gzip': 'true' }),
    'no data': config(null),
    'a word that is no boolean': config({ 'allow-snippet-annotations': 'yes' }),
  },
  invalid: {
    ...Object.fromEntries(
      ['auth', 'configuration', 'modsecurity', 'server', 'stream'].map((name) => [
        `${name}-snippet`,
        { change: nginx(`${name}-snippet`, HARMLESS), at: at(`${name}-snippet`), mendedBy: 'none' as const },
      ]),
    ),
    "of the other vendor's controller": {
      change: annotated('nginx.org/server-snippets', HARMLESS),
      at: ['Ingress /metadata/annotations/nginx.org~1server-snippets'],
    },
    'a word that only contains another': {
      change: nginx('configuration-snippet', 'proxy_set_header X-Root $document_root_path;'),
      at: CONFIGURATION,
    },
    'runs Lua': critical("content_by_lua_block { ngx.say('x') }"),
    'configures Lua': critical('lua_package_path "/tmp/?.lua";'),
    'serves files': critical('location /x { alias /etc/; }'),
    'serves files, in capitals': critical('ROOT /;'),
    'reads the token': critical('set $t /var/run/secrets/kubernetes.io/serviceaccount/token;'),
    'loads a module': critical('load_module /tmp/x.so;'),
    'snippets are allowed': {
      change: config({ 'allow-snippet-annotations': 'true' }),
      at: ALLOWED,
      mendedBy: 'force',
    },
    'snippets are allowed, in capitals, under any name': {
      change: config({ 'allow-snippet-annotations': 'TRUE' }, 'nginx-public'),
      at: ALLOWED,
      mendedBy: 'force',
    },
  },
});
