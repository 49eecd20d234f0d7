import { ClusterFiles, KINDS_OF_FLAGS } from '../../../analysis/cluster/cluster-files';
import { addsUp, type ProgramFlags } from '../../../analysis/cluster/flags/program-flags';
import { controlPlaneOf } from '../../../analysis/cluster/flags/programs-in';
import { CLUSTER_TYPE } from '../../../analysis/cluster/settings-files';
import { defineRule } from '../../../engine/define-rule';
import { Severity } from '../../../engine/severity';
import type { ReportDescriptor } from '../../../engine/visitor';
import { groupBy } from '../../../json/group-by';
import type { Manifest } from '../../../model/manifest';
import { NSA_GUIDE } from '../../shared/sources';

export const rule = defineRule({
  id: 'control-plane-flags-conflict',
  category: 'nodes',
  title: 'Flags of the API server agree with each other and with its files',
  severity: Severity.MEDIUM,
  profiles: ['nsa'],
  standards: ['NSA/CISA A1', 'NSA/CISA N4', 'OWASP K09:2022', 'OWASP K07:2025'],
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration',
    'https://kubernetes.io/docs/reference/access-authn-authz/authorization/#using-configuration-file-for-authorization',
    NSA_GUIDE,
  ],
  equivalents: {},
  visit: {
    types: [CLUSTER_TYPE, 'Pod'],
    manifest(manifest, { all, report }) {
      for (const program of controlPlaneOf(manifest)) {
        for (const found of repeated(program)) report(found);
        if (program.program === 'kube-apiserver')
          for (const found of conflicts(program, new ClusterFiles(all, manifest))) report(found);
      }
    },
  },
});

function repeated({ given, program }: ProgramFlags): ReportDescriptor[] {
  return [...groupBy(given, ({ name }) => name)].flatMap(([flag, values]) => {
    const [first] = values;
    if (values.length < 2 || !first || addsUp(flag)) return [];
    const message = `${program} gets --${flag} ${values.length} times, and only the last counts; remove the others`;
    return [{ pointer: first.pointer, message, severity: Severity.LOW }];
  });
}

function conflicts(program: ProgramFlags, files: ClusterFiles): ReportDescriptor[] {
  const has = (flag: string) => program.written.has(flag);
  const refused = (pattern: RegExp, why: string) =>
    [...program.written].flatMap(([flag, { pointer }]) =>
      pattern.test(flag)
        ? [
            {
              pointer,
              message: `the API server does not start with --${flag} ${why}; remove --${flag}`,
            },
          ]
        : [],
    );
  const given = (kind: string) => files.ofType(`apiserver.config.k8s.io/${kind}`);
  const isInFile =
    has('authentication-config') && given('AuthenticationConfiguration').some((file) => file.value('/anonymous'));
  return [
    ...(has('authentication-config') ? refused(/^oidc-/, 'beside --authentication-config') : []),
    ...(has('authorization-config')
      ? refused(/^authorization-(?:mode|policy-file|webhook-.*)$/, 'beside --authorization-config')
      : []),
    ...(isInFile ? refused(/^anonymous-auth$/, 'beside "anonymous" in the AuthenticationConfiguration') : []),
    ...rateLimit(program, given('AdmissionConfiguration')),
    ...wrongKinds(program, files),
  ];
}

/** The plugin has no default. */
function rateLimit(program: ProgramFlags, configs: readonly Manifest[]): ReportDescriptor[] {
  const plugins = program.written.get('enable-admission-plugins');
  if (!plugins?.value.split(',').some((plugin) => plugin.trim() === 'EventRateLimit')) return [];
  const hasFile = program.written.has('admission-control-config-file');
  const names = configs.flatMap((config): any[] => config.value('/plugins') ?? []).map(({ name }) => name);
  if (hasFile && (configs.length === 0 || names.includes('EventRateLimit'))) return [];
  const message = hasFile
    ? 'the API server does not start with the plugin "EventRateLimit", of which the AdmissionConfiguration has no limits; add them'
    : 'the API server does not start with the plugin "EventRateLimit" and without limits; add --admission-control-config-file';
  return [{ pointer: plugins.pointer, message }];
}

/** A file is compared with the flag where it lies below the path that it has on the node. */
function wrongKinds(program: ProgramFlags, files: ClusterFiles): ReportDescriptor[] {
  return Object.entries(KINDS_OF_FLAGS).flatMap(([flag, wanted]) => {
    const given = program.written.get(flag);
    const found = given ? files.at(given.value) : [];
    if (!given || found.length === 0 || found.some(({ groupKind }) => groupKind === wanted)) return [];
    const kinds = [...new Set(found.map(({ objectRef }) => objectRef.kind))].join(', ');
    const message = `file "${given.value}" of --${flag} is of kind ${kinds}; use one of kind ${wanted.slice(wanted.indexOf('/') + 1)}`;
    return [{ pointer: given.pointer, message, severity: Severity.HIGH }];
  });
}
