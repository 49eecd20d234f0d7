import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Peer, Port, SecureDeployment } from '../../src';
import { IMAGE } from '../support/workloads';

const { Protocol } = kplus;

function place() {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const make = (id: string, ports: kplus.ContainerPort[]) =>
    new SecureDeployment(chart, id, { metadata: { name: id }, containers: [{ name: 'main', image: IMAGE, ports }] });
  const web = make('web', [{ number: 8080, name: 'http' }]);
  const dns = make('dns', [
    { number: 53, name: 'queries', protocol: Protocol.UDP },
    { number: 9153, name: 'metrics' },
  ]);
  const portsOf = (name: string, side: 'ingress' | 'egress') =>
    Testing.synth(chart).find(({ kind, spec }) => kind === 'NetworkPolicy' && nameIn(spec).includes(`-${name}-`)).spec[
      side
    ][0].ports;
  return { chart, web, dns, portsOf };
}

const nameIn = (spec: any): string => spec.podSelector.matchLabels['cdk8s.io/metadata.addr'];

test.each<[string, () => kplus.NetworkPolicyPort, object]>([
  ['tcp', () => Port.tcp(21), { protocol: 'TCP', port: 21 }],
  ['udp', () => Port.udp(65535), { protocol: 'UDP', port: 65535 }],
  ['sctp', () => Port.sctp(1), { protocol: 'SCTP', port: 1 }],
  ['tcpRange', () => Port.tcpRange(5000, 5010), { protocol: 'TCP', port: 5000, endPort: 5010 }],
  ['udpRange', () => Port.udpRange(7, 7), { protocol: 'UDP', port: 7, endPort: 7 }],
  ['allTcp', () => Port.allTcp('passive FTP of a bank'), { protocol: 'TCP' }],
  ['allUdp', () => Port.allUdp('a game picks any port'), { protocol: 'UDP' }],
])('%s is written as a NetworkPolicy has it', (_, port, written) => {
  const { web, portsOf } = place();
  web.connections.allowTo(Peer.cidr('203.0.113.7/32'), { ports: [port()] });
  expect(portsOf('web', 'egress')).toEqual([written]);
});

test.each<[string, () => unknown, string]>([
  ['0', () => Port.tcp(0), 'port 0 cannot be; give whole numbers from 1 to 65535'],
  ['65536', () => Port.udp(65536), 'port 65536 cannot be'],
  ['half a port', () => Port.sctp(1.5), 'port 1.5 cannot be'],
  ['a range that ends before it starts', () => Port.tcpRange(20, 10), 'the ports 20 to 10 cannot be'],
  ['a range that ends nowhere', () => Port.udpRange(20, 70000), 'port 70000 cannot be'],
  ['an empty name', () => Port.named(''), '"" is no name of a port; write up to 15 lower-case letters'],
  ['a long name', () => Port.named('a-name-of-16-char'), 'is no name of a port'],
  ['a name without a letter', () => Port.named('8080'), '"8080" is no name of a port'],
  ['a name with two hyphens', () => Port.named('a--b'), '"a--b" is no name of a port'],
])('%s is an error at the call', (_, call, message) => {
  expect(call).toThrow(message);
});

describe('a named port', () => {
  test('is the one of the workload that is connected to, with its protocol, at both ends', () => {
    const { web, dns, portsOf } = place();
    web.connections.allowTo(dns, { ports: [Port.named('queries')] });
    for (const ports of [portsOf('web', 'egress'), portsOf('dns', 'ingress')])
      expect(ports).toEqual([{ protocol: 'UDP', port: 53 }]);
  });

  test('is an own one, for traffic from a peer', () => {
    const { dns, portsOf } = place();
    dns.connections.allowFrom(Peer.podsInNamespace('monitoring'), { ports: [Port.named('metrics')] });
    expect(portsOf('dns', 'ingress')).toEqual([{ protocol: 'TCP', port: 9153 }]);
  });

  test('must be there', () => {
    const { web, dns } = place();
    expect(() => web.connections.allowTo(dns, { ports: [Port.named('admin')] })).toThrow(
      'connection of "shop/web" names port "admin", which no container of "shop/dns" has; name it there first',
    );
    expect(() => web.connections.allowFrom(dns, { ports: [Port.named('metrics')] })).toThrow(
      'names port "metrics", which no container of "shop/web" has',
    );
  });

  test('needs a workload', () => {
    const { web } = place();
    expect(() => web.connections.allowTo(Peer.cidr('192.0.2.0/24'), { ports: [Port.named('http')] })).toThrow(
      'connection of "shop/web" names port "http" of a peer whose containers are not known; give its number',
    );
  });

  test('is a name in policies of cdk8s-plus too, never all ports', () => {
    const { chart, dns } = place();
    new kplus.NetworkPolicy(chart, 'own', {
      selector: dns,
      ingress: { rules: [{ peer: dns, ports: [Port.named('queries')] }] },
    });
    const written = Testing.synth(chart).find(({ metadata }) => metadata.name.startsWith('shop-own-'));
    expect(written.spec.ingress[0].ports).toEqual([{ port: 'queries', protocol: 'TCP' }]);
  });
});
