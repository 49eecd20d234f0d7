import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../../host/io';
import { readYaml } from '../../yaml/read';

/** The content of a folder, and how its manifests are rendered. */
export interface Project {
  readonly name: string;
  /** The file that identifies the kind of project. */
  readonly marker?: string;
  /** Commands that install what rendering needs. */
  readonly install: readonly string[];
  /** Command that renders the manifests to files. */
  readonly synth?: string;
  /** Command that renders the manifests to standard output. */
  readonly render?: string;
  /** Container image with the renderer, for pipelines without it, and the command inside. */
  readonly renderer?: { readonly image: string; readonly command: string };
  /** Path to check. */
  readonly path: string;
  /** Files whose change triggers a check, as a regular expression. */
  readonly sources: string;
  /** Language of a cdk8s app. */
  readonly language?: string;
}

export type Pipeline = 'github' | 'gitlab' | 'none';

/** Detects the content of a folder: a cdk8s app, a Helm chart, a kustomization, or plain manifests. */
export function projectIn(folder: string): Project {
  const found = (...names: string[]) => names.find((name) => existsSync(join(folder, name)));
  const app = found('cdk8s.yaml');
  if (app) return cdk8sApp(folder, app);
  const chart = found('Chart.yaml');
  if (chart)
    return {
      name: 'a Helm chart',
      marker: chart,
      install: [],
      render: 'helm template .',
      renderer: { image: 'alpine/helm:3.16.2', command: 'helm template .' },
      path: '-',
      sources: '\\.(ya?ml|tpl|txt|json)$',
    };
  const kustomization = found('kustomization.yaml', 'kustomization.yml', 'Kustomization');
  if (kustomization)
    return {
      name: 'a kustomization',
      marker: kustomization,
      install: [],
      render: 'kustomize build .',
      renderer: {
        image: 'registry.k8s.io/kustomize/kustomize:v5.4.3',
        command: '/app/kustomize build "$CI_PROJECT_DIR"',
      },
      path: '-',
      sources: '\\.(ya?ml|json)$|(^|/)Kustomization$',
    };
  return { name: 'plain manifests', install: [], path: '.', sources: '\\.(ya?ml|json)$' };
}

function cdk8sApp(folder: string, marker: string): Project {
  const { documents, problems } = readYaml(readFileSync(join(folder, marker), 'utf8'));
  const [problem] = problems;
  if (problem) throw new UsageError(`${marker}:${problem.line}:${problem.column}: ${problem.message}`);
  const config = documents[0]?.value as { output?: unknown; language?: unknown } | undefined;
  const path = config?.output ?? 'dist';
  // The path becomes part of command lines.
  if (typeof path !== 'string' || !/^[\w./][\w./-]*$/.test(path))
    throw new UsageError(
      `${marker}: /output is ${JSON.stringify(path)}; give a path of letters, digits, ".", "-" and "/"`,
    );
  const isNpm = existsSync(join(folder, 'package.json'));
  return {
    name: 'a cdk8s app',
    marker,
    install: isNpm ? [installIn(folder)] : ['# install here what your app needs'],
    synth: isNpm ? 'npx cdk8s synth' : 'npx --yes cdk8s-cli@2 synth',
    path,
    sources: '\\.(ts|js|py|java|go|cs|ya?ml|json)$',
    language: typeof config?.language === 'string' ? config.language : undefined,
  };
}

const LOCKS: readonly [file: string, command: string][] = [
  ['package-lock.json', 'npm ci'],
  ['yarn.lock', 'corepack enable && yarn install --immutable'],
  ['pnpm-lock.yaml', 'corepack enable && pnpm install --frozen-lockfile'],
];

function installIn(folder: string): string {
  return LOCKS.find(([file]) => existsSync(join(folder, file)))?.[1] ?? 'npm install';
}

/** Returns the pipeline that a folder already has, or the one that its remote suggests. */
export function pipelineIn(folder: string): Pipeline {
  const has = (...parts: string[]) => existsSync(join(folder, ...parts));
  if (has('.gitlab-ci.yml')) return 'gitlab';
  if (has('.github')) return 'github';
  return has('.git', 'config') && /url = .*gitlab/.test(readFileSync(join(folder, '.git', 'config'), 'utf8'))
    ? 'gitlab'
    : 'github';
}

/** Returns the top of the repository if it is above a folder: pipelines are read only there. */
export function topAbove(folder: string): string | undefined {
  let at = resolve(folder);
  if (existsSync(join(at, '.git'))) return undefined;
  while (dirname(at) !== at) {
    at = dirname(at);
    if (existsSync(join(at, '.git'))) return at;
  }
  return undefined;
}
