import { HOME_LINE, type Line, packageFor } from '../../src/cli/init/lines';

/** The names of this package where they are code: in imports, commands and the configuration of each language. */
const OWN_NAMES: readonly RegExp[] = [
  /(?<=\b(?:from|import) ['"])cdk8s-hardened(?=['"/])/g,
  /(?<=\b(?:require|import|mock)\(['"])cdk8s-hardened(?=['"/])/g,
  /(?<=\b(?:npm|pip) install (?:--[\w-]+ )*)cdk8s-hardened(?=[\s@`])/g,
  /(?<=node_modules\/)cdk8s-hardened(?=\/)/g,
  /(?<=io\.github\.cdk8s-hardened:)cdk8s-hardened\b/g,
];

/** Returns a text of this checkout as the package of another line has it. */
export function renameText(text: string, line: number): string {
  if (line === HOME_LINE) return text;
  const plus = text.replace(new RegExp(`(?<=\\bcdk8s[-_]plus[-_]|plus)${HOME_LINE}\\b`, 'gi'), String(line));
  return OWN_NAMES.reduce((all, name) => all.replace(name, packageFor(line)), plus)
    .replace(/\bcdk8s_hardened\b/g, `cdk8s_hardened_${line}`)
    .replace(/\bcdk8shardened\b/gi, (name) => `${name}${line}`);
}

/** What a work folder has installed: tests load it from copies. Tools are those of the checkout, which Node finds above it. */
const IN_FOLDER = [
  'ajv',
  'cdk8s',
  'commander',
  'constructs',
  'd3-shape',
  'fast-json-patch',
  'js-yaml',
  'picomatch',
  'tinyglobby',
];

/** Returns the package.json of a line. */
export function packageJsonOf(json: any, { line, plus }: Line): any {
  const name = packageFor(line);
  const { [`cdk8s-plus-${HOME_LINE}`]: _, ...peers } = json.peerDependencies;
  const inFolder = IN_FOLDER.map((each) => [each, json.devDependencies[each]]);
  const mapper = Object.entries<string>(json.jest.moduleNameMapper).map(([from, to]) => [
    from.replace(/^\^cdk8s-hardened(?=[$/])/, `^${name}`),
    to,
  ]);
  const { java, python, dotnet, go } = json.jsii.targets;
  const targets = {
    java: {
      package: renameText(java.package, line),
      maven: { groupId: java.maven.groupId, artifactId: name },
    },
    python: { distName: name, module: renameText(python.module, line) },
    dotnet: { namespace: renameText(dotnet.namespace, line), packageId: renameText(dotnet.packageId, line) },
    go: { moduleName: go.moduleName, packageName: renameText(go.packageName, line) },
  };
  return {
    ...json,
    name,
    scripts: {},
    devDependencies: { ...Object.fromEntries(inFolder), [`cdk8s-plus-${line}`]: plus },
    peerDependencies: { ...peers, [`cdk8s-plus-${line}`]: `^${plus}` },
    jest: { ...json.jest, moduleNameMapper: Object.fromEntries(mapper) },
    jsii: { ...json.jsii, targets },
  };
}

/** Returns a tsconfig.json of a line: the names in its `paths` are those of packages. */
export function tsconfigOf(text: string, line: number): string {
  return text.replace(/"cdk8s-hardened(?=["/])/g, `"${packageFor(line)}`);
}
