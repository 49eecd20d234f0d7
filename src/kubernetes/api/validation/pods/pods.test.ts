import { pod, problemsOf, problemsWith } from '../../../../../test/support/kubernetes';

const LABEL = 'a DNS label such as "web-1", of at most 63 characters';
const SUBDOMAIN = 'a DNS name in lower case such as "web-1.example", of at most 253 characters';
const WEB = { name: 'web', image: 'web' };

test.each([
  ['containers', undefined, ['/spec/containers: is missing; must be set']],
  ['containers', [], ['/spec/containers: is missing; must be set']],
  ['containers', {}, ['/spec/containers: is an object; must be a list']],
  ['containers', [WEB, WEB], ['/spec/containers/1/name: "web" is there twice; must be unique in the pod']],
  ['initContainers', [WEB], ['/spec/initContainers/0/name: "web" is there twice; must be unique in the pod']],
  ['ephemeralContainers', [{ name: 'debug', image: 'a' }], []],
  ['activeDeadlineSeconds', 0, ['/spec/activeDeadlineSeconds: is 0; must be 1 to 2147483647']],
  ['hostname', 'a.b', [`/spec/hostname: is "a.b"; must be ${LABEL}`]],
  ['subdomain', 'A', [`/spec/subdomain: is "A"; must be ${LABEL}`]],
  ['serviceAccountName', 'Web', [`/spec/serviceAccountName: is "Web"; must be ${SUBDOMAIN}`]],
  ['serviceAccount', 'Web', [`/spec/serviceAccount: is "Web"; must be ${SUBDOMAIN}`]],
  [
    'restartPolicy',
    'Sometimes',
    ['/spec/restartPolicy: is "Sometimes"; must be one of "Always", "Never", "OnFailure"'],
  ],
  ['restartPolicy', '', []],
  ['dnsPolicy', 'None', ['/spec/dnsConfig: must have a nameserver where dnsPolicy is "None"']],
  ['dnsConfig', { nameservers: ['192.0.2.1'], searches: ['shop.local.', '.'] }, []],
  [
    'dnsConfig',
    { nameservers: ['dns'] },
    ['/spec/dnsConfig/nameservers/0: is "dns"; must be an IP address such as "10.9.8.7" or "2001:db8::1"'],
  ],
  ['dnsConfig', { options: [{ value: '2' }] }, ['/spec/dnsConfig/options/0/name: is missing; must be set']],
  ['hostAliases', [{ ip: '192.0.2.1', hostnames: ['db'] }], []],
  [
    'hostAliases',
    [{ ip: '192.0.2.1', hostnames: ['DB'] }],
    [`/spec/hostAliases/0/hostnames/0: is "DB"; must be ${SUBDOMAIN}`],
  ],
  [
    'schedulingGates',
    [{ name: 'a' }, { name: 'a' }],
    ['/spec/schedulingGates/1/name: "a" is there twice; must be unique'],
  ],
  [
    'overhead',
    { memory: '1MB' },
    ['/spec/overhead/memory: is the string "1MB"; must be a quantity such as "500m" or "1Gi"'],
  ],
  ['overhead', { cpu: '-1' }, ['/spec/overhead/cpu: is "-1"; must not be negative']],
])('%s %j', (field, value, expected) => {
  expect(problemsWith(pod(), `spec.${field}`, value)).toEqual(expected);
});

test('what only pods are asked, and what only templates', () => {
  const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const volume = { name: 'data', ephemeral: { volumeClaimTemplate: { spec: claim } } };
  const long = { ...pod({ volumes: [volume] }), metadata: { name: 'a'.repeat(250) } };
  expect(problemsOf(long)).toEqual(['/metadata/name: is too long for the volume "data"']);
  expect(problemsWith(pod(), 'spec.containers.0.image', ' web')).toEqual([
    '/spec/containers/0/image: has blanks around it; must have none',
  ]);
  const template = { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'web' }, template: { spec: pod().spec } };
  expect(problemsWith(template, 'template.spec.containers.0.image', ' web')).toEqual([]);
  expect(problemsWith(template, 'template.spec.ephemeralContainers', [{ name: 'debug', image: 'a' }])).toEqual([
    '/template/spec/ephemeralContainers: is set; must not be in a template',
  ]);
});

const sized = (resources: any, own: any) => pod({ resources, containers: [{ ...WEB, resources: own }] });

test.each([
  [{ limits: { cpu: '2' } }, { limits: { cpu: '1' } }, []],
  [
    { limits: { cpu: '1' } },
    { limits: { cpu: '2' } },
    ['/spec/containers/0/resources/limits/cpu: is "2"; must be at most the limit of the pod'],
  ],
  [
    { requests: { cpu: '1' } },
    { requests: { cpu: '2' } },
    ['/spec/resources/requests/cpu: is "1"; the containers request more'],
  ],
  [
    { limits: { 'example.com/gpu': 1 } },
    {},
    ['/spec/resources/limits/example.com~1gpu: must be cpu, memory or hugepages'],
  ],
])('resources of the pod %j and of a container %j', (resources, own, expected) => {
  expect(problemsOf(sized(resources, own))).toEqual(expected);
  expect(problemsOf(sized(resources, own), '1.33')).toEqual([]);
});
