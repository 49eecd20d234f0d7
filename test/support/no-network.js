// For `node --require`: every connection and every look-up of a name throws, and is written down.
const { appendFileSync } = require('node:fs');

function deny(target, name) {
  target[name] = (...words) => {
    appendFileSync(
      process.env.NETWORK_CALLS,
      `${name} ${typeof words[0] === 'object' ? JSON.stringify(words[0]) : words[0]}\n`,
    );
    throw new Error(`the network is denied: ${name}`);
  };
}

deny(require('node:net').Socket.prototype, 'connect');
deny(require('node:net').Server.prototype, 'listen');
deny(require('node:dgram').Socket.prototype, 'send');
deny(require('node:dgram').Socket.prototype, 'bind');
deny(globalThis, 'fetch');
const dns = require('node:dns');
for (const part of [dns, dns.promises])
  for (const name of Object.keys(part)) if (/^(?:lookup|resolve|reverse)/.test(name)) deny(part, name);
