import type { Command } from 'commander';

/** Adds the options of every command that checks. */
export function withPolicyOptions(command: Command): Command {
  return command
    .option('--policy <file>', 'policy file; default: hardening.yaml, if any')
    .option('--no-policy', 'read no policy file')
    .option('--profile <name>', 'baseline, restricted, nsa or availability; default: the policy’s, or nsa')
    .option('--edition <edition>', 'edition of the profile, such as 2026.1; default: the policy’s, or the newest')
    .option('--kubernetes-version <version>', 'such as 1.30; default: the newest known')
    .option('--crds <path>', 'CustomResourceDefinitions; can be repeated', collect)
    .option('--namespace <name>', 'namespace of objects that set none')
    .option('--exclude <glob>', 'files to leave out; can be repeated', collect)
    .option('--rules <list>', 'only these rules or categories, as a,b')
    .option('--recorded-waivers', 'count recorded waivers; default: the policy’s')
    .option('--fail-on <severity>', 'lowest severity that fails; default: info')
    .option('--images-lock <file>', 'lock file of images; default: the policy’s')
    .option('--image-config <file>', 'configuration of an image, as REF=FILE', collect);
}

/** Collects the values of an option that can be repeated. */
export function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}
