import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import fc from 'fast-check';
import { endpointName } from '../../src/analysis/network/reachability/endpoints';
import { portsText } from '../../src/analysis/network/reachability/ports';
import { ReachabilityGraph } from '../../src/analysis/network/reachability/reachability';
import { ManifestSet } from '../../src/model/manifest-set';
import { escapeUnprintable } from '../../src/report/escape';
import {
  type NetworkEdge,
  type NetworkGraph,
  type NetworkWorkload,
  networkGraphOf,
} from '../../src/report/network/picture/graph';
import { networkPage } from '../../src/report/network/picture/page';
import { connectionsOf, pictureOf } from '../../src/report/network/picture/picture';
import { networkSvg } from '../../src/report/network/picture/svg';
import { joined } from '../../src/report/pieces';
import { names } from '../reports/sample';

const ANYWHERE = '0.0.0.0-255.255.255.255[External]';

function workload(name: string, more: Partial<NetworkWorkload> = {}): NetworkWorkload {
  const [namespace = '', own = ''] = name.split('/');
  const kind = more.kind ?? 'Deployment';
  return {
    name: `${namespace}/${own}[${kind}]`,
    namespace,
    kind,
    isolatedIngress: true,
    isolatedEgress: true,
    ...more,
  };
}

/** An edge as `shop/web > shop/db: TCP 5432`; with `!` at its end, one that is not declared. */
function edge(text: string): NetworkEdge {
  const [, source = '', target = '', ports = '', mark] = /^(.*) > (.*): (.*?)(!?)$/.exec(text) ?? [];
  const end = (name: string) => (name === 'anywhere' ? ANYWHERE : name.includes('/') ? `${name}[Deployment]` : name);
  return { source: end(source), target: end(target), ports, mark: mark === '!' ? 'undeclared' : undefined };
}

/** A graph of isolated Deployments. */
function graphOf(workloads: string, ...edges: string[]): NetworkGraph {
  return { workloads: workloads.split(' ').map((name) => workload(name)), edges: edges.map(edge) };
}

function svg(graph: NetworkGraph): string {
  return joined(networkSvg(graph));
}

