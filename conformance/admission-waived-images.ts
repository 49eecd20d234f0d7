/** Waivers of a container's image. */
import { AdmissionStage } from '../src/admission/stage';
import { Profile } from '../src/engine/profile';
import type { Waiver } from '../src/engine/waivers/waiver';
import { Profiles } from '../src/profiles/profiles';
import { dated, deployment, expectDecisions } from './admission-behaviour';
import type { Judge } from './judge';

/** Rules about images ask about those of all containers at once, without that of a waived one. */
export async function expectWaivedImages(judge: Judge, waiver: (more: Partial<Waiver>) => Waiver): Promise<void> {
  const good = { name: 'web', image: `ghcr.io/acme/web:1.0@sha256:${'a'.repeat(64)}` };
  const images: readonly [rule: string, image: string][] = [
    ['image-not-pinned-by-digest', 'ghcr.io/acme/web:1.0'],
    ['image-pull-policy', 'ghcr.io/acme/web:stable'],
    ['image-registry-not-allowed', good.image.replace('ghcr.io', 'quay.io')],
    ['image-tag-mutable', 'ghcr.io/acme/web:stable'],
    ['image-tag-mutable', 'Not An Image'],
    ['deprecated-image-registry', good.image.replace('ghcr.io/acme', 'k8s.gcr.io')],
  ];
  for (const [rule, image] of images) {
    const bad = { name: 'proxy', imagePullPolicy: 'IfNotPresent', image };
    const of = (...containers: object[]) => {
      const object = deployment({});
      object.spec.template.spec.containers = containers;
      return { object: dated(object) };
    };
    const profile = new Profile('images', { rules: [Profiles.rule(rule)] });
    const isAllowed = rule === 'image-registry-not-allowed';
    const own = isAllowed ? profile.withOptions(rule, { registries: ['ghcr.io'] }) : profile;
    const policy = { profile: own, waivers: [waiver({ rule, container: 'proxy' })] };
    await expectDecisions(judge, { policy, stage: AdmissionStage.DENY }, [
      [`${rule} of the waived container`, true, of(good, bad)],
      [`${rule} of another container`, false, of({ ...good, name: 'proxy' }, { ...bad, name: 'web' })],
    ]);
  }
}
