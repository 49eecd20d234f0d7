import fc from 'fast-check';
import { escapeUnprintable } from '../../src/report/escape';
import { reportGithub } from '../../src/report/formats/github';
import { reportGitlab } from '../../src/report/formats/gitlab';
import { reportJson } from '../../src/report/formats/json';
import { joined } from '../../src/report/pieces';
import { hostile, judged, names, sample, WEB } from './sample';

const pod = WEB.replace(/ {4}- name: log[\s\S]*/, '').replace('        privileged: true', '        runAsNonRoot: true');

describe("GitHub's annotations", () => {
  const github = ({ report, context }: ReturnType<typeof judged>) => joined(reportGithub(report, context));
  const unescaped = (text: string) =>
    text
      .replaceAll('%2C', ',')
      .replaceAll('%3A', ':')
      .replaceAll('%0A', '\n')
      .replaceAll('%0D', '\r')
      .replaceAll('%25', '%');

  test('name the file, the line and the column', () => {
    expect(github(judged({ 'a, b: 100%.yaml': pod }))).toBe(
      [
        '::warning file=a%2C b%3A 100%25.yaml,line=7,col=3,title=host-pid (medium)::Pod shop/web: pod sees all processes; remove hostPID',
        '✗ 1 finding: 1 medium · 1 object · profile test · Kubernetes 1.37\n',
      ].join('\n'),
    );
  });

  test('have the worst first, what was not judged before all, and dead waivers', () => {
    const commands = github(sample())
      .trimEnd()
      .split('\n')
      .slice(0, -1)
      .map((line) => /^::(\w+) (?:.*,)?title=([^:]*)::/.exec(line)?.slice(1));
    expect(commands).toEqual([
      ['error', 'not judged'],
      ['error', 'not judged'],
      ['error', 'cdk8s-hardened'],
      ['error', 'privileged-container (critical)'],
      ['error', 'privileged-container (critical)'],
      ['error', 'run-as-non-root (high)'],
      ['error', 'run-as-non-root (high)'],
      ['warning', 'host-pid (medium)'],
      ['warning', 'host-pid (medium)'],
      ['warning', 'host-pid (medium)'],
      ['warning', 'cdk8s-hardened'],
      ['notice', 'cdk8s-hardened'],
    ]);
  });

  test('are one command a line, which gives back what it was told', () => {
    fc.assert(
      fc.property(fc.uniqueArray(names, { minLength: 1, maxLength: 3 }), (texts) => {
        const lines = github(hostile(texts)).split('\n');
        const { report } = hostile(texts);
        expect(lines).toHaveLength(2 * texts.length + report.findings.length + report.unusedWaivers.length + 2);
        texts.forEach((text, index) => {
          const match = /^::error file=([^,:]*),line=1,col=1,title=not judged::(.*)$/.exec(lines[index] as string);
          if (text === '-') return;
          expect(unescaped(match?.[1] ?? '')).toBe(escapeUnprintable(text));
          expect(unescaped(match?.[2] ?? '')).toContain(escapeUnprintable(text));
        });
      }),
    );
  });
});

describe("GitLab's Code Quality", () => {
  const gitlab = ({ report, context }: ReturnType<typeof judged>) => JSON.parse(joined(reportGitlab(report, context)));

  test('lists what is open', () => {
    expect(gitlab(judged({ './web.yaml': pod }))).toEqual([
      {
        description: 'pod sees all processes; remove hostPID (Pod shop/web)',
        check_name: 'host-pid',
        fingerprint: '784c1580192911ec9b57150ec0ee5bf9',
        severity: 'major',
        location: { path: 'web.yaml', lines: { begin: 7 } },
      },
    ]);
  });

  test('has no fingerprint twice, and a place for everything', () => {
    for (const issues of [gitlab(sample()), gitlab(hostile())]) {
      expect(new Set(issues.map(({ fingerprint }: any) => fingerprint)).size).toBe(issues.length);
      expect(issues.every(({ location }: any) => location.path !== '' && location.lines.begin >= 1)).toBe(true);
      expect(issues.every(({ severity }: any) => /^(info|minor|major|critical|blocker)$/.test(severity))).toBe(true);
    }
    const places = gitlab(sample()).map(({ location }: any) => `${location.path}:${location.lines.begin}`);
    expect(places).toEqual(expect.arrayContaining(['stdin:12', 'main.ts:17', 'k8s/broken.yaml:3']));
  });

  test('as JSON gives back what it was told, and nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.uniqueArray(names, { minLength: 1, maxLength: 3 }), (texts) => {
        const { report, context } = hostile(texts);
        for (const text of [joined(reportGitlab(report, context)), joined(reportJson(report, context))]) {
          expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e/u);
          JSON.parse(text);
        }
        const errors = JSON.parse(joined(reportJson(report, context))).errors.map(({ message }: any) => message);
        expect(errors).toEqual([...texts, ...texts]);
      }),
    );
  });
});
