import { testRule } from '../../../../test/support/rule-tester';
import type { World } from '../../../../test/support/world';
import { rule } from './rule';

const data = (text: string | null) => (world: World) => {
  const metadata = { name: 'settings', namespace: 'shop' };
  world.others = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { people: text } }];
};
const at = ['ConfigMap /data/people'];

testRule(rule, {
  valid: {
    nothing: data(null),
    settings: data('level: info\nversion: 1.2.3\nip: 10.0.0.1:8080\n'),
    'an address for examples': data('jane@example.com'),
    'a name in the cluster': data('web@db.shop.svc'),
    'a repository': data('git@github.com:acme/web.git'),
    'a role': data('support@acme.io'),
    'a digest': data('web@sha256:a1b2'),
    'no country number': data('call 030 123456'),
    'a sum': data('1+1234567890'),
    'check digits that are wrong': data('DE89 3704 0044 0532 0130 01'),
    'an upper-case word': data('ABCD1234EFGH5678IJKL'),
    'a passport without a number': data('passport: required'),
  },
  invalid: {
    'an e-mail address': { change: data('contact: jane.doe@acme.io'), at, mendedBy: 'none' },
    'after one of a program': { change: data('git@github.com, jane@acme.co.uk.'), at },
    'a bank account': { change: data('pay to DE89 3704 0044 0532 0130 00'), at },
    'a bank account without spaces': { change: data('GB82WEST12345698765432'), at },
    'a telephone number': { change: data('phone: +49 (30) 1234-5678'), at },
    'a passport': { change: data('"passportNumber": "C01234567"'), at },
  },
});

test('a megabyte takes linear time', () => {
  for (const part of ['a', 'a@', 'a@b.', 'AB12', 'AB12 ', '+1', '+1 2 3', 'passport ', 'a.b']) {
    const text = part.repeat(1_000_000 / part.length);
    const configMap: any = { ref: {}, value: (pointer: string) => (pointer === '/data' ? { a: text } : undefined) };
    // Quadratic time would take hours here.
    expect(() => rule.visitor.manifest?.(configMap, { report: () => {} } as any)).not.toThrow();
  }
});