function counted(text: string): Record<'groups' | 'cells' | 'stacks' | 'arrows' | 'pills' | 'lines', number> {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return {
    groups: count(/<g class="group/g),
    cells: count(/<g class="cell/g),
    stacks: count(/<g class="stack/g),
    pills: count(/<g class="pill/g),
    lines: count(/<path d=/g),
    arrows: count(/<path class="head"/g),
  };
}

function textsOf(text: string): string[] {
  return [...text.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, words]) => words as string);
}

describe('what is drawn', () => {
  test('each workload in its namespace, with a line through the ports of each connection', () => {
    const text = svg(graphOf('shop/web shop/db', 'shop/web > shop/db: TCP 5432'));
    expect(counted(text)).toEqual({ groups: 1, cells: 2, stacks: 0, pills: 1, lines: 2, arrows: 1 });
    expect(textsOf(text)).toEqual(['shop', 'TCP 5432', 'db', 'Deployment', 'web', 'Deployment']);
  });

  test('a connection between namespaces as a line out, one between them, one in, and one to the target', () => {
    const text = svg(graphOf('shop/web data/db', 'shop/web > data/db: TCP 5432'));
    expect(counted(text)).toEqual({ groups: 2, cells: 2, stacks: 0, pills: 1, lines: 5, arrows: 1 });
  });

  test('addresses outside of the cluster at the side from which or to which they connect', () => {
    const text = svg(
      graphOf('shop/web shop/job', 'anywhere > shop/web: TCP 443', 'shop/job > 192.0.2.1-192.0.2.9[External]: TCP 25'),
    );
    expect(counted(text)).toMatchObject({ groups: 3, cells: 4, pills: 2, arrows: 2 });
    expect(textsOf(text)).toEqual(
      expect.arrayContaining(['From outside of the cluster', '0.0.0.0-255.255.255.255', '192.0.2.1-192.0.2.9']),
    );
  });

  test('workloads with the same connections as one stack, with one line', () => {
    const own = ['a', 'b', 'c'].map((name) => `shop/${name} > shop/db: TCP 5432`);
    const text = svg(graphOf('shop/a shop/b shop/c shop/db', ...own));
    expect(counted(text)).toEqual({ groups: 1, cells: 4, stacks: 1, pills: 1, lines: 2, arrows: 1 });
  });

  test('what a stack reaches of itself, in words', () => {
    const pairs = ['a > b', 'a > c', 'b > a', 'b > c', 'c > a', 'c > b'];
    const own = pairs.map((pair) => `${pair.replace(/\w/g, 'shop/$&')}: TCP 80`);
    const text = svg(graphOf('shop/a shop/b shop/c', ...own));
    expect(counted(text)).toEqual({ groups: 1, cells: 3, stacks: 1, pills: 1, lines: 0, arrows: 0 });
    expect(textsOf(text)).toContain('each other: TCP 80');
  });

  test('what some of a namespace reach of each other, through one pill', () => {
    const own = ['a > b: TCP 80', 'b > a: TCP 80', 'a > x: TCP 1', 'b > y: TCP 2'];
    const graph = graphOf('shop/a shop/b shop/x shop/y', ...own.map((text) => text.replace(/\b\w\b(?!$)/g, 'shop/$&')));
    expect(connectionsOf(pictureOf(graph))).toEqual([
      { sources: [0, 1], targets: [0, 1], ports: 'TCP 80' },
      { sources: [0], targets: [2], ports: 'TCP 1' },
      { sources: [1], targets: [3], ports: 'TCP 2' },
    ]);
    expect(counted(svg(graph))).toEqual({ groups: 1, cells: 4, stacks: 0, pills: 3, lines: 6, arrows: 4 });
  });

  test('connections of one source on the same ports to one namespace through one pill', () => {
    const text = svg(
      graphOf(
        'ops/scraper shop/a shop/b shop/c',
        ...[
          'ops/scraper > shop/a: TCP 9090',
          'ops/scraper > shop/b: TCP 9090',
          'shop/a > shop/c: TCP 1',
          'shop/b > shop/c: TCP 2',
        ],
      ),
    );
    expect(textsOf(text).filter((words) => words.startsWith('TCP 9090'))).toHaveLength(1);
  });

  test('connections of several namespaces on the same ports to the same target through one pill', () => {
    const text = svg(
      graphOf('a/a b/b c/c dns/dns', ...['a/a', 'b/b', 'c/c'].map((each) => `${each} > dns/dns: UDP 53`)),
    );
    expect(textsOf(text).filter((words) => words === 'UDP 53')).toHaveLength(1);
    expect(counted(text)).toMatchObject({ groups: 4, pills: 1, arrows: 1 });
  });

  test('the word "all" in place of lines to all of a namespace, or to all but one', () => {
    const more = ['shop/a > shop/b: TCP 1', 'shop/b > shop/c: TCP 2', 'shop/c > shop/d: TCP 3'];
    const to = (...targets: string[]) =>
      textsOf(
        svg(
          graphOf(
            'ops/x shop/a shop/b shop/c shop/d',
            ...more,
            ...targets.map((name) => `ops/x > shop/${name}: TCP 9`),
          ),
        ),
      );
    expect(to('a', 'b', 'c', 'd')).toContain('TCP 9 → all');
    expect(to('a', 'b', 'd')).toContain('TCP 9 → all but c');
    expect(to('a', 'b')).toContain('TCP 9');
  });

  test('what is not declared, in red, apart from what is', () => {
    const text = svg(graphOf('shop/a shop/b shop/c', 'shop/a > shop/b: TCP 80', 'shop/c > shop/b: TCP 80!'));
    expect(text.match(/<g class="edge"/g)).toHaveLength(1);
    expect(text.match(/<g class="edge undeclared" data-from="2" data-to="1"/g)).toHaveLength(1);
    expect(text).toContain('TCP 80, not declared');
  });

  test('what no policy isolates, by words and without lines between what is open', () => {
    const [open, out, into] = [
      workload('shop/open', { isolatedIngress: false, isolatedEgress: false }),
      workload('shop/out', { isolatedEgress: false }),
      workload('shop/into', { isolatedIngress: false }),
    ];
    const names = ['open > into', 'out > open', 'out > into', 'open > out', 'into > open'];
    const edges = names.map((text) => edge(`${text.replace(/\w+/g, 'shop/$&')}: All Connections`));
    const text = svg({
      workloads: [open, out, into],
      edges: [...edges, edge('anywhere > shop/open: All Connections')],
    });
    expect(text.match(/<g class="cell open"/g)).toHaveLength(3);
    expect(textsOf(text)).toEqual(
      expect.arrayContaining(['Deployment · not isolated', 'Deployment · open egress', 'Deployment · open ingress']),
    );
    const drawn = connectionsOf(pictureOf({ workloads: [open, out, into], edges })).map(({ sources, targets }) => [
      sources,
      targets,
    ]);
    // in the order of the names: into, open, out
    expect(drawn).toEqual(
      expect.arrayContaining([
        [[0], [1]],
        [[1], [2]],
      ]),
    );
    expect(drawn).toHaveLength(2);
    expect(counted(text).groups).toBe(1);
  });

  test('also where nothing is isolated, what should not be there', () => {
    const workloads = ['shop/a', 'shop/b'].map((name) =>
      workload(name, { isolatedIngress: false, isolatedEgress: false }),
    );
    expect(counted(svg({ workloads, edges: [edge('shop/a > shop/b: TCP 1')] })).lines).toBe(0);
    const marked = svg({ workloads, edges: [edge('shop/a > shop/b: TCP 1!')] });
    expect(counted(marked).lines).toBe(3); // The legend has one.
    expect(textsOf(marked)[0]).toBe(
      '1 connection not declared (red, thick: policies allow it, and the app does not declare it)',
    );
  });

  test('in place of more than 200 workloads their namespaces, which say what is not declared inside of them', () => {
    const names = Array.from({ length: 201 }, (_, index) => `shop/w${index}`);
    const graph = graphOf(names.join(' '), 'shop/w0 > shop/w1: TCP 22!', 'shop/w1 > shop/w2: TCP 80');
    expect(textsOf(svg(graph))).toContain('all isolated · 1 inside not declared');
    const page = joined(networkPage(graph));
    const row = ['<b>not declared</b>', 'shop/w0[Deployment]', 'shop/w1[Deployment]', 'TCP 22'];
    const tables = page.replace(/<\/?(?:t[dhr]|code)\b[^>]*>/g, '|');
    expect(tables.replace(/[|\s]*\|[|\s]*/g, '|')).toContain(`|${row.join('|')}|`);
    expect(page).toContain('1 connection not declared (red, thick');
  });

  test('namespaces in place of more than 200 workloads, and nothing where those are too many', () => {
    const workloads = Array.from({ length: 201 }, (_, index) =>
      workload(`n${index % 3}/w${index}`, { isolatedEgress: index > 5 }),
    );
    const text = svg({
      workloads,
      edges: [edge('n0/w0 > n1/w1: TCP 80'), edge('n0/w3 > n1/w4: TCP 81'), edge('n0/w0 > n0/w3: TCP 9')],
    });
    expect(counted(text)).toMatchObject({ groups: 3, cells: 3, pills: 1, arrows: 1 });
    expect(textsOf(text)).toEqual(
      expect.arrayContaining([
        '201 workloads with their connections are too many for one picture: each namespace is drawn as one',
        ...['67 workloads', '2 not fully isolated', 'TCP 80; TCP 81'],
      ]),
    );
    const spread = Array.from({ length: 401 }, (_, index) => workload(`n${index}/w`));
    expect(counted(svg({ workloads: spread, edges: [] }))).toMatchObject({ cells: 0, groups: 0 });
    expect(svg({ workloads: spread, edges: [] })).toContain('too many for one picture, and so are their namespaces');
    expect(counted(svg({ workloads: workloads.slice(0, 200), edges: [] })).cells).toBe(200);
  });
});

const NAMES = Array.from({ length: 9 }, (_, index) => `n${index % 3}/w${index}`);
const randomGraph = fc
  .record({
    open: fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: NAMES.length, maxLength: NAMES.length }),
    edges: fc.uniqueArray(
      fc.record({
        source: fc.constantFrom(...NAMES, 'x[External]', 'y[External]'),
        target: fc.constantFrom(...NAMES, 'x[External]', 'z[External]'),
        ports: fc.constantFrom('TCP 80', 'TCP 443', 'All Connections'),
        mark: fc.constantFrom(undefined, 'undeclared', 'added', 'removed', 'changed'),
      }),
      { maxLength: 80, selector: ({ source, target, ports }) => JSON.stringify([source, target, ports]) },
    ),
  })
  .map(({ open, edges }): NetworkGraph => {
    const full = (name: string) => (name.includes('/') ? `${name}[Deployment]` : name);
    return {
      workloads: NAMES.map((name, index) => {
        const [isolatedIngress, isolatedEgress] = open[index] as [boolean, boolean];
        return workload(name, { isolatedIngress, isolatedEgress });
      }),
      edges: edges
        .filter(({ source, target }) => source !== target && (source.includes('/') || target.includes('/')))
        .map((each) => ({ ...each, source: full(each.source), target: full(each.target) })),
    };
  });

