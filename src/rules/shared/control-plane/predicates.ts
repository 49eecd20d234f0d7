import { flagValue, type ProgramFlags } from '../../../analysis/cluster/flags/program-flags';
import type { FlagRequirement } from './requirements';

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', '[::1]', 'localhost'];

/** Whether a flag is false, as Go reads it. */
export function isFalse(value: string | undefined): boolean {
  return /^(0|f|F|false|False|FALSE)$/.test(value ?? '');
}

/** Whether a flag is true, as Go reads it. */
export function isTrue(value: string | undefined): boolean {
  return /^(1|t|T|true|True|TRUE)$/.test(value ?? '');
}

export function isAbsent(value: unknown): boolean {
  return value === undefined;
}

/** Whether a flag names something. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== '';
}

/** The items of a list that is separated by commas. */
export function items(value: string | undefined): string[] {
  return (value ?? '').split(',').map((item) => item.trim());
}

/** Whether the host of an address is the node itself. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host);
}

/** Whether a URL is plain HTTP to another machine. */
export function isPlainHttp(url: string): boolean {
  return /^http:\/\/(?!(localhost|127\.0\.0\.1|\[::1\])(:|\/|$))/.test(url);
}

/** Whether a program has a value for a flag that names something. */
export function has(flags: ProgramFlags, flag: string): boolean {
  return isGiven(flagValue(flags, flag));
}

/** A requirement that a flag names something. What it names is known to the one who made it: there is no fix. */
export function given(
  program: FlagRequirement['program'],
  flag: string,
  rest: Partial<FlagRequirement> = {},
): FlagRequirement {
  return { program, flag, isFine: isGiven, must: 'set $', ...rest };
}

/** A requirement that the API server runs an admission plugin that is not on by default. */
export function plugin(name: string, cis: string, also = ''): FlagRequirement {
  return {
    ...{ program: 'kube-apiserver', flag: 'enable-admission-plugins', cis, must: `add "${name}" to $${also}` },
    isFine: (value) => items(value).includes(name),
  };
}

/** Seconds of a duration of Go, such as `5m0s`; undefined if it is none. */
export function secondsOf(duration: string): number | undefined {
  if (duration === '0') return 0;
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
  if (parts.map(([part]) => part).join('') !== duration || duration === '') return undefined;
  const unit: { readonly [name: string]: number } = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
  return parts.reduce((sum, [, number, name]) => sum + Number(number) * (unit[name as string] as number), 0);
}
