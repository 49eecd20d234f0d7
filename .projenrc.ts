import { cdk, cdk8s, javascript, release } from 'projen';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-hardened',
  description: 'cdk8s constructs that are secure by default, and aspects that let nothing weaker be synthesized',
  author: 'The cdk8s-hardened authors',
  authorAddress: 'https://github.com/cdk8s-hardened',
  repositoryUrl: 'https://github.com/cdk8s-hardened/cdk8s-hardened.git',
  keywords: [
    'cdk8s',
    'kubernetes',
    'security',
    'hardening',
    'pod-security-standards',
    'network-policy',
    'rbac',
    'nsa',
    'cis',
  ],
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  stability: 'experimental',

  // The oldest peers that we claim; development uses exactly these, .ci/newest-peers tests the newest (docs/decisions/0002).
  cdk8sVersion: '2.70.47',
  constructsVersion: '10.3.0',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  devDeps: [
    // Built into the library (docs/decisions/0023).
    'ajv@8.17.1',
    'commander@14.0.3',
    'd3-shape@3.2.0', // draws the charts of the HTML page (docs/decisions/0018)
    'fast-json-patch@3.1.1',
    'js-yaml@5.5.0',
    'picomatch@4.0.7',
    'tinyglobby@0.2.15',
    // What develops it.
    '@dagrejs/dagre@3.1.3', // lays out the network picture; built into the library (docs/decisions/0022)
    '@jsii/spec@1.140.0', // reads .jsii for docs/api; the version that jsii brings
    '@stryker-mutator/instrumenter@9.6.1', // makes the mutants of npm run mutate; the last line for Node 20
    '@types/d3-shape@3.1.7',
    '@types/node@^20',
    '@xmldom/xmldom@0.9.12', // reads the JUnit report back, in a test
    'cdk8s-cli@2.207.60',
    'cdk8s-plus-28@2.5.6',
    'esbuild@0.28.2',
    'fast-check@4.10.2',
    'ts-node@10.9.2',
  ],

  minNodeVersion: '20.16.0',
  packageManager: javascript.NodePackageManager.NPM,
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.3',
  sampleCode: false,
  projenrcTs: true,
  projenrcTsOptions: { projenCodeDir: '.projen' },
  bin: { 'cdk8s-hardened': 'lib/cli/main.js' },

  publishToPypi: { distName: 'cdk8s-hardened', module: 'cdk8s_hardened', trustedPublishing: true, attestations: true },
  publishToMaven: {
    javaPackage: 'io.github.cdk8shardened',
    mavenGroupId: 'io.github.cdk8s-hardened',
    mavenArtifactId: 'cdk8s-hardened',
  },
  publishToNuget: { dotNetNamespace: 'Cdk8sHardened', packageId: 'Cdk8sHardened', trustedPublishing: true },
  publishToGo: { moduleName: 'github.com/cdk8s-hardened/cdk8s-hardened-go', packageName: 'cdk8shardened' },

  excludeTypescript: ['src/**/*.test.ts'],
  validateTsconfig: cdk.ValidateTsconfig.MINIMAL,
  tsconfig: {
    compilerOptions: {
      noImplicitOverride: true,
      noUncheckedIndexedAccess: true,
      inlineSourceMap: false, // with the sources inside, they were two thirds of the package
      inlineSources: false,
    },
  },
  tsconfigDev: {
    compilerOptions: {
      paths: { 'cdk8s-hardened': ['../src/index.ts'], 'cdk8s-hardened/testing': ['../src/testing/entry.ts'] },
    },
    include: [
      '../src/**/*.ts',
      '../examples/**/*.ts',
      '../bench/**/*.ts',
      '../tools/**/*.ts',
      '../conformance/**/*.ts',
      '../fuzz/**/*.ts',
    ],
    exclude: ['../examples/**/dist/**'],
  },
  typecheckTests: true,
  jestOptions: {
    jestVersion: '^29',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    passWithNoTests: false,
    jestConfig: {
      collectCoverage: false,
      maxWorkers: '100%',
      testTimeout: 600_000, // a busy machine fails no test
      setupFiles: ['<rootDir>/test/support/optimizer.js'],
      reporters: [new javascript.JestReporter('<rootDir>/test/support/skipped-tests.js')], // beside the default one
      coverageThreshold: { branches: 85, functions: 95, lines: 95, statements: 95 },
      collectCoverageFrom: ['src/**/*.ts', '!src/**/*.test.ts', '!src/cli/main.ts'],
      moduleNameMapper: {
        '^cdk8s-hardened$': '<rootDir>/src/index.ts', // as the examples' readers import it
        '^cdk8s-hardened/testing$': '<rootDir>/src/testing/entry.ts',
        '^(d3-shape|d3-path)$': '<rootDir>/node_modules/$1/dist/$1.js', // jest reads no ES modules
      },
      testPathIgnorePatterns: ['/node_modules/', '/lib/', '/conformance/'],
      modulePathIgnorePatterns: ['<rootDir>/dist/'], // copies of this package for other lines
    },
  },
  biome: true,
  biomeOptions: {
    version: '2.5.15',
    biomeConfig: {
      formatter: { enabled: true, indentStyle: javascript.biome_config.IndentStyle.SPACE, lineWidth: 120 },
      javascript: { formatter: { quoteStyle: javascript.biome_config.QuoteStyle.SINGLE } },
      linter: {
        rules: {
          suspicious: { noExplicitAny: 'off', noTemplateCurlyInString: 'off' },
          complexity: { noStaticOnlyClass: 'off' },
        },
      },
    },
  },
  release: true,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  nextVersionCommand: 'ts-node -T tools/release/changelog.ts',
  workflowNodeVersion: '24', // its npm knows trusted publishing
  jsiiReleaseVersion: '0.2.1061', // publib
  releaseToNpm: true,
  npmTrustedPublishing: true,
  postBuildSteps: [
    {
      name: 'Attest the package and its bill of materials',
      if: '${{ !inputs.dry_run }}',
      uses: 'actions/attest-build-provenance',
      with: { 'subject-path': 'dist/js/*.tgz\ndist/release/sbom.cdx.json' },
    },
  ],
  buildWorkflow: false,
  pullRequestTemplate: false,
  githubOptions: { mergify: false, pullRequestLint: false },
  depsUpgrade: false,
});

