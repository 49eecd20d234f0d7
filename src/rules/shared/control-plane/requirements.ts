import type { Program, ProgramFlags } from '../../../analysis/cluster/flags/program-flags';
import type { SettingsKind } from '../../../analysis/cluster/settings-files';
import type { Severity } from '../../../engine/severity';
import type { ManifestSet } from '../../../model/manifest-set';

/** What a requirement is judged beside. */
export interface Surroundings {
  /** The version that the file says, else that of the policy. */
  readonly kubernetesVersion: string;
  readonly all: ManifestSet;
}

/** What is required of a flag or of a field. */
interface Requirement {
  /** Number, or numbers, in the CIS benchmarks 1.12 and 2.0.1, which number these alike. Default: none. */
  readonly cis?: string | readonly string[];
  /** Default: that of the rule. */
  readonly severity?: Severity;
  /** The required change; `$` stands for the flag or field. It follows the semicolon of the message. */
  readonly must: string;
}

/** The fix that takes a flag or field away. */
export const REMOVE: unique symbol = Symbol('remove');

/** What a fix writes: a value, `REMOVE`, or undefined for what a person must decide. */
export type Mended<T> = T | typeof REMOVE | undefined;

/** A requirement for a flag of a program. */
export interface FlagRequirement extends Requirement {
  readonly program: Program;
  readonly flag: string;
  /** Whether a value is secure; undefined stands for the program's own default. */
  readonly isFine: (value: string | undefined, flags: ProgramFlags, around: Surroundings) => boolean;
  /** Default: no fix. */
  readonly fix?: (flags: ProgramFlags, value: string | undefined) => Mended<string>;
}

/** A requirement for a field of a configuration file. */
export interface FieldRequirement extends Requirement {
  readonly kind: SettingsKind;
  /** JSON Pointer. */
  readonly field: string;
  /** Whether a value is secure; undefined stands for the default of the field. */
  readonly isFine: (value: any, config: any, around: Surroundings) => boolean;
  /** What a fix writes. Default: no fix. */
  readonly fix?: unknown;
}
