#!/usr/bin/env node
import { run } from './program';

// A closed reader (`| head`) does not change the exit code; `write` reports other errors.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

run(process.argv.slice(2), {
  get stdin() {
    return process.stdin; // Opened on first use.
  },
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
  env: process.env,
  today: new Date().toISOString().slice(0, 10),
  isTTY: process.stdout.isTTY === true,
  tellsProgress: process.stderr.isTTY === true,
}).then((code) => {
  process.exitCode = code;
});