// The lock must not name a registry host: it is the installer's choice.
new javascript.NpmConfig(project).addConfig('omit-lockfile-registry-resolved', 'true');
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// Every other path into the package stays open: jsii reads `.jsii`, `cdk8s synth` and policies name files, with and without ending.
const testing = { types: './lib/testing/entry.d.ts', default: './lib/testing/entry.js' };
project.addFields({
  exports: {
    '.': { types: './lib/index.d.ts', default: './lib/index.js' },
    './testing': testing,
    './lib/*': './lib/*.js',
    './lib/*.js': './lib/*.js',
    './lib/*.json': './lib/*.json',
    './lib/*.d.ts': './lib/*.d.ts',
    './*': './*',
  },
  typesVersions: { '*': { testing: [testing.types] } }, // for `moduleResolution: node`, which does not read exports
});

// A whitelist: what is not named here is not published.
project.addFields({
  files: [
    '.jsii',
    '.jsii.gz',
    'lib',
    '!lib/cli/**', // but for the one file, which package.json names as `bin`
    'docs/*.schema.json',
    'CHANGELOG.md',
    'THIRD-PARTY-NOTICES',
  ],
});

const SITE = ['site/*.mjs', 'site/.vitepress/*.mts', 'site/.vitepress/theme/*'];
for (const folder of ['action/**', 'examples/**', 'bench/**', 'tools/**', 'conformance/**', 'fuzz/**', ...SITE])
  project.biome?.addFilePattern(folder);
