import { problemsOf, problemsWith } from '../../../../test/support/kubernetes';

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
};
const problems = (change: any) => problemsOf({ ...SERVICE, spec: { ...SERVICE.spec, ...change } });
const HTTP = { name: 'http', port: 80 };

test.each([
  [{ ports: [] }, ['/spec/ports: is missing; must be set']],
  [{ ports: [], clusterIP: 'None' }, []],
  [{ ports: [{ port: 80 }] }, []],
  [{ ports: [{ port: 0 }] }, ['/spec/ports/0/port: is 0; must be 1 to 65535']],
  [{ ports: [{ port: 65536 }] }, ['/spec/ports/0/port: is 65536; must be 1 to 65535']],
  [{ ports: [{ port: '80' }] }, ['/spec/ports/0/port: is the string "80"; must be an integer of 32 bits']],
  [{ ports: [HTTP, { port: 443 }] }, ['/spec/ports/1/name: is missing; must be set where there are several ports']],
  [{ ports: [HTTP, { name: 'http', port: 443 }] }, ['/spec/ports/1/name: "http" is there twice; must be unique']],
  [{ ports: [HTTP, { name: 'web', port: 80 }] }, ['/spec/ports/1: "TCP/80" is there twice; must be unique']],
  [{ ports: [HTTP, { name: 'dns', port: 80, protocol: 'UDP' }] }, []],
  [
    { ports: [{ ...HTTP, targetPort: 'Http' }] },
    ['/spec/ports/0/targetPort: is "Http"; must be at most 15 of a-z, 0-9 and single "-" between them, with a letter'],
  ],
  [
    { ports: [{ ...HTTP, nodePort: 30080 }] },
    ['/spec/ports/0/nodePort: is set; must not be with the type "ClusterIP"'],
  ],
  [{ type: 'NodePort', ports: [{ ...HTTP, nodePort: 30080 }] }, []],
  [{ type: 'NodePort', clusterIP: 'None' }, ['/spec/clusterIP: is "None"; must not be with the type "NodePort"']],
  [
    { type: 'Nodeport' },
    ['/spec/type: is "Nodeport"; must be one of "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"'],
  ],
  [{ type: 'ExternalName', externalName: 'db.example.com' }, []],
  [
    { type: 'ExternalName' },
    ['/spec/externalName: is ""; must be a DNS name in lower case such as "web-1.example", of at most 253 characters'],
  ],
  [
    { loadBalancerSourceRanges: ['10.0.0.0/8'] },
    ['/spec/loadBalancerSourceRanges: is set; must be only with the type "LoadBalancer"'],
  ],
  [{ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] }, []],
  [
    { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0'] },
    ['/spec/loadBalancerSourceRanges/0: is "10.0.0.0"; must be a network such as "10.9.8.0/24" or "2001:db8::/64"'],
  ],
  [
    { externalIPs: ['127.0.0.1'] },
    ['/spec/externalIPs/0: is "127.0.0.1"; must not be unspecified, loopback or link-local'],
  ],
  [{ externalIPs: ['192.0.2.1'] }, []],
  [
    { externalTrafficPolicy: 'Local' },
    ['/spec/externalTrafficPolicy: is set; must be only where the Service is reached from outside'],
  ],
  [{ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.2'] }, ['/spec/clusterIPs: must start with clusterIP']],
  [
    { clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', '10.0.0.2'] },
    ['/spec/clusterIPs: has two addresses of one family; must have one of each'],
  ],
  [
    { selector: { app: 'a b' } },
    [
      '/spec/selector/app: is "a b"; must be empty, or letters, digits, "-", "_" and "." between letters or digits, of at most 63 characters',
    ],
  ],
])('%j', (change, expected) => {
  expect(problems(change)).toEqual(expected);
});

const SLICE = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'web' },
  addressType: 'IPv4',
  endpoints: [{ addresses: ['192.0.2.1'] }],
};

test.each([
  ['addressType', 'IPv4', []],
  ['addressType', 'IPv6', ['/endpoints/0/addresses/0: is "192.0.2.1"; must be of the type "IPv6"']],
  ['endpoints.0.addresses', [], ['/endpoints/0/addresses: is missing; must be set']],
  ['ports', [{ name: 'a' }, { name: 'a' }], ['/ports/1/name: "a" is there twice; must be unique']],
])('EndpointSlice %s %j', (place, value, expected) => {
  expect(problemsWith(SLICE, place, value)).toEqual(expected);
});
