import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { PinImages } from '../src/aspects/pin-images';
import { ImageLock } from '../src/host/image-lock';
import { AspectPriority, Aspects, Harden, HardeningChecks } from '../src/index';
import { Profiles } from '../src/profiles/profiles';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;
const imageLock = ImageLock.fromDigests({ 'nginx:1.27': A, 'ghcr.io/acme/web:1': B, 'redis:latest': B });

function chartOf(...images: unknown[]): Chart {
  const chart = new Chart(new App(), 'shop');
  new ApiObject(chart, 'web', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: images.map((image, index) => ({ name: `c${index}`, image })) },
      },
    },
  });
  return chart;
}

const imagesIn = ([doc]: any[]) => doc.spec.template.spec.containers.map(({ image }: any) => image);

test('tags become digests, in the spelling of the author', () => {
  const chart = chartOf('nginx:1.27', 'docker.io/nginx:1.27', 'ghcr.io/acme/web:1', 'redis', undefined);
  Aspects.of(chart).add(new PinImages({ imageLock }));
  expect(imagesIn(Testing.synth(chart))).toEqual([
    `nginx:1.27@${A}`,
    `docker.io/nginx:1.27@${A}`,
    `ghcr.io/acme/web:1@${B}`,
    `redis:latest@${B}`,
    undefined,
  ]);
  expect(imagesIn(Testing.synth(chart))[0]).toBe(`nginx:1.27@${A}`); // and once more
});

test('what has a digest is left alone, known or not', () => {
  const images = [`nginx@${B}`, `nginx:1.27@${A}`, `other:1@${B}`];
  const chart = chartOf(...images);
  Aspects.of(chart).add(new PinImages({ imageLock }));
  expect(imagesIn(Testing.synth(chart))).toEqual(images);
});

test('all kinds of containers, image volumes and lists', () => {
  const chart = new Chart(new App(), 'shop');
  const spec = {
    initContainers: [{ name: 'a', image: 'nginx:1.27' }],
    containers: [{ name: 'b', image: 'nginx:1.27' }],
    ephemeralContainers: [{ name: 'c', image: 'nginx:1.27' }],
    volumes: [{ name: 'v', image: { reference: 'nginx:1.27' } }],
  };
  const job = { apiVersion: 'batch/v1', kind: 'CronJob', spec: { jobTemplate: { spec: { template: { spec } } } } };
  new ApiObject(chart, 'list', { apiVersion: 'v1', kind: 'List', items: [job] } as any);
  Aspects.of(chart).add(new PinImages({ imageLock }));
  const text = JSON.stringify(Testing.synth(chart));
  expect(text.split(`"nginx:1.27@${A}"`)).toHaveLength(5);
});

test('custom kinds that are told of', () => {
  const chart = new Chart(new App(), 'shop');
  const spec = { containers: [{ name: 'b', image: 'nginx:1.27' }] };
  new ApiObject(chart, 'odd', {
    apiVersion: 'acme.example/v1',
    kind: 'Odd',
    spec: { pods: { main: { spec } } },
  } as any);
  const workloadKinds = [{ group: 'acme.example', kind: 'Odd', podTemplate: '/spec/pods/main' }];
  Aspects.of(chart).add(new PinImages({ imageLock, workloadKinds }));
  expect(JSON.stringify(Testing.synth(chart))).toContain(`nginx:1.27@${A}`);
});

test('all that cannot be pinned is refused at once, by name, with the command that helps', () => {
  const chart = chartOf('nginx:1.28', `nginx:1.27@${B}`, 'Nginx', 'nginx:1.27', 'x\u001b[31m');
  Aspects.of(chart).add(new PinImages({ imageLock }));
  expect(() => Testing.synth(chart)).toThrow(
    'image "nginx:1.28" of container "c0" is not in the lock; add "docker.io/library/nginx:1.28" to it: ' +
      'cdk8s-hardened images --write-lock --digests FILE',
  );
  expect(() => Testing.synth(chart)).toThrow(
    `image "nginx:1.27@${B}" of container "c1" has another digest than the lock, ${A}; remove the digest, or update the lock`,
  );
  expect(() => Testing.synth(chart)).toThrow('image "Nginx" of container "c2" has the repository "Nginx"');
  expect(() => Testing.synth(chart)).toThrow('4 errors');
  expect(() => Testing.synth(chart)).not.toThrow('\u001b');
});

test('only its scope', () => {
  const app = new App();
  const charts = ['a', 'b'].map((id) => {
    const chart = new Chart(app, id);
    new ApiObject(chart, 'pod', {
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] },
    } as any);
    return chart;
  });
  Aspects.of(charts[0] as Chart).add(new PinImages({ imageLock }));
  const [a, b] = charts.map((chart) => JSON.stringify(Testing.synth(chart)));
  expect(a).toContain(A);
  expect(b).not.toContain(A);
});

test('it comes before what is mended and judged, in whatever order it is added', () => {
  const chart = chartOf('nginx:1.27');
  const profile = Profiles.fromName('baseline').withRules(Profiles.rule('image-not-pinned-by-digest'));
  const order: string[] = [];
  const pin = new PinImages({ imageLock });
  const harden = new Harden({ profile });
  for (const [name, aspect] of Object.entries({ harden, pin })) {
    const mend = aspect._mend.bind(aspect) as any;
    (aspect as any)._mend = (...all: any[]) => {
      order.push(name);
      return mend(...all);
    };
  }
  Aspects.of(chart).add(new HardeningChecks({ profile }));
  Aspects.of(chart).add(harden);
  Aspects.of(chart).add(pin);
  expect(imagesIn(Testing.synth(chart))).toEqual([`nginx:1.27@${A}`]);
  expect(order).toEqual(['pin', 'harden']);
  expect(pin._priority).toBe(AspectPriority.MUTATING);
});

test('a refusal of the checks keeps the name of their profile', () => {
  const chart = chartOf('nginx:1.28');
  Aspects.of(chart).add(new PinImages({ imageLock }));
  Aspects.of(chart).add(new HardeningChecks());
  expect(() => Testing.synth(chart)).toThrow(/1 error by .*HardeningChecks \(profile nsa, Kubernetes 1.37\)/);
});
