import { pod, problemsWith } from '../../../../../test/support/kubernetes';

const AT = '/spec/containers/0/resources';

test.each([
  [{ requests: { cpu: '100m' }, limits: { cpu: '0.1', memory: '64Mi' } }, []],
  [{ requests: { cpu: '2' }, limits: { cpu: '1' } }, [`${AT}/requests/cpu: is "2"; must be at most the limit "1"`]],
  [
    { requests: { memory: '1Gi' }, limits: { memory: '1G' } },
    [`${AT}/requests/memory: is "1Gi"; must be at most the limit "1G"`],
  ],
  [{ requests: { cpu: null } }, []],
  [
    { limits: { memory: '512MB' } },
    [`${AT}/limits/memory: is the string "512MB"; must be a quantity such as "500m" or "1Gi"`],
  ],
  [{ limits: { memory: '-1' } }, [`${AT}/limits/memory: is "-1"; must not be negative`]],
  [{ limits: { 'example.com/gpu': 1 } }, []],
  [{ limits: { 'example.com/gpu': '0.5' } }, [`${AT}/limits/example.com~1gpu: is "0.5"; must be an integer`]],
  [
    { limits: { 'example.com/gpu': 2 }, requests: { 'example.com/gpu': 1 } },
    [`${AT}/requests/example.com~1gpu: is 1; must equal the limit of this resource`],
  ],
  [
    { limits: { storage: '1Gi' } },
    [
      `${AT}/limits/storage: must be cpu, memory, ephemeral-storage, hugepages-SIZE or a resource such as "example.com/gpu"`,
    ],
  ],
  [{ limits: { 'hugepages-2Mi': '4Mi', memory: '1Gi' } }, []],
  [{ limits: { 'hugepages-2Mi': '4Mi' } }, [`${AT}: has huge pages alone; must have cpu or memory too`]],
  [
    { limits: { 'hugepages-2Mi': '3Mi', memory: '1Gi' } },
    [`${AT}/limits/hugepages-2Mi: is "3Mi"; must be a multiple of the page size`],
  ],
  [{ claims: [{ name: 'gpu' }] }, [`${AT}/claims/0/name: is "gpu"; no resourceClaims has the name`]],
])('%j', (resources, expected) => {
  expect(problemsWith(pod(), 'spec.containers.0.resources', resources)).toEqual(expected);
});
