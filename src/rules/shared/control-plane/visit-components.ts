import { flagValue, type ProgramFlags } from '../../../analysis/cluster/flags/program-flags';
import { programOfContainer, programsOfConfig, typeOfConfig } from '../../../analysis/cluster/flags/programs-in';
import { CLUSTER_TYPE, kubeadmDefault, SETTINGS_TYPES, TYPES_IN_TEXT } from '../../../analysis/cluster/settings-files';
import type { ReportDescriptor, Visitor, VisitorContext } from '../../../engine/visitor';
import { type Patch, patchAway, patchTo } from '../../../json/patch';
import { valueAt } from '../../../json/pointer';
import type { ContainerView, Manifest } from '../../../model/manifest';
import { type FieldRequirement, type FlagRequirement, REMOVE, type Surroundings } from './requirements';
import { settingsInTexts } from './settings-in-texts';
import { cisSections } from './sources';

/** Visits containers that run programs of the cluster, files of kubeadm and of components, and ConfigMaps that hold them. */
export function visitorOf(flags: readonly FlagRequirement[], fields: readonly FieldRequirement[]): Visitor {
  const programs = new Set<string>(flags.map(({ program }) => program));
  const types = [
    ...fields.map(({ kind }) => SETTINGS_TYPES[kind]),
    ...(programs.has('kubelet') ? [SETTINGS_TYPES.InitConfiguration, SETTINGS_TYPES.JoinConfiguration] : []),
    ...(flags.some(({ program }) => program !== 'kubelet' && program !== 'kube-proxy') ? [CLUSTER_TYPE] : []),
  ];
  const isInText = types.some((type) => TYPES_IN_TEXT.includes(type));
  const reportsOf = (config: any, around: Surroundings, settings?: Manifest): ReportDescriptor[] => [
    ...programsOfConfig(config).flatMap((each) => flagReports(flags, each, around)),
    ...fieldReports(fields, config, around, settings),
  ];
  return {
    types: [...new Set([...types, ...(isInText ? ['ConfigMap'] : [])])],
    manifest(manifest, { all, report, target }) {
      const around = { all, kubernetesVersion: target.kubernetesVersion };
      if (manifest.groupKind !== 'ConfigMap') {
        for (const found of reportsOf(manifest.json, around, manifest)) report(found);
        return;
      }
      for (const { key, pointer, config } of settingsInTexts(manifest, all))
        for (const { message, ...found } of reportsOf(config, around))
          report({ ...found, pointer, fix: [], message: `in key "${key}", ${message}` });
    },
    ...(flags.length > 0
      ? {
          container(container: ContainerView, context: VisitorContext) {
            const found = programOfContainer(container);
            if (found === undefined || !programs.has(found.program)) return;
            const around = { all: context.all, kubernetesVersion: context.target.kubernetesVersion };
            for (const each of flagReports(flags, found, around)) context.report(each);
          },
        }
      : {}),
  };
}

/** Returns what is wrong with the flags of a program. */
function flagReports(
  requirements: readonly FlagRequirement[],
  flags: ProgramFlags,
  { all, kubernetesVersion: ofPolicy }: Surroundings,
): ReportDescriptor[] {
  const around = { all, kubernetesVersion: flags.kubernetesVersion ?? ofPolicy };
  return requirements.flatMap(({ program, flag, cis, severity, isFine, must, fix }) => {
    if (program !== flags.program) return [];
    const written = flags.written.get(flag);
    const value = flagValue(flags, flag);
    if ((written === undefined && flags.isPart) || isFine(value, flags, around)) return [];
    const label = written?.label ?? `--${flag}`;
    const what = written ? `${label} ${JSON.stringify(written.value)}` : `no ${label}`;
    return {
      pointer: written?.pointer ?? flags.pointer,
      message: `${flags.owner} has ${what}; ${must.replaceAll('$', label)}`,
      ...{ severity, standards: cisSections([cis ?? []].flat()) },
      fix: flagFix(flags, flag, fix?.(flags, value)),
    };
  });
}

function flagFix(flags: ProgramFlags, flag: string, mended: string | typeof REMOVE | undefined): Patch[] {
  if (mended === undefined) return [];
  return mended === REMOVE ? flags.remove(flag) : flags.put(flag, mended);
}

/** Returns what is wrong with the fields of a file. */
function fieldReports(
  requirements: readonly FieldRequirement[],
  config: any,
  around: Surroundings,
  settings?: Manifest,
): ReportDescriptor[] {
  const type = typeOfConfig(config);
  return requirements.flatMap(({ kind, field, cis, severity, isFine, must, fix }) => {
    if (SETTINGS_TYPES[kind] !== type) return [];
    const written = valueAt(config, field) ?? undefined;
    const value = written ?? (settings && kubeadmDefault(settings, field, around.all));
    if (isFine(value, config, around)) return [];
    const label = field.slice(1).replaceAll('/', '.');
    const what = written === undefined ? `no ${label}` : `${label} ${JSON.stringify(written)}`;
    return {
      pointer: field,
      message: `settings of kind ${kind} have ${what}; ${must.replaceAll('$', label)}`,
      ...{ severity, standards: cisSections([cis ?? []].flat()) },
      fix: fix === undefined ? [] : fix === REMOVE ? patchAway(field) : patchTo(config, field, fix),
    };
  });
}