// projen's own task rewrites the sources; a test must only look.
project.biome?.task.reset('biome check --error-on-warnings --no-errors-on-unmatched');
project.addTask('fix', { exec: 'biome check --write', description: 'Formats the sources and applies safe lint fixes' });
project.addTask('properties', {
  exec: 'jest --ci test/properties.test.ts src/yaml/edit/edit-properties.test.ts',
  env: { PROPERTY_SHARE: '1' },
  description: 'The property tests of pods and edits with all their inputs, of which npm test tries a quarter',
});
project.addTask('coverage', { exec: 'jest --ci --coverage', description: 'Tests with coverage thresholds' });
project.addTask('generate', {
  exec: 'ts-node -T tools/generate.ts',
  description: 'Writes the rule catalogue and the pages that are made from it',
});
project.addTask('generate:kubernetes', {
  exec: 'ts-node -T tools/kubernetes-api/generate.ts',
  receiveArgs: true,
  description: "Writes the table of Kubernetes' API; with --check only compares it (needs Go)",
});
const docExamples = project.addTask('doc-examples', {
  description: 'Compiles the examples in doc comments and in the README, and translates them to the other languages',
  exec: 'ts-node -T tools/rosetta/extract.ts',
});
project.addTask('package:check', {
  exec: 'ts-node -T tools/release/check-packed.ts',
  description: 'Prints the size of what npm would publish, after compile, and fails if it is too large or incomplete',
});
project.addTask('release:dry', {
  description:
    'Builds what a release publishes into dist/release and asks the checker of each registry; publishes nothing',
  steps: [{ spawn: 'compile' }, { exec: '.ci/release-dry', receiveArgs: true }],
});
project.addTask('package:lines', {
  exec: 'ts-node -T tools/lines/package-lines.ts',
  receiveArgs: true,
  description: 'Makes and tries the packages for other lines of cdk8s-plus in dist/lines (numbers narrow it)',
});
project.addTask('demo', {
  description: 'Compiles, synthesizes examples/shop, judges it, then shows how a weakened copy is refused',
  steps: [{ spawn: 'compile' }, { exec: 'ts-node -T tools/demo.ts' }],
});
project.addTask('picture', {
  exec: 'ts-node -T tools/picture.ts',
  description: 'Draws docs/refused-synth.svg from what the program of the README does',
});
project.addTask('report-pictures', {
  exec: 'ts-node -T tools/report-pictures.ts',
  description: 'Takes the pictures of the HTML report in docs/pictures (needs Chromium)',
});
project.tasks.tryFind('docgen')?.spawn(docExamples);
project.tasks.tryFind('docgen')?.exec('ts-node -T tools/api/pages.ts');
project.addTask('examples', {
  exec: 'ts-node -T tools/examples.ts',
  receiveArgs: true,
  description: 'Synthesizes each example into examples/<name>/dist',
});
project.addTask('third-party', {
  exec: 'ts-node -T tools/third-party.ts',
  description: 'Writes docs/third-party.md (needs Go and ../shared/corpus)',
});
project.addTask('bench', {
  description: 'Prints ratios against plain cdk8s and against a bare parse of the same YAML',
  steps: [
    { spawn: 'compile' },
    { exec: 'node --expose-gc -r ts-node/register/transpile-only bench/bench.ts', receiveArgs: true },
  ],
});
project.addTask('bench:compare', {
  description: 'Compares the last recorded run of bench with those before; fails where a ratio became clearly worse',
  exec: 'ts-node -T bench/history.ts',
});
project.addTask('same-bytes', {
  description:
    'Compares what a synth writes with plain cdk8s, for generated documents and apps (--long, --documents N, --apps N, --seed N)',
  exec: 'ts-node -T fuzz/same-bytes.ts',
  receiveArgs: true,
});
project.addTask('mutate', {
  description:
    'Prints which of a sample of mutants the nearest tests kill (MUTATE_SEED, MUTATE_COUNT; paths narrow it)',
  exec: 'ts-node -T tools/mutate.ts',
  receiveArgs: true,
});
project.addTask('fuzz', {
  description: 'Feeds mutated files and arguments to the library and the command line (--long, --seed N, --only PART)',
  steps: [{ spawn: 'compile' }, { exec: 'ts-node -T fuzz/fuzz.ts', receiveArgs: true }],
});
project.addTask('conformance', {
  description: 'Asks the upstream judges (needs Go)',
  exec: 'ts-node -T conformance/conformance.ts',
  receiveArgs: true,
});
// One file for the command line, of which esbuild makes one scope: loading three hundred took longer than judging one object.
// What a rare command alone needs, it loads from lib/.
project.compileTask.reset('jsii --compress-assembly'); // projen would hide warnings about reserved words
project.tasks.tryFind('watch')?.reset('jsii -w');
project.compileTask.spawn(
  project.addTask('bundle', {
    exec: 'ts-node -T tools/release/bundle.ts',
    description: 'Builds the command line alone; action.yml does so in its own checkout',
  }),
);
// Comments stay in the declarations and in the sources. Layout stays too where Node shows the line that throws.
project.compileTask.exec(
  "find lib -name '*.js' ! -path lib/cli/main.js -exec esbuild --log-level=warning --platform=node --target=node20 --outbase=lib --outdir=lib --allow-overwrite {} +",
);
project.compileTask.exec('ts-node -T tools/release/trim.ts');
project.compileTask.exec(
  "find lib/admission lib/analysis lib/engine lib/harden lib/host lib/images lib/kubernetes lib/model lib/report lib/rules lib/yaml -name '*.js' -exec esbuild --minify-whitespace --line-limit=160 --log-level=warning --platform=node --target=node20 --outbase=lib --outdir=lib --allow-overwrite {} +",
);
// The one importer of each library outside of the command line is built with it inside.
project.compileTask.exec(
  'esbuild src/host/globs/libraries.ts src/json/fast-json-patch.ts src/profiles/ajv.ts src/report/html/shapes.ts src/report/network/picture/dagre.ts src/yaml/js-yaml.ts --bundle --minify --platform=node --target=node20 --legal-comments=inline --log-level=warning --outbase=src --outdir=lib --allow-overwrite',
);
project.compileTask.exec('ts-node -T tools/release/pages.ts'); // for `explain`
project.compileTask.exec('chmod +x lib/cli/main.js'); // pip keeps the tarball's modes
// In the packages of other languages, no example and no block of the README stays TypeScript.
const bindings = (language: string, options: string) => {
  const task = project.tasks.tryFind(`package${language}`);
  task?.reset();
  task?.spawn(docExamples);
  task?.exec(`jsii-pacmak ${options} --rosetta-unknown-snippets fail`);
};
bindings('-all', '--code-only'); // needs no mvn, pip, dotnet or go
for (const language of ['python', 'java', 'go', 'dotnet']) bindings(`:${language}`, `-v --target ${language}`);

