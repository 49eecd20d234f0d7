import { commandSecret, scriptSecret } from './commands';

test.each([
  ['mysql -uroot -phunter2', 'mysql'],
  ['/usr/bin/mariadb-dump -p"hunter2" shop', 'mariadb-dump'],
  ['curl -u web:hunter2 https://api', 'curl'],
  ['curl -fsSu web:hunter2 https://api', 'curl'],
  ['curl --user=web:hunter2 https://api', 'curl'],
  ['redis-cli -a hunter2 ping', 'redis-cli'],
  ['sshpass -phunter2 ssh web', 'sshpass'],
  ['mongodump -u root -p hunter2', 'mongodump'],
  ['ldapsearch -D cn=web -w hunter2', 'ldapsearch'],
  ['sqlcmd -S db -P hunter2', 'sqlcmd'],
  ['docker login -u web -p hunter2 registry', 'docker'],
  ['helm registry login ghcr.io -u web -p hunter2', 'helm'],
  ['openssl rsa -in key -passin pass:hunter2', 'openssl'],
  ['mc alias set shop http://minio:9000 web hunter2', 'mc'],
  ['rabbitmqctl add_user web hunter2', 'rabbitmqctl'],
  ['htpasswd -bc /etc/users web hunter2', 'htpasswd'],
  ['aws configure set aws_secret_access_key hunter2', 'aws'],
  ['until mysqladmin ping -phunter2; do sleep 1; done', 'mysqladmin'],
  ['echo start && HOST=db exec mysql -phunter2', 'mysql'],
  ['(mysql -phunter2)', 'mysql'],
  ['mysql -h db \\\n  -phunter2', 'mysql'],
])('%p gives a password to %s', (text, program) => expect(scriptSecret(text)).toBe(program));

test.each([
  '',
  'mysql -p',
  'mysql -P3306 -p -h db',
  'mysql -p"$PASSWORD"',
  'mysql -p$(cat /run/secrets/db)',
  'mysql -p`cat /run/secrets/db`',
  '# mysql -phunter2',
  'echo mysql; mkdir -pdata',
  'grep mysql -phunter2',
  'curl -u web https://api',
  'curl -u "$LOGIN" https://api',
  'curl -u web:$PASSWORD https://api',
  'curl -XPOST https://api:443/x',
  'redis-cli -h cache -p 6379',
  'docker run -p 8080:80 web',
  'docker login -u web --password-stdin',
  'mc alias set shop http://minio:9000 $USER $PASSWORD',
  'aws configure set region eu-central-1',
])('%p gives none', (text) => expect(scriptSecret(text)).toBeUndefined());

test('the words of a command are read as they are', () => {
  expect(commandSecret(['mysql', '-ppass word'])).toEqual({ program: 'mysql', value: 'pass' });
  expect(commandSecret(['mysql', '-p$(PASSWORD)'])).toBeUndefined();
  expect(commandSecret(['web', '-phunter2'])).toBeUndefined();
  expect(commandSecret([])).toBeUndefined();
});
