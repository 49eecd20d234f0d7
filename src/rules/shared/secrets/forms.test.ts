import { secretForm } from './forms';

/** Assembled here, so that secret scanners do not report this file. */
const joined = (...parts: string[]) => parts.join('');
const JWT = joined('eyJ', 'hbGciOiJIUzI1NiJ9', '.eyJ', 'zdWIiOiIxMjM0NTY3ODkwIn0', '.dozjgNryP4J3jVmNHl0w5N');

describe('signs', () => {
  test.each([
    ['a private key', joined('-----BEGIN ', 'RSA PRIVATE KEY-----\nMIIE')],
    ['a private key', joined('-----BEGIN ', 'PRIVATE KEY-----')],
    ['a private key', joined('-----BEGIN PGP ', 'PRIVATE KEY BLOCK-----')],
    ['an AWS access key', joined('key: AKIA', 'IOSFODNN7EXAMPLE')],
    ['a GitHub token', joined('ghp_', 'a'.repeat(36))],
    ['a GitHub token', joined('github_pat_', 'a'.repeat(82))],
    ['a GitLab token', joined('glpat-', 'a'.repeat(20))],
    ['a Slack token', joined('xoxb-', '1234567890-abc')],
    ['a Slack token', joined('https://hooks.slack.com', '/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX')],
    ['a Google API key', joined('AIza', 'a'.repeat(35))],
    ['a Stripe key', joined('sk_live_', 'a'.repeat(24))],
    ['an npm token', joined('npm_', 'a'.repeat(36))],
    ['a JSON Web Token', `Bearer ${JWT}`],
    ['an address with a password', 'postgres://web:hunter2@db:5432/shop'],
    ['an address with a password', 'redis://:hunter2@cache'],
    ['an address with a password', 'amqp://a:$(PASSWORD)@one amqp://a:hunter2@two'],
    ['an address with a password', 'web:hunter2@tcp(db:3306)/shop'],
    ['a connection string with a password', 'Server=db;User Id=web;Password=hunter2;'],
    ['a connection string with a password', 'Password = hunter2; Server=db'],
    ['a connection string with a password', 'AccountName=shop;AccountKey=YWJj=='],
    ['an authorization header', 'Authorization: Basic d2ViOmh1bnRlcjI='],
  ])('%s', (what, text) => expect(secretForm(text)).toBe(what));

  test.each([
    joined('-----BEGIN ', 'CERTIFICATE-----'),
    joined('-----BEGIN ', 'PUBLIC KEY-----'),
    joined('XAKIA', 'IOSFODNN7EXAMPLE'),
    joined('AKIA', 'IOSFODNN7EXAMPLEX'),
    'AKIA',
    'ghp_short',
    'postgres://web@db:5432/shop',
    'http://db:5432/shop',
    'http://one:80,http://two:80',
    'postgres://web:$(DB_PASSWORD)@db/shop',
    'postgres://web:${DB_PASSWORD}@db/shop',
    'postgres://web:{{ password }}@db/shop',
    'postgres://web:***@db/shop',
    'registry:5000/app@sha256:abc',
    'Server=db;Password=$(DB_PASSWORD)',
    '; password = hunter2',
    'Authorization: Bearer $TOKEN',
    'eyJ.eyJ.x',
  ])('%p has none', (text) => expect(secretForm(text)).toBeUndefined());
});
