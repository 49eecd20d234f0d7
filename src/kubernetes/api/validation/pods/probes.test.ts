import { pod, problemsOf, problemsWith } from '../../../../../test/support/kubernetes';

const PROBE = { tcpSocket: { port: 80 } };
const AT = '/spec/containers/0';

test.each([
  ['livenessProbe', { ...PROBE, successThreshold: 1 }, []],
  ['livenessProbe', { ...PROBE, successThreshold: 2 }, [`${AT}/livenessProbe/successThreshold: must be 1`]],
  ['readinessProbe', { ...PROBE, successThreshold: 2 }, []],
  [
    'readinessProbe',
    { ...PROBE, terminationGracePeriodSeconds: 5 },
    [`${AT}/readinessProbe/terminationGracePeriodSeconds: is set; must not be in a readinessProbe`],
  ],
  [
    'lifecycle',
    { preStop: { sleep: { seconds: 31 } } },
    [`${AT}/lifecycle/preStop/sleep/seconds: must be 0 to 30, the terminationGracePeriodSeconds`],
  ],
])('%s %j', (field, value, expected) => {
  expect(problemsWith(pod(), `spec.containers.0.${field}`, value)).toEqual(expected);
});

const SIDECAR = 'is set; an init container must have restartPolicy "Always" for it';

test.each([
  [{ livenessProbe: PROBE }, [`/spec/initContainers/0/livenessProbe: ${SIDECAR}`]],
  [{ lifecycle: {} }, [`/spec/initContainers/0/lifecycle: ${SIDECAR}`]],
  [{ lifecycle: { stopSignal: 'SIGTERM' } }, []],
  [{ livenessProbe: PROBE, restartPolicy: 'Always' }, []],
])('an init container with %j', (more, expected) => {
  expect(problemsOf(pod({ initContainers: [{ name: 'init', image: 'init', ...more }] }))).toEqual(expected);
});
