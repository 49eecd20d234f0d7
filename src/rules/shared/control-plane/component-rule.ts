import { type DefinedRule, defineRule } from '../../../engine/define-rule';
import type { Severity } from '../../../engine/severity';
import { CIS_BENCHMARK, NSA_GUIDE } from '../sources';
import { equivalentsOf } from './other-tools';
import type { FieldRequirement, FlagRequirement } from './requirements';
import { cisSections, documentationOf } from './sources';
import { visitorOf } from './visit-components';

/** A rule about flags of programs of the cluster, and about fields of their files. */
export interface ComponentRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Sections of the NSA/CISA guide, such as `N4`. */
  readonly guide: readonly string[];
  /** Default: none. */
  readonly flags?: readonly FlagRequirement[];
  /** Default: none. */
  readonly fields?: readonly FieldRequirement[];
  /** Checks of other tools beside those of the CIS numbers. Default: none. */
  readonly kubescape?: string[];
  readonly trivy?: string[];
  readonly checkov?: string[];
}

/** Makes a rule of requirements. */
export function componentRule(definition: ComponentRule): DefinedRule {
  const { id, title, severity, guide, flags = [], fields = [], ...others } = definition;
  const numbers = [...new Set([...flags, ...fields].flatMap(({ cis }) => cis ?? []))];
  return defineRule({
    ...{ id, category: 'control-plane', title, severity, profiles: ['nsa'] },
    standards: [
      ...guide.map((section) => `NSA/CISA ${section}`),
      ...cisSections(numbers),
      ...['OWASP K09:2022', 'OWASP K07:2025'],
    ],
    references: [...(numbers.length > 0 ? [CIS_BENCHMARK] : []), ...documentationOf(flags, fields), NSA_GUIDE],
    equivalents: equivalentsOf(numbers, others),
    visit: visitorOf(flags, fields),
  });
}
