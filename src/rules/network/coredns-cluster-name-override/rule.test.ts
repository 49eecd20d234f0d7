import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { overridesIn } from './overrides';
import { rule } from './rule';

const KUBEADM = (plugins = '', blocks = '') => `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    ${plugins}
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
       disable denial cluster.local
    }
    loop
    reload
    loadbalance
}
${blocks}
`;
const config = (data: any, metadata: any = { name: 'coredns', namespace: 'kube-system' }) => {
  return ({ others }: World): void => {
    others.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
  };
};
const HIJACK = KUBEADM('rewrite name db.shop.svc.cluster.local hooks.example.com');

testRule(rule, {
  valid: {
    'the file of kubeadm': config({ Corefile: KUBEADM() }),
    'no data': config(null),
    'another config map': config({ Corefile: HIJACK }, { name: 'dns', namespace: 'kube-system' }),
    'another namespace': config({ Corefile: HIJACK }, { name: 'coredns', namespace: 'shop' }),
  },
  invalid: {
    'a name that is rewritten': {
      change: config({ Corefile: HIJACK }),
      at: ['ConfigMap /data/Corefile'],
      mendedBy: 'none',
    },
    'a part that is imported': {
      change: config(
        { 'shop.override': 'rewrite name exact db.shop.svc.cluster.local hooks.example.com' },
        { name: 'coredns-custom', namespace: 'kube-system' },
      ),
      at: ['ConfigMap /data/shop.override'],
    },
    'without a namespace': {
      change: config({ Corefile: HIJACK }, { name: 'coredns' }),
      at: ['ConfigMap /data/Corefile'],
      also: ['default-namespace'],
    },
  },
});

const namesIn = (text: string) => overridesIn(text).map(({ plugin, name }) => `${plugin} ${name}`);

describe('plugins of the server block', () => {
  test.each<[string, string[]]>([
    ['forward . 8.8.8.8', []],
    ['forward cluster.local 203.0.113.7', ['forward cluster.local']],
    ['forward svc.cluster.local. 203.0.113.7', ['forward svc.cluster.local.']],
    ['forward example.com 10.0.0.53', []],
    ['forward cluster.local.example.com 10.0.0.53', []],
    ['hosts {\n 10.0.0.1 registry.example.com\n fallthrough\n}', []],
    ['hosts {\n 10.0.0.1 a.example.com db.shop.svc.cluster.local # old\n}', ['hosts db.shop.svc.cluster.local']],
    ['hosts {\n # 10.0.0.1 db.shop.svc.cluster.local\n}', []],
    ['hosts {\n fd00::1 DB.shop.svc.cluster.local.\n}', ['hosts DB.shop.svc.cluster.local.']],
    ['rewrite name shop.example.com web.shop.svc.cluster.local', []],
    ['rewrite name suffix .example.com .shop.svc.cluster.local answer auto', []],
    ['rewrite stop name suffix .shop.svc.cluster.local .example.com', ['rewrite .shop.svc.cluster.local']],
    [
      'rewrite name regex (.*)\\.shop\\.svc\\.cluster\\.local {1}.example.com',
      ['rewrite (.*)\\.shop\\.svc\\.cluster\\.local'],
    ],
    ['rewrite name regex (.*)\\.example\\.com {1}.shop.svc.cluster.local', []],
    ['rewrite {\n name exact db.shop.svc.cluster.local hooks.example.com\n}', ['rewrite db.shop.svc.cluster.local']],
    [
      'rewrite stop {\n name regex (.*)\\.example\\.com {1}.shop.svc.cluster.local\n answer name (.*)\\.shop\\.svc\\.cluster\\.local {1}.example.com\n}',
      [],
    ],
    ['rewrite ttl exact db.shop.svc.cluster.local 5', []],
    ['template ANY AAAA {\n rcode NXDOMAIN\n}', []],
    ['template ANY AAAA cluster.local {\n rcode NOERROR\n}', []],
    [
      'template IN A shop.svc.cluster.local {\n answer "{{ .Name }} 60 IN A 203.0.113.7"\n}',
      ['template shop.svc.cluster.local'],
    ],
  ])('%j', (plugins, expected) => expect(namesIn(KUBEADM(plugins))).toEqual(expected));
});

describe('further server blocks', () => {
  test.each<[string, string[]]>([
    ['example.com:53 {\n forward . 10.0.0.53\n}', []],
    ['cluster.local:53 {\n forward . 203.0.113.7\n}', ['forward cluster.local']],
    ['dns://svc.cluster.local {\n errors\n file /etc/coredns/zone\n}', ['file svc.cluster.local']],
    ['a.example.com, shop.svc.cluster.local {\n hosts /etc/hosts\n}', ['hosts shop.svc.cluster.local']],
    ['cluster.local {\n errors\n cache\n}', []],
    ['cluster2.local:53 {\n forward . 10.1.0.10\n}', []],
  ])('%j', (blocks, expected) => expect(namesIn(KUBEADM('', blocks))).toEqual(expected));
});

test('the domain of the cluster is that of the plugin kubernetes', () => {
  const text =
    '.:53 {\n kubernetes k8s.example.com in-addr.arpa\n hosts {\n 10.0.0.1 web.shop.svc.k8s.example.com\n }\n}';
  expect(namesIn(text)).toEqual(['hosts web.shop.svc.k8s.example.com']);
  expect(namesIn(text.replace('svc.k8s.example.com', 'svc.cluster.local'))).toEqual([]);
});

test('a text that is no Corefile', () => {
  expect(namesIn('}\n}\n{ "a": 1 }\nkey = value')).toEqual([]);
});
