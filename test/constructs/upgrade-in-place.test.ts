import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Manifest } from '../../src/index';
import { CLASSES, IMAGE, KINDS, newChart, objectOf } from '../support/workloads';

/** A selector cannot be changed: an object that had another one would have to be deleted first, with its pods. */
describe.each(KINDS)('where a %s of cdk8s-plus-28 becomes a secure one', (kind) => {
  const { make, plain } = CLASSES[kind];

  /** The same program before and after. */
  function both(props: any = {}, prepare: (chart: Chart) => any = () => ({}), id = 'web') {
    const [before, after] = [plain, make].map((each) => {
      const chart = newChart();
      const workload = each(chart, id, { ...props, ...prepare(chart) });
      return { chart, workload, object: objectOf(chart, kind) };
    });
    return [before, after] as [NonNullable<typeof before>, NonNullable<typeof after>];
  }

  test.each<[string, any]>([
    ['with nothing else', {}],
    [
      'with labels of its own',
      { metadata: { labels: { app: 'web' } }, podMetadata: { labels: { app: 'web', tier: 'front' } } },
    ],
    ['with a name of its own', { metadata: { name: 'web' } }],
    [
      'of several containers',
      {
        containers: [
          { name: 'a', image: IMAGE, portNumber: 80 },
          { name: 'b', image: IMAGE },
        ],
      },
    ],
  ])('name, selector and labels stay what they are, to the byte: %s', (_, props) => {
    const [before, after] = both(props);
    const facts = ({ object }: typeof before) => {
      const { podTemplate } = Manifest.fromJson(object);
      return JSON.stringify([object.metadata, object.spec.selector, podTemplate?.labels, podTemplate?.annotations]);
    };
    expect(facts(after)).toBe(facts(before));
  });

  test('a selector that the program adds stays too', () => {
    const act = (workload: any) => workload.select?.(kplus.LabelSelector.of({ labels: { app: 'web' } }));
    const [before, after] = [plain, make].map((each) => {
      const chart = newChart();
      act(each(chart, 'web', { podMetadata: { labels: { app: 'web' } } }));
      return objectOf(chart, kind).spec.selector;
    });
    expect(JSON.stringify(after)).toBe(JSON.stringify(before));
  });

  test('in a construct of its own, too', () => {
    const [before, after] = [plain, make].map((each) => {
      const outer = new Chart(new App(), 'outer', { namespace: 'shop', labels: { team: 'shop' } });
      const chart = new Chart(outer, 'inner', { namespace: 'shop' });
      each(chart);
      const { metadata, spec } = objectOf(chart, kind);
      return JSON.stringify([metadata, spec.selector]);
    });
    expect(after).toBe(before);
  });

  test('whatever else it had stays, and what is new is only added', () => {
    const [before, after] = both();
    expect(lost(before.object, after.object)).toEqual([]);
  });

  test('its own Service selects the same pods', () => {
    if (kind !== 'StatefulSet') return;
    const services = both().map(({ chart }) => Testing.synth(chart).find((object) => object.kind === 'Service'));
    expect(JSON.stringify(services[1])).toBe(JSON.stringify(services[0]));
  });
});

/** The fields of one object that another has not, or has with other values. */
function lost(before: any, after: any, at = ''): string[] {
  if (before === null || typeof before !== 'object') return before === after ? [] : [at];
  return Object.keys(before).flatMap((key) => lost(before[key], after?.[key], `${at}/${key}`));
}
