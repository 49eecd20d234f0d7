import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const secret = (rest: any) => (world: World) => {
  world.others = [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db', namespace: 'shop' }, ...rest }];
};
const base64 = (text: string) => Buffer.from(text).toString('base64');
const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

testRule(rule, {
  valid: {
    'no data': secret({ type: 'Opaque' }),
    null: secret({ data: null, stringData: null }),
    'keys without values': secret({ data: { password: '', user: null }, stringData: { token: ' ' } }),
    'a placeholder': secret({ stringData: { password: '${DB_PASSWORD}' } }),
    'placeholder words': secret({ stringData: { password: 'CHANGE_ME', token: 'todo', key: 'your-key-here' } }),
    'a placeholder of Argo CD, as text': secret({ data: { password: '<path:secret/data/db#password>' } }),
    'a placeholder in base64': secret({ data: { password: base64('<password>') } }),
    'a value that SOPS encrypted': secret({ data: { password: 'ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]' } }),
    'a certificate, which is public': secret({ data: { 'ca.crt': base64(certificate) } }),
    'a sealed secret': (world) => {
      const metadata = { name: 'db', namespace: 'shop' };
      const spec = { encryptedData: { password: 'AgBy3i4OJSWK' } };
      world.others = [{ apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata, spec }];
    },
  },
  invalid: {
    data: { change: secret({ data: { password: base64('hunter2') } }), at: ['Secret /data'], mendedBy: 'none' },
    texts: { change: secret({ stringData: { user: 'web', password: 'hunter2' } }), at: ['Secret /stringData'] },
    both: {
      change: secret({ data: { a: base64('x') }, stringData: { b: 'y' } }),
      at: ['Secret /data', 'Secret /stringData'],
    },
    'one value among placeholders': {
      change: secret({ stringData: { user: '<user>', password: 'hunter2' } }),
      at: ['Secret /stringData'],
    },
    'a value that is not text': { change: secret({ data: { key: 'AAECAw==' } }), at: ['Secret /data'] },
    'a value that is not base64': { change: secret({ data: { key: 'hunter2!' } }), at: ['Secret /data'] },
    'a certificate with its key': {
      change: secret({ stringData: { pem: `${certificate}-----BEGIN ${'PRIVATE'} KEY-----\nMIIE` } }),
      at: ['Secret /stringData'],
    },
  },
});
