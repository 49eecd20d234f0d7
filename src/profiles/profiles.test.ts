import { readFileSync } from 'node:fs';
import { ruleFile } from '../../tools/rule-folders';
import { Checker } from '../engine/checker';
import { PodSecurityLevel } from '../engine/rule';
import { atLeastAsSevere, Severity } from '../engine/severity';
import { ManifestSet } from '../model/manifest-set';
import { POD_SECURITY_CONTROLS } from '../rules/pod-security-controls';
import { Profiles } from './profiles';

/** Judged for 1.34: the first version with all controls; a later one allows the example of proc-mount. */
const BASELINE_CONTROLS = POD_SECURITY_CONTROLS.filter(
  ({ meta }) => meta.podSecurity?.level === PodSecurityLevel.BASELINE,
).map(({ meta }) => meta.id);

describe.each(['baseline', 'restricted', 'nsa'])('under %s', (name) => {
  test.each(BASELINE_CONTROLS)('what violates %s is high or worse', (id) => {
    const objects = ManifestSet.fromYaml(readFileSync(ruleFile(id, 'example.yaml'), 'utf8'));
    const checker = (profile: string) =>
      new Checker({ profile: Profiles.fromName(profile), kubernetesVersion: '1.34', today: '2026-11-24' });
    const violations = checker('baseline')
      .check(objects)
      .findings.filter(({ rule }) => rule === id);
    expect(violations.length).toBeGreaterThan(0);
    const severe = checker(name)
      .check(objects)
      .findings.filter(({ severity }) => atLeastAsSevere(severity, Severity.HIGH));
    for (const { objectRef, pointer } of violations) {
      // The control of the restricted level that replaces it may report a field above.
      const same = severe.filter((each) => each.objectRef.name === objectRef.name && pointer.startsWith(each.pointer));
      expect(same.map(({ rule }) => rule)).not.toEqual([]);
    }
  });
});
