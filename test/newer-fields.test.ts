/** Fields that are newer than the judged version: its types say nothing of them, and the rules read them all the same. */
import { Checker } from '../src/engine/checker';
import { Profile } from '../src/engine/profile';
import { KNOWN_VERSIONS } from '../src/kubernetes/kubernetes-version';
import { ManifestSet } from '../src/model/manifest-set';
import { CATALOG } from '../src/rules/catalog';

const ALL = new Profile('all', { rules: [...CATALOG] });

test.each<[string, unknown]>([
  ['an object that is no text', { toString: 1 }],
  ['a list', [[]]],
  ['a number', 7],
  ['null', null],
])('no rule crashes at %s', (_, odd) => {
  const profile = { appArmorProfile: { type: odd } };
  const container = {
    ...{
      name: 'web',
      image: 'ghcr.io/acme/web:1.4.2',
      restartPolicy: odd,
      resizePolicy: odd,
      securityContext: profile,
    },
    ...{
      livenessProbe: { grpc: { port: odd, service: odd } },
      lifecycle: { stopSignal: odd, postStart: { sleep: odd } },
    },
  };
  const volumes = [{ name: 'model', image: { reference: odd, pullPolicy: odd } }];
  const spec = {
    ...{ hostUsers: odd, resources: { limits: odd }, resourceClaims: odd, schedulingGates: odd, hostnameOverride: odd },
    ...{ securityContext: { ...profile, supplementalGroupsPolicy: odd, seLinuxChangePolicy: odd } },
    ...{ containers: [container], volumes },
  };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec };
  for (const kubernetesVersion of KNOWN_VERSIONS) {
    const checker = new Checker({ profile: ALL, kubernetesVersion, today: '2026-11-29' });
    const crashes = checker.check(ManifestSet.fromJson([pod])).errors.filter(({ rule }) => rule !== undefined);
    expect([kubernetesVersion, crashes]).toEqual([kubernetesVersion, []]);
  }
});
