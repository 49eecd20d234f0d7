import { SecretKind } from './names';
import { isHarmless, isTemplate } from './values';

describe('values', () => {
  test.each(['$(DB_PASSWORD)', '${DB_PASSWORD}', 'x-${A}', '{{ .Values.password }}', '$PASSWORD', '<password>'])(
    '%s is filled in by something else',
    (value) => expect(isTemplate(value)).toBe(true),
  );
  test.each(['%PASSWORD%', '@password@', '__password__', 'ENC[AES256_GCM,data:x]', '****', 'xxxx'])(
    '%s is too',
    (value) => expect(isTemplate(value)).toBe(true),
  );
  test.each(['pa$word', '$2y$10$abc', '<a> b', 'changeme'])('%s is not', (value) =>
    expect(isTemplate(value)).toBe(false),
  );

  test.each<[string, SecretKind]>([
    ['', SecretKind.PASSWORD],
    [' ', SecretKind.PASSWORD],
    ['true', SecretKind.PASSWORD],
    ['No', SecretKind.TOKEN],
    ['4096', SecretKind.TOKEN],
    ['24h', SecretKind.TOKEN],
    ['/var/run/secrets/token', SecretKind.PASSWORD],
    ['/etc', SecretKind.TOKEN],
    ['./token.txt', SecretKind.TOKEN],
    ['C:\\secrets\\db', SecretKind.TOKEN],
    ['https://id.example.com/token', SecretKind.TOKEN],
    ['arn:aws:secretsmanager:eu-west-1:1:secret:db', SecretKind.OBJECT],
    ['vault:secret/data/db#password', SecretKind.PASSWORD],
    ['db-credentials', SecretKind.OBJECT],
    ['shop/db', SecretKind.OBJECT],
  ])('%p is harmless as a %s', (value, kind) => expect(isHarmless(value, kind)).toBe(true));

  test.each<[string, SecretKind]>([
    ['hunter2', SecretKind.PASSWORD],
    ['123456', SecretKind.PASSWORD],
    ['db-credentials', SecretKind.PASSWORD],
    ['hunter2', SecretKind.OBJECT],
    ['/9j/4AAQSkZJRgABAQAAAQ', SecretKind.TOKEN],
    ['/hunter2!', SecretKind.PASSWORD],
    ['changeme', SecretKind.PASSWORD],
  ])('%p is not, as a %s', (value, kind) => expect(isHarmless(value, kind)).toBe(false));
});
