import { pod, problemsOf } from '../../../../../test/support/kubernetes';

const WEB = { name: 'web', image: 'web' };
const PORT = { containerPort: 80, hostPort: 80 };
const ports = (...list: any[]) => ({ containers: [{ ...WEB, ports: list }] });
const AT = '/spec/containers/0';

test.each([
  [ports(PORT), []],
  [ports(PORT, { ...PORT, protocol: 'UDP' }), []],
  [ports(PORT, PORT), [`${AT}/ports/1/hostPort: is 80; another port has it`]],
  [
    { ...ports({ containerPort: 80, hostPort: 81 }), hostNetwork: true },
    [`${AT}/ports/0/hostPort: is 81; must be 80 with hostNetwork`],
  ],
  [
    { hostPID: true, shareProcessNamespace: true },
    ['/spec/shareProcessNamespace: is true; must not be where hostPID is'],
  ],
  [{ hostUsers: false, hostPID: true }, ['/spec/hostPID: is true; must not be where hostUsers is false']],
  [{ hostUsers: true, hostPID: true }, []],
  [
    { containers: [{ ...WEB, securityContext: { procMount: 'Unmasked' } }] },
    [`${AT}/securityContext/procMount: is "Unmasked"; hostUsers must be false`],
  ],
  [
    { hostIPC: true, securityContext: { sysctls: [{ name: 'kernel.shmmax', value: '1' }] } },
    ['/spec/securityContext/sysctls/0/name: must not be set with hostIPC'],
  ],
  [
    { hostNetwork: true, hostnameOverride: 'web' },
    ['/spec/hostnameOverride: is set; must not be with setHostnameAsFQDN or hostNetwork'],
  ],
])('%j', (spec, expected) => {
  expect(problemsOf(pod(spec))).toEqual(expected);
});

test('user namespaces were off before 1.33', () => {
  expect(problemsOf(pod({ hostUsers: false, hostPID: true }), '1.32')).toEqual([]);
});
