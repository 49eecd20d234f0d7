import { NEWEST_EDITION } from '../../engine/edition';
import { POLICY_FILE } from '../../host/policy-file';
import type { Pipeline, Project } from './project';

/** A file to write. */
export interface NewFile {
  /** Path relative to the folder. */
  readonly path: string;
  readonly text: string;
  /** Text to add to the file if it already exists. */
  readonly addition?: string;
}

/** The values from which the files are generated. */
export interface FileTerms {
  readonly project: Project;
  /** Name of the package to install: the one for the project's line of cdk8s-plus. */
  readonly library: string;
  readonly version: string;
  readonly profile: string;
  /** Expiry date of the sample waiver, as `YYYY-MM-DD`. */
  readonly expires: string;
}

const PROJECT_URL = 'https://github.com/cdk8s-hardened/cdk8s-hardened';
const SCHEMA_URL = 'https://raw.githubusercontent.com/cdk8s-hardened/cdk8s-hardened/main/docs/policy.schema.json';

/** The actions that a pipeline uses, each by the commit of a version: a tag can be moved. */
const ACTIONS = {
  checkout: 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2',
  setupNode: 'actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0',
  uploadSarif: 'github/codeql-action/upload-sarif@51f77329afa6477de8c49fc9c7046c15b9a4e79d # v3.29.5',
};

/** Returns all files for a folder. */
export function newFiles(terms: FileTerms, pipeline: Pipeline): NewFile[] {
  const files: NewFile[] = [{ path: POLICY_FILE, text: policyText(terms) }];
  if (pipeline === 'github') files.push({ path: '.github/workflows/hardening.yml', text: githubText(terms) });
  if (pipeline === 'gitlab') files.push({ path: '.gitlab-ci.hardening.yml', text: gitlabText(terms) });
  const hook = hookText(terms);
  files.push({ path: '.pre-commit-config.yaml', text: `repos:\n${hook}`, addition: hook });
  return files;
}

/** Returns the command line that checks, with a fixed version, for machines without an installation. */
export function commandLine({ project, library, version }: FileTerms, ...options: string[]): string {
  const check = [`npx --yes ${library}@${version} check ${project.path}`, ...options].join(' ');
  return project.render ? `${project.render} | ${check}` : check;
}

function policyText({ profile, expires }: FileTerms): string {
  return `# yaml-language-server: $schema=${SCHEMA_URL}
# Policy of cdk8s-hardened for the command line, the pipeline and the app: ${PROJECT_URL}/blob/main/docs/policy.md

# The rules to start from: nsa, restricted or baseline. cdk8s-hardened rules lists them.
profile: ${profile}

# The edition of these rules. Another version of cdk8s-hardened then refuses nothing more; reports say what newer editions find.
edition: "${NEWEST_EDITION}"

# The version of your cluster. Default: the newest that the rules know.
# kubernetesVersion: "1.30"

# The namespace that the files are applied to, where their objects set none.
# namespace: shop

# Files to leave out.
# exclude: ["*-patch.yaml"]

# The lowest severity that fails: critical, high, medium, low or info. Default: info, every finding.
# failOn: medium

# Settings of single rules. cdk8s-hardened explain RULE describes a rule.
# rules:
#   privileged-container: { waivable: false }
#   service-links: true

# Accepted findings, until a day. An unused or expired waiver is reported.
# waivers:
#   - rule: run-as-non-root
#     kind: Deployment
#     namespace: shop
#     name: web
#     reason: the vendor's image runs as root, version 2 will not
#     expires: "${expires}"
#     ticket: SEC-1
`;
}

function githubText(terms: FileTerms): string {
  const { install, synth } = terms.project;
  const before = [...install, ...(synth ? [synth] : [])].map((line) =>
    line.startsWith('#') ? `      ${line}\n` : `      - run: ${line}\n`,
  );
  const judge = commandLine(
    terms,
    '--format github',
    '--format "markdown=$GITHUB_STEP_SUMMARY"',
    '--format sarif=hardening.sarif',
  );
  return `# Checks all manifests: ${PROJECT_URL}/blob/main/docs/ci.md
name: hardening
on:
  push:
    branches: [main, master]
  pull_request:
permissions:
  contents: read
jobs:
  hardening:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      security-events: write # only for the upload to code scanning
    steps:
      - uses: ${ACTIONS.checkout}
        with:
          persist-credentials: false
      - uses: ${ACTIONS.setupNode}
        with:
          node-version: 22
${before.join('')}      - name: Check
        shell: bash # ends a pipe with its first error
        run: |
          ${judge}
      # Remove this step if code scanning is not available to you.
      - uses: ${ACTIONS.uploadSarif}
        if: \${{ !cancelled() && hashFiles('hardening.sarif') != '' }}
        with:
          sarif_file: hardening.sarif
          category: hardening
`;
}

function gitlabText(terms: FileTerms): string {
  const { project } = terms;
  const { install, synth, renderer } = project;
  // GitLab runs a job in one image: the image that renders does not have Node.js.
  const judged = renderer ? { ...project, render: undefined, path: 'rendered.yaml' } : project;
  const judge = commandLine(
    { ...terms, project: judged },
    '--format text',
    '--format gitlab=gl-code-quality-report.json',
    '--format junit=hardening-junit.xml',
  );
  const render = renderer
    ? `hardening-render:
  image:
    name: ${renderer.image}
    entrypoint: [""]
  script:
    - ${renderer.command} > rendered.yaml
  artifacts:
    paths: [rendered.yaml]

`
    : '';
  const needs = renderer ? '  needs: [hardening-render]\n' : '';
  const lines = [...install, ...(synth ? [synth] : []), judge];
  return `# Checks all manifests: ${PROJECT_URL}/blob/main/docs/ci.md
# Include it in .gitlab-ci.yml:
#   include:
#     - local: .gitlab-ci.hardening.yml
${render}hardening:
  image: node:22
${needs}  script:
${lines.map((line) => (line.startsWith('#') ? `    ${line}\n` : `    - ${line}\n`)).join('')}  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: hardening-junit.xml
`;
}

/** All objects are checked together, so the hook takes no file names. */
function hookText({ project, library, version }: FileTerms): string {
  const { synth, render, path } = project;
  const check = `cdk8s-hardened check ${path}`;
  const line = synth ? `${synth} && ${check}` : render ? `${render} | ${check}` : check;
  const entry = line === check ? check : `bash -c "set -eo pipefail; ${line}"`;
  return `  - repo: local
    hooks:
      - id: cdk8s-hardened
        name: cdk8s-hardened
        language: node
        additional_dependencies: ["${library}@${version}"]
        entry: '${entry}'
        files: '${project.sources}'
        pass_filenames: false
`;
}