// What a release builds is checked with its version, and has notes from CHANGELOG.md.
const isRelease = `node -e "if (!process.env.RELEASE) process.exit(1)"`;
project.packageTask.exec('ts-node -T tools/release/changelog.ts dist/changelog.md', { condition: isRelease });
project.tasks
  .tryFind('compat')
  ?.reset('jsii-diff npm:cdk8s-hardened --keys --error-on all --ignore-file .compatignore'); // the API is experimental
project.packageTask.exec('npx projen compat', { condition: isRelease });
project.packageTask.exec('.ci/release-dry --complete', { condition: isRelease });

// Each action by its commit; a test reads them. What is not here, projen pins itself.
const ACTIONS = [
  ['actions/attest-build-provenance', 'e8998f949152b193b063cb0ec769d69d929409be'], // v2.4.0
  ['actions/setup-dotnet', '67a3573c9a986a3f9c594539f4ab511d57bb3ce9'], // v4.3.1
  ['actions/setup-go', 'd35c59abb061a4a6fb18e82ac0862c26744d6ab5'], // v5.5.0
  ['actions/setup-java', 'c5195efecf7bdfc987ee8bae7a71cb8b11521c00'], // v4.7.1
  ['actions/setup-node', '49933ea5288caeca8642d1e84afbd3f7d6820020'], // v4.4.0
  ['actions/setup-python', 'a26af69be951a213d495a4c3e4e4022e16d87065'], // v5.6.0
] as const;
for (const [action, commit] of ACTIONS) project.github?.actions.set(action, `${action}@${commit}`);
const releaseFile = project.github?.tryFindWorkflow('release')?.file;
releaseFile?.addOverride('jobs.release.permissions.id-token', 'write');
releaseFile?.addOverride('jobs.release.permissions.attestations', 'write');
releaseFile?.addToArray('jobs.release_github.steps', {
  name: 'Attach the package and its bill of materials',
  if: '${{ !inputs.dry_run }}',
  env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
  run: 'gh release upload "$(cat dist/releasetag.txt)" dist/js/*.tgz dist/release/sbom.cdx.json -R "$GITHUB_REPOSITORY" --clobber',
});

project.annotateGenerated('/src/kubernetes/api/api-table.json');
project.annotateGenerated('/src/kubernetes/access/published-access.json');
project.biome?.addFilePattern('!src/kubernetes/access/published-access.json'); // one line for each role
for (const pattern of [
  'examples/*/dist/',
  'cdk8s.out/',
  'conformance/.bin/',
  '.jsii.gz',
  '.jsii.tabl.json',
  'site/.vitepress/dist/',
  'site/.vitepress/cache/',
])
  project.gitignore.exclude(pattern);

project.synth();
