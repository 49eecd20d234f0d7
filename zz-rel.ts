import { writeFileSync } from 'node:fs';
const root = process.argv[2] as string;
const { RELEASES, documentsOf, manifestsOf, judge } = require(root + '/test/support/releases');
const { Profiles } = require(root + '/src/profiles/profiles');
const { CATALOG } = require(root + '/src/rules/catalog');
const out: string[] = [];
const profile = Profiles.nsa().withRules(...Profiles.availability().rules);
for (const release of RELEASES) {
  const report = judge(manifestsOf(documentsOf(release)), profile);
  for (const f of report.findings) out.push([release.id, f.rule, f.severity, f.objectRef.kind, f.objectRef.name, f.pointer, f.message].join('\t'));
}
writeFileSync(process.argv[3] as string, out.sort().join('\n') + '\n');
console.log(out.length, profile.rules.length);
