// Runs a program that is refused, and compares all that its user sees with what is expected.
// Usage: node refused.js LANGUAGE FOLDER COMMAND…
const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const [language, cwd, command, ...args] = process.argv.slice(2);
rmSync(join(cwd, 'dist'), { recursive: true, force: true });

/** What each language prints around the message: its own exception, and frames of the program and of the bindings. */
const AROUND = {
  python: [
    /^jsii\.errors\.JavaScriptError: \n\n\nThe above exception was the direct cause of the following exception:\n\nTraceback \(most recent call last\):\n {2}File "[^"]*refused\.py", line 15, in <module>\n(?: .*\n)+RuntimeError: $/,
    /^\n$/,
  ],
  java: [/^Exception in thread "main" java\.lang\.RuntimeException: $/, /^\n+(?:\tat .*\n)+$/],
  go: [/^panic: $/, /^\n\ngoroutine 1 \[running\]:\n(?:.*\n)+?.*refused\/main\.go:\d+ .*\n$/],
};
/** The line that created the object, where the host can send it. */
const CREATED = {
  python: /^ {4}created at \S*refused\.py:9$/gm,
  java: /^ {4}created at Refused\.java:25$/gm,
  go: /^$(?!\n)/gm,
};
const WAY = /\nWith JSII_HOST_STACK_TRACES=1 .*/;

function run(traces) {
  const env = { ...process.env, ...(traces ? { JSII_HOST_STACK_TRACES: '1' } : {}) };
  const { status, stderr, stdout } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  check(`${language} ends with an error`, status !== 0 && stdout === '');
  check(
    `${language} writes nothing`,
    !existsSync(join(cwd, 'dist')) || require('node:fs').readdirSync(join(cwd, 'dist')).length === 0,
  );
  return stderr.replace(/^\t(?!at |\/)/gm, ''); // Go indents the lines of a message
}

function check(claim, holds, seen = '') {
  if (holds) return console.log(`ok ${claim}`);
  console.error(`FAILED: ${claim}\n${seen}`);
  process.exit(1);
}

const expected = readFileSync(join(__dirname, 'refused', `${language}.txt`), 'utf8').trimEnd();
const seen = run(false);
const undated = seen.replace(/\d{4}-\d\d-\d\d(?=")/g, 'DAY');
const at = undated.indexOf(expected);
check(`${language} shows the message`, at >= 0, undated);
const [before, after] = AROUND[language];
check(`${language} shows nothing above the message but its own exception`, before.test(undated.slice(0, at)), seen);
check(`${language} shows nothing below it but its own frames`, after.test(undated.slice(at + expected.length)), seen);
check(`${language} shows no frame of the jsii kernel`, !seen.includes('program.js'), seen);

const traced = run(true);
const lines = traced.match(CREATED[language]) ?? [];
const findings = expected.match(/^✗ /gm).length;
if (language === 'go')
  check('go names no line, because its jsii sends none', !/created at|JSII_HOST_STACK_TRACES/.test(traced), traced);
else {
  check(`${language} says once how to see the lines of the program`, WAY.test(seen) && !WAY.test(traced), traced);
  check(`${language} names the line of the program for each finding`, lines.length === findings, traced);
}