test('grouping loses no connection and adds none', () => {
  fc.assert(
    fc.property(randomGraph, (graph) => {
      const picture = pictureOf(graph);
      const name = (spot: number) => picture.spots[spot]?.name ?? '';
      const drawn = connectionsOf(picture).flatMap(({ sources, targets, ports, mark }) =>
        sources.flatMap((source) =>
          targets
            .filter((target) => target !== source)
            .map((target) => [name(source), name(target), ports, mark].join()),
        ),
      );
      const closed = (side: 'isolatedIngress' | 'isolatedEgress', end: string) =>
        graph.workloads.some((each) => each.name === end && each[side]);
      const expected = graph.edges
        .filter(
          ({ source, target, mark }) =>
            mark !== undefined || closed('isolatedEgress', source) || closed('isolatedIngress', target),
        )
        .map(({ source, target, ports, mark }) => [source, target, ports, mark].join());
      expect(drawn.sort()).toEqual(expected.sort());
    }),
    { numRuns: 500 },
  );
});

describe('the graph of manifests', () => {
  const text = readFileSync(join(__dirname, '..', '..', 'tools', 'pictured', 'network.yaml'), 'utf8');

  test('is there if they have a workload and a NetworkPolicy', () => {
    const [pod, policy] = [
      '{ apiVersion: v1, kind: Pod, metadata: { name: a }, spec: { containers: [{ name: a, image: a }] } }',
      '{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: a }, spec: { podSelector: {}, policyTypes: [Ingress] } }',
    ];
    const of = (...texts: string[]) => networkGraphOf(ManifestSet.fromYaml(texts.join('\n---\n')));
    expect([of(pod), of(policy)]).toEqual([undefined, undefined]);
    expect(of(pod, policy)).toEqual({
      workloads: [
        { name: 'default/a[Pod]', namespace: 'default', kind: 'Pod', isolatedIngress: true, isolatedEgress: false },
      ],
      edges: [],
      isDeclared: false,
      notes: [],
    });
  });

  test('has all connections but those between two open ends', () => {
    const all = ManifestSet.fromYaml(text);
    const { workloads, edges } = networkGraphOf(all) as NetworkGraph;
    const isClosed = (side: 'isolatedIngress' | 'isolatedEgress', end: string) =>
      workloads.some((each) => each.name === end && each[side]);
    const expected = [...ReachabilityGraph.of(all).edges()]
      .map(({ source, target, ports }) => ({
        ...{ source: endpointName(source), target: endpointName(target) },
        ports: portsText(ports),
      }))
      .filter(({ source, target }) => isClosed('isolatedEgress', source) || isClosed('isolatedIngress', target));
    const inOrder = (list: readonly NetworkEdge[]) => list.map((each) => JSON.stringify(each)).sort();
    expect(inOrder(edges)).toEqual(inOrder(expected));
    expect(inOrder(edges)).toContain(
      '{"source":"shop/orders[Deployment]","target":"shop/database[StatefulSet]","ports":"TCP 5432"}',
    );
    expect(expected.length).toBeLessThan([...ReachabilityGraph.of(all).edges()].length);
    expect(counted(svg({ workloads, edges }))).toEqual({
      groups: 6,
      cells: 11,
      stacks: 2,
      pills: 7,
      lines: 27,
      arrows: 6,
    });
  });
});

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function elements(parent: Element, selector: string): Element[] {
  return Array.from(parent.getElementsByTagName('g')).filter(
    (each) => each.getAttribute('class')?.split(' ')[0] === selector,
  );
}

