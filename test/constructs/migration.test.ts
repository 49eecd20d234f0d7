import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Aspects, HardeningChecks, SecretRef, SecureDeployment } from '../../src/index';
import { newChart } from '../support/workloads';

const page = (name: string) => readFileSync(join(__dirname, '..', '..', 'docs', name), 'utf8');
const GUIDE = page('migrate.md');

type Step = (props: any, container: any) => void;

/** The app of docs/migrate.md, with the first steps of its list done. */
function refusalAfter(steps: readonly Step[], prepare: (chart: Chart) => void = () => {}): string {
  const chart = newChart();
  prepare(chart);
  const secret = kplus.Secret.fromSecretName(chart, 'password', 'web-password');
  const container = {
    image: 'acme/web',
    portNumber: 8080,
    envVariables: { PASSWORD: kplus.EnvValue.fromSecretValue({ secret, key: 'password' }) },
    resources: { cpu: { limit: kplus.Cpu.millis(500) } },
    securityContext: { ensureNonRoot: false, readOnlyRootFilesystem: false },
  };
  const props = {
    serviceAccount: new kplus.ServiceAccount(chart, 'account'),
    isolate: false,
    automountServiceAccountToken: true,
    containers: [container],
  };
  for (const step of steps) step(props, container);
  try {
    new SecureDeployment(chart, 'web', props as any).exposeViaService();
    Testing.synth(chart);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

const OF_PROPS: Step[] = [
  (props) => {
    delete props.isolate;
  },
  (props) => {
    delete props.serviceAccount;
  },
];
const OF_SYNTH: Step[] = [
  (props) => {
    delete props.automountServiceAccountToken;
  },
  (props, container) => {
    delete container.envVariables;
    props.secrets = [{ secret: SecretRef.fromSecretName('web-password'), path: '/etc/web' }];
  },
  (_, container) => {
    container.image = 'acme/web:1.4.2';
  },
  (_, container) => {
    delete container.resources;
  },
  (_, container) => {
    delete container.securityContext;
  },
];

describe('docs/migrate.md', () => {
  test('has the messages about props, in their order', () => {
    const messages = OF_PROPS.map((_, done) => refusalAfter(OF_PROPS.slice(0, done)));
    const places = messages.map((message) => GUIDE.indexOf(`\`${message}\``));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('has each finding of its app, and no other', () => {
    const found = findingsIn(refusalAfter(OF_PROPS));
    const listed = findingsIn(GUIDE.slice(0, GUIDE.indexOf('At last, judge')));
    expect(listed.sort()).toEqual(found.sort());
  });

  test('leads to an app that is written', () => {
    expect(refusalAfter([...OF_PROPS, ...OF_SYNTH])).toBe('');
  });

  test('has the finding of the checks on the app', () => {
    const refusal = refusalAfter([...OF_PROPS, ...OF_SYNTH], (chart) =>
      Aspects.of(chart.node.root).add(new HardeningChecks()),
    );
    expect(findingsIn(GUIDE.slice(GUIDE.indexOf('At last, judge')))).toEqual(findingsIn(refusal));
  });

  function findingsIn(text: string): string[] {
    return [...text.matchAll(/✗ [a-z-]+ \([a-z]+\) — [^`\n]+/g)].map(([finding]) => finding.trim());
  }
});

test('docs/workloads.md has every setting', () => {
  const sources = ['secure-workload-props', 'secure-deployment', 'secure-stateful-set'].map((name) => {
    const text = readFileSync(join(__dirname, '..', '..', 'src', 'constructs', 'workloads', `${name}.ts`), 'utf8');
    return text.slice(text.indexOf('export interface'), text.indexOf('export class') + 1 || undefined);
  });
  const settings = sources.flatMap((text) => [...text.matchAll(/^ {2}readonly (\w+)\?/gm)].map(([, name]) => name));
  const text = page('workloads.md');
  const table = text.slice(text.indexOf('| setting |'), text.indexOf('Sidecars start'));
  const rows = [...table.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell]) => cell?.match(/\w+/g) ?? []);
  expect([...new Set(settings)].sort()).toEqual([...rows].sort());
  expect(settings.length).toBeGreaterThan(20);
});
