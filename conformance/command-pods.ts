/** Pods whose containers run commands of many shapes, some of which need root or write files. */
import fc from 'fast-check';

const PROGRAMS = [
  ...['chown 1000 /data', 'su app', 'apt-get install curl', 'iptables -L', 'mount /dev/sda1 /mnt', 'tcpdump -i eth0'],
  ...[
    'sudo id',
    'doas id',
    'mkdir -p /var/run/app',
    'touch /run/ready',
    'sed -i s/a/b/ /etc/app.conf',
    'tar -xf a.tgz',
  ],
  ...['curl -o /opt/a https://a', 'git clone https://a', 'openssl req -out /etc/a.pem', 'dd if=/dev/zero of=/tmp/a'],
  ...['echo hello', 'cat /etc/hosts', 'node server.js', 'java -jar app.jar', 'nginx -g daemon', 'true', 'ls -l'],
  ...['app --data-dir=/var/lib/app', 'app --pid-file /run/app.pid', 'app --log-level debug', 'setpriv --reuid 1 app'],
];
const SHAPES: readonly ((command: string) => string)[] = [
  (command) => command,
  (command) => `/usr/bin/${command}`,
  (command) => `exec ${command}`,
  (command) => `timeout 5 ${command}`,
  (command) => `A=1 ${command}`,
  (command) => `if true; then ${command}; fi`,
  (command) => `(${command})`,
  (command) => `echo "$(${command})"`,
  (command) => `cat list | xargs ${command}`,
  (command) => `find / -exec ${command} {} \\;`,
  (command) => `sh -c "${command}"`,
  (command) => `'${command.split(' ')[0]}' ${command.split(' ').slice(1).join(' ')}`,
  (command) => `\\${command}`,
  (command) => `${command} > /run/out`,
  (command) => `${command} >> log 2>&1`,
  (command) => `${command} 2>&1`,
  (command) => `${command} &> /var/log/a`,
  (command) => `eval "${command}"`,
];

const line = fc
  .tuple(fc.constantFrom(...PROGRAMS), fc.constantFrom(...SHAPES))
  .map(([command, shape]) => shape(command));
const script = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('; '));
const ways: readonly ((text: string) => object)[] = [
  (text) => ({ command: ['sh', '-c', text] }),
  (text) => ({ args: ['/bin/bash', '-ec', text] }),
  (text) => ({ command: text.split(' ') }),
  (text) => ({ args: text.split(' ') }),
  (text) => ({ lifecycle: { postStart: { exec: { command: ['sh', '-c', text] } } } }),
  (text) => ({ livenessProbe: { exec: { command: ['sh', '-c', text] } } }),
  (text) => ({ command: ['sh', '-c', '$RUN'], env: [{ name: 'RUN', value: text }] }),
  (text) => ({ command: ['sh', '-c', '$(RUN)'], env: [{ name: 'RUN', value: text }] }),
];
const container = fc
  .record({
    text: script,
    way: fc.constantFrom(...ways),
    user: fc.constantFrom(undefined, 0, 1000),
    add: fc.constantFrom(undefined, ['ALL'], ['CHOWN']),
    mount: fc.constantFrom(undefined, '/run', '/var'),
  })
  .map(({ text, way, user, add, mount }) => ({
    image: 'ghcr.io/acme/web:1',
    ...way(text),
    securityContext: { runAsUser: user, ...(add && { capabilities: { add } }) },
    ...(mount && { volumeMounts: [{ name: 'data', mountPath: mount }] }),
  }));

/** Generates pods that the API server takes. */
export function commandPods(count: number, seed: number): any[] {
  const pod = fc.tuple(fc.constantFrom(undefined, 0, 1000), fc.array(container, { minLength: 1, maxLength: 2 }));
  return fc.sample(pod, { numRuns: count, seed }).map(([user, containers]) => {
    const named = containers.map((each, index) => ({ name: `c${index}`, ...each }));
    const spec = { securityContext: { runAsUser: user }, containers: named, volumes: [{ name: 'data', emptyDir: {} }] };
    return JSON.parse(
      JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec }),
    );
  });
}