function boxOf(element: Element): Box {
  const rect = Array.from(element.getElementsByTagName('rect'))[0] as Element;
  const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((each) =>
    Number(rect.getAttribute(each)),
  );
  return { left: x, top: y, right: x + width, bottom: y + height };
}

function overlaps(one: Box, other: Box, slack = 0.5): boolean {
  return (
    one.left + slack < other.right &&
    other.left + slack < one.right &&
    one.top + slack < other.bottom &&
    other.top + slack < one.bottom
  );
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
  );
}

/** Points of a path of M, H and C. */
function pointsOf(path: string): [x: number, y: number][] {
  const points: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [, command, text = ''] of path.matchAll(/([MHC])([^MHC]*)/g)) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = text.trim().split(' ').map(Number);
    const steps = Array.from({ length: 21 }, (_, step) => step / 20);
    if (command === 'M') [x, y] = [a, b];
    else if (command === 'H') {
      points.push(...steps.map((t): [number, number] => [x + (a - x) * t, y]));
      x = a;
    } else {
      const at = (t: number, p: number, q: number, r: number, s: number) =>
        (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t ** 2 * r + t ** 3 * s;
      points.push(...steps.map((t): [number, number] => [at(t, x, a, c, e), at(t, y, b, d, f)]));
      [x, y] = [e, f];
    }
  }
  return points;
}

