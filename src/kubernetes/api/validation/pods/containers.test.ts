import { pod, problemsWith } from '../../../../../test/support/kubernetes';

const AT = '/spec/containers/0';
const SECRET = { secretKeyRef: { name: 'web', key: 'token' } };
const PORT_NAME = 'at most 15 of a-z, 0-9 and single "-" between them, with a letter';
const SUBDOMAIN = 'a DNS name in lower case such as "web-1.example", of at most 253 characters';

test.each([
  ['name', undefined, [`${AT}/name: is missing; must be set`]],
  ['name', 'Web', [`${AT}/name: is "Web"; must be a DNS label such as "web-1", of at most 63 characters`]],
  ['image', undefined, [`${AT}/image: is missing; must be set`]],
  ['image', '', [`${AT}/image: is missing; must be set`]],
  [
    'imagePullPolicy',
    'always',
    [`${AT}/imagePullPolicy: is "always"; must be one of "Always", "IfNotPresent", "Never"`],
  ],
  ['command', 'sh', [`${AT}/command: is the string "sh"; must be a list`]],
  ['args', [1], [`${AT}/args/0: is the number 1; must be a string`]],
  ['ports', [{ containerPort: 80 }, { containerPort: 80 }], []],
  ['ports', [{ containerPort: 70000 }], [`${AT}/ports/0/containerPort: is 70000; must be 1 to 65535`]],
  ['ports', [{ containerPort: 80, name: 'Http' }], [`${AT}/ports/0/name: is "Http"; must be ${PORT_NAME}`]],
  [
    'ports',
    [
      { containerPort: 80, name: 'a' },
      { containerPort: 81, name: 'a' },
    ],
    [`${AT}/ports/1/name: "a" is there twice; must be unique`],
  ],
  [
    'ports',
    [{ containerPort: 80, protocol: 'tcp' }],
    [`${AT}/ports/0/protocol: is "tcp"; must be one of "SCTP", "TCP", "UDP"`],
  ],
  [
    'env',
    [
      { name: 'A', value: 'b' },
      { name: 'B', valueFrom: SECRET },
    ],
    [],
  ],
  ['env', [{ name: 'A', value: 1 }], [`${AT}/env/0/value: is the number 1; must be a string`]],
  ['env', [{ name: '' }], [`${AT}/env/0/name: is missing; must be set`]],
  [
    'env',
    [{ name: 'A', value: 'b', valueFrom: SECRET }],
    [`${AT}/env/0/valueFrom: is set; must not be where value is not empty`],
  ],
  ['env', [{ name: 'A', valueFrom: {} }], [`${AT}/env/0/valueFrom: has 0 sources; must have one`]],
  [
    'env',
    [{ name: 'A', valueFrom: { secretKeyRef: { name: 'web' } } }],
    [`${AT}/env/0/valueFrom/secretKeyRef/key: is missing; must be set`],
  ],
  [
    'env',
    [{ name: 'A', valueFrom: { secretKeyRef: { name: 'Web', key: 'a' } } }],
    [`${AT}/env/0/valueFrom/secretKeyRef/name: is "Web"; must be ${SUBDOMAIN}`],
  ],
  ['env', [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } }], []],
  ['env', [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.hostname' } } }], 1],
  ['env', [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } }], []],
  [
    'env',
    [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '2' } } }],
    [`${AT}/env/0/valueFrom/resourceFieldRef/divisor: is "2"; must be 1, in a unit of the resource`],
  ],
  ['envFrom', [{ prefix: 'A_', secretRef: { name: 'web' } }], []],
  ['envFrom', [{}], [`${AT}/envFrom/0: must have one of configMapRef, secretRef`]],
  ['livenessProbe', { httpGet: { port: 'http' } }, []],
  ['livenessProbe', {}, [`${AT}/livenessProbe: must have one of exec, httpGet, tcpSocket, grpc`]],
  ['livenessProbe', { exec: {} }, [`${AT}/livenessProbe/exec/command: is missing; must be set`]],
  [
    'livenessProbe',
    { tcpSocket: { port: 80 }, periodSeconds: -1 },
    [`${AT}/livenessProbe/periodSeconds: is -1; must be at least 0`],
  ],
  ['livenessProbe', { httpGet: { port: 0 } }, [`${AT}/livenessProbe/httpGet/port: is 0; must be 1 to 65535`]],
  [
    'livenessProbe',
    { httpGet: { port: 80 }, exec: { command: ['a'] } },
    [`${AT}/livenessProbe: has exec and httpGet; must have one of them`],
  ],
  ['lifecycle', { preStop: { sleep: { seconds: 5 } } }, []],
  ['lifecycle', { preStop: {} }, [`${AT}/lifecycle/preStop: must have one of exec, httpGet, tcpSocket, sleep`]],
  ['volumeMounts', [{ name: 'x', mountPath: '/x' }], [`${AT}/volumeMounts/0/name: is "x"; no volume has the name`]],
])('%s %j', (field, value, expected) => {
  const problems = problemsWith(pod(), `spec.containers.0.${field}`, value);
  if (typeof expected === 'number') expect(problems).toHaveLength(expected);
  else expect(problems).toEqual(expected);
});

test('any character may stand in the name of a variable since 1.32', () => {
  const env = [{ name: '1 a', value: '' }];
  expect(problemsWith(pod(), 'spec.containers.0.env', env)).toEqual([]);
  expect(problemsWith(pod(), 'spec.containers.0.env', env, '1.31')).toEqual([
    `${AT}/env/0/name: is "1 a"; must be letters, digits, "-", "_" and ".", not starting with a digit or ".."`,
  ]);
});
