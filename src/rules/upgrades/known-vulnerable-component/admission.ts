import type { Admission } from '../../shared/admission/admission';
import { celText, escaped } from '../../shared/admission/cel';
import { hasRepository, isRepositoryOf } from '../../shared/admission/images';
import { ARCHITECTURE, IMAGES } from '../../shared/versions/stated-versions';
import { type Version, versionOf } from './versions';
import { type AffectedRange, DANGEROUS_SETTINGS, VULNERABILITIES } from './vulnerabilities';

const NUMBERS = '[0-9]{1,6}[.][0-9]{1,6}[.][0-9]{1,6}';
/** The version of the tag of an image, `i`, as one number; -1 without one. */
const VERSION = [
  `[i.find(':v?${NUMBERS}([^0-9.@/][^@/]*)?(@.*)?$').find('${NUMBERS}').split('.')]`,
  '.map(n, n.size() < 3 ? -1 : (int(n[0]) * 1000000 + int(n[1])) * 1000000 + int(n[2]))',
].join('');

function numberOf(version: string): string {
  const [major, minor, patch] = versionOf(version) as Version;
  return String((BigInt(major) * 1_000_000n + BigInt(minor)) * 1_000_000n + BigInt(patch));
}

/** Images of a program of the cluster may have the name of an architecture at their end. */
function patternOf(component: string): string {
  const isProgram = (IMAGES as readonly string[]).includes(component);
  return `${escaped(component)}${isProgram ? `(${ARCHITECTURE})?` : ''}`;
}

function affected(): string {
  const ranges = new Map<string, AffectedRange[]>();
  for (const { components, affected } of VULNERABILITIES) {
    const names = `(^|/)(${components.map(patternOf).join('|')})`;
    ranges.set(names, [...(ranges.get(names) ?? []), ...affected]);
  }
  const within = ([from, fixed]: AffectedRange) => `(${numberOf(from)} <= n && n < ${numberOf(fixed)})`;
  return [...ranges]
    .map(([names, all]) => `((${all.map(within).join(' || ')}) && ${hasRepository('c', names)})`)
    .join(' || ');
}

/** Whether a container sets what makes its component run any program. */
function dangerous(): string {
  return DANGEROUS_SETTINGS.map(({ component, variable, flag }) => {
    const isSet = `c.?env.orValue([]).exists(e, e.name == ${celText(variable)})`;
    const isFlag = `(c.?command.orValue([]) + c.?args.orValue([])).exists(w, w.matches(${celText(`^--?${escaped(flag)}(=|$)`)}))`;
    return `(${isRepositoryOf('c', [component])} && (${isSet} || ${isFlag}))`;
  }).join(' || ');
}

export const admission: Admission = {
  family: 'images',
  container: `[c.?image.orValue('')].exists(i, ${VERSION}.exists(n, n >= 0 && (${affected()}))) || ${dangerous()}`,
  message:
    'has a component with a well-known critical vulnerability, or with a setting that runs any program; use a newer version',
  partly: 'versions in fields of nodes, of custom kinds and of texts are compared by check alone',
};