/** Asserts what makes a picture readable. */
function expectReadable(text: string): void {
  const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement as unknown as Element;
  const [left = 0, top = 0, width = 0, height = 0] = (root.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const bounds = { left, top, right: left + width, bottom: top + height };
  const groups = elements(root, 'group').map(boxOf);
  const stacks = elements(root, 'stack').map(boxOf);
  const cells = elements(root, 'cell').map(boxOf);
  const pills = elements(root, 'pill').map(boxOf);
  const inStack = (box: Box) => stacks.find((stack) => isWithin(box, stack));
  const solid = [...stacks, ...[...cells, ...pills].filter((box) => !inStack(box))];
  const clashes = (boxes: readonly Box[]) =>
    boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => overlaps(one, other)));
  expect(clashes(groups)).toEqual([]);
  expect(clashes(solid)).toEqual([]);
  expect(clashes(cells)).toEqual([]);
  expect(groups.filter((box) => !isWithin(box, bounds))).toEqual([]);
  expect([...cells, ...stacks, ...pills].filter((box) => !groups.some((group) => isWithin(box, group)))).toEqual([]);
  for (const path of Array.from(root.getElementsByTagName('path'))) {
    if (path.getAttribute('class') === 'head') continue;
    for (const [x, y] of pointsOf(path.getAttribute('d') ?? '')) {
      const point = { left: x, right: x, top: y, bottom: y };
      expect(isWithin(point, bounds)).toBe(true);
      const hit = solid.find((box) => box.left + 1 < x && x < box.right - 1 && box.top + 1 < y && y < box.bottom - 1);
      if (hit) expect({ path: path.getAttribute('d'), x, y, hit }).toBeUndefined();
    }
  }
}

