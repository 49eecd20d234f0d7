/**
 * A node, its clients and a pod in network namespaces, in which a firewall is tried. It runs in namespaces of its own (unshare), so that
 * nothing of it is left. Reads what to try as JSON, and prints for each attempt whether it had an answer.
 */
const { execFileSync, spawn } = require('node:child_process');
const { createSocket } = require('node:dgram');
const { readFileSync, writeFileSync } = require('node:fs');
const { connect, createServer } = require('node:net');

const PATIENCE_MS = 2000;
const NODE = { 4: '10.0.0.10', 6: 'fd00:1::10' };
const POD = '10.244.9.9';

const ip = (...args) => execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'inherit'] });
const inNamespace = (name, ...args) => ['nsenter', [`--net=/run/netns/${name}`, ...args]];
const within = (name, ...args) => execFileSync(...inNamespace(name, ...args), { stdio: ['ignore', 'pipe', 'inherit'] });

function link(namespace, near, far) {
  ip('netns', 'add', namespace);
  ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', namespace);
  ip('link', 'set', near, 'up');
  within(namespace, 'ip', 'link', 'set', far, 'up');
}

function build(addresses) {
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', '/run']);
  ip('link', 'set', 'lo', 'up');
  link('clients', 'eth0', 'eth0');
  link('pod', 'pod0', 'eth0');
  for (const [family, address] of Object.entries(NODE)) {
    const noDad = family === '6' ? ['nodad'] : [];
    ip('address', 'add', address, 'dev', 'eth0', ...noDad);
    ip(`-${family}`, 'route', 'add', 'default', 'dev', 'eth0');
    within('clients', 'ip', `-${family}`, 'route', 'add', address, 'dev', 'eth0');
  }
  for (const address of addresses)
    within('clients', 'ip', 'address', 'add', address, 'dev', 'eth0', ...(address.includes(':') ? ['nodad'] : []));
  writeFileSync('/proc/sys/net/ipv4/ip_forward', '1');
  ip('route', 'add', POD, 'dev', 'pod0');
  within('pod', 'ip', 'address', 'add', POD, 'dev', 'eth0');
  within('pod', 'ip', 'route', 'add', NODE[4], 'dev', 'eth0');
  within('pod', 'ip', 'route', 'add', 'default', 'via', NODE[4]);
  within('clients', 'ip', 'route', 'add', POD, 'via', NODE[4]);
}

/** Answers on TCP and UDP ports of an address. */
async function listen(address, ports) {
  const family = address.includes(':') ? 'udp6' : 'udp4';
  for (const port of ports) {
    const tcp = createServer((socket) => socket.on('error', () => {}).end('ok'));
    const udp = createSocket(family, (_, from) => udp.send('ok', from.port, from.address));
    await new Promise((done, fail) => tcp.on('error', fail).listen(port, address, done));
    await new Promise((done, fail) => udp.on('error', fail).bind(port, address, done));
  }
}

function attempt({ from, to, port, protocol }) {
  return new Promise((done) => {
    const timer = setTimeout(() => finish(false), PATIENCE_MS);
    const finish = (answered) => {
      clearTimeout(timer);
      close();
      done(answered);
    };
    let close = () => {};
    if (protocol === 'TCP') {
      const socket = connect({ host: to, port, localAddress: from });
      close = () => socket.destroy();
      socket.on('data', () => finish(true)).on('error', () => finish(false));
    } else {
      const socket = createSocket(to.includes(':') ? 'udp6' : 'udp4');
      close = () => socket.close();
      socket.on('message', () => finish(true)).on('error', () => finish(false));
      socket.bind(0, from, () => socket.send('?', port, to));
    }
  });
}

async function main() {
  if (process.argv[2] === 'pod') return listen(POD, [8080]).then(() => console.log('ready'));
  if (process.argv[2] === 'clients') {
    const answers = await Promise.all(JSON.parse(readFileSync(0, 'utf8')).map(attempt));
    return console.log(JSON.stringify(answers));
  }
  const { addresses, ports, rulesets, attempts } = JSON.parse(readFileSync(0, 'utf8'));
  build(addresses);
  for (const address of Object.values(NODE)) await listen(address, ports);
  const pod = spawn(...inNamespace('pod', process.execPath, __filename, 'pod'), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((done) => pod.stdout.once('data', done));
  for (const ruleset of rulesets) execFileSync('nft', ['-f', '-'], { input: ruleset });
  const clients = spawn(...inNamespace('clients', process.execPath, __filename, 'clients'), {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  clients.stdin.end(JSON.stringify(attempts));
  let answers = '';
  for await (const chunk of clients.stdout) answers += chunk;
  const tables = execFileSync('nft', ['list', 'tables'], { encoding: 'utf8' });
  pod.kill();
  console.log(JSON.stringify({ answers: JSON.parse(answers), tables: tables.trim().split('\n') }));
  process.exit(0);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