describe('a picture is readable', () => {
  test('whatever is in it: no box overlaps another, and no line crosses a box', () => {
    fc.assert(
      fc.property(randomGraph, (graph) => expectReadable(svg(graph))),
      { numRuns: 40 },
    );
  });

  /** 200 workloads of 10 teams, each with its own, and shared ones. */
  const large = (): NetworkGraph => {
    const teams = Array.from({ length: 10 }, (_, index) => `team-${index}`);
    const parts = Array.from({ length: 19 }, (_, index) => `service-${index}`);
    const shared = ['ingress/nginx', 'dns/coredns', 'monitoring/prometheus', 'vault/vault', 'logs/agent'];
    const more = ['a', 'b', 'c', 'd', 'e'].map((name) => `spare/${name}`);
    const own = teams.flatMap((team) => parts.map((part) => `${team}/${part}`));
    const edges = teams.flatMap((team, index) => [
      `ingress/nginx > ${team}/service-0: TCP 8080`,
      ...parts
        .slice(1)
        .map((part, at) => `${team}/service-${Math.floor(at / 3)} > ${team}/${part}: TCP ${at % 2 ? 80 : 5432}`),
      ...parts.map((part) => `${team}/${part} > dns/coredns: TCP 53,UDP 53`),
      ...parts.map((part) => `monitoring/prometheus > ${team}/${part}: TCP 9090`),
      `${team}/service-1 > vault/vault: TCP 8200`,
      `${team}/service-2 > team-${(index + 3) % 10}/service-5: TCP 443!`,
    ]);
    return graphOf([...own, ...shared, ...more].join(' '), 'anywhere > ingress/nginx: TCP 443', ...edges);
  };

  test('with 200 workloads', () => {
    const graph = large();
    expect(graph.workloads).toHaveLength(200);
    const text = svg(graph);
    expect(counted(text)).toMatchObject({ cells: 201, groups: 17 });
    expect(counted(text).lines).toBeLessThan(graph.edges.length);
    expectReadable(text);
  });

  test('is the same for the same graph, in whatever order it is given', () => {
    const { workloads, edges } = large();
    const text = svg({ workloads, edges });
    expect(svg({ workloads, edges })).toBe(text);
    expect(svg({ workloads: [...workloads].reverse(), edges: [...edges].reverse() })).toBe(text);
  });
});

const SVG_TAGS = ['svg', 'g', 'title', 'rect', 'text', 'path'];
const PAGE_TAGS = [
  ...['DOCTYPE', 'html', 'head', 'meta', 'body', 'a', 'header', 'h1', 'h2', 'p', 'nav', 'ul', 'li', 'main', 'section'],
  ...['form', 'label', 'input', 'button', 'output', 'div', 'details', 'summary', 'br', 'b', 'code'],
  ...['table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td'],
];

describe('hostile names', () => {
  test('are written as text', () => {
    fc.assert(
      fc.property(fc.uniqueArray(names, { minLength: 3, maxLength: 3 }), ([one = '', two = '', three = '']) => {
        const workloads = [
          { name: one, namespace: two, kind: three, isolatedIngress: true, isolatedEgress: true },
          { name: two, namespace: three, kind: one, isolatedIngress: true, isolatedEgress: false },
        ];
        const graph = { workloads, edges: [{ source: one, target: two, ports: three, mark: 'undeclared' as const }] };
        for (const text of [svg(graph), joined(networkPage(graph))]) {
          const tags = text.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '').match(/<[^>]*>/g) ?? [];
          const known = text.startsWith('<svg') ? SVG_TAGS : [...SVG_TAGS, ...PAGE_TAGS];
          expect(new Set(tags.map((tag) => /\w+/.exec(tag)?.[0]))).toEqual(new Set(known));
          for (const tag of tags) expect(tag).not.toMatch(/\s(?:on\w+|style|src)=/);
        }
        const root = new DOMParser().parseFromString(svg(graph), 'image/svg+xml').documentElement;
        const titles = Array.from(root?.getElementsByTagName('title') ?? []).map(({ textContent }) => textContent);
        expect(titles).toContain(`${escapeUnprintable(one)}\n${escapeUnprintable(three)}`);
      }),
    );
  });
});
