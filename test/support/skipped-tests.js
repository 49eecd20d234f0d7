const { relative } = require('node:path');

/** A jest reporter: names the skipped tests, which the default one only counts. In JavaScript, as jest compiles no reporter. */
class SkippedTests {
  constructor({ rootDir, testNamePattern }) {
    this.rootDir = rootDir;
    this.isNarrowed = Boolean(testNamePattern); // by -t, which skips all other tests
  }

  onRunComplete(_, { testResults }) {
    if (this.isNarrowed) return;
    const names = testResults.flatMap(({ testFilePath, testResults: tests }) =>
      tests
        .filter(({ status }) => status === 'pending' || status === 'todo')
        .map(({ fullName }) => `  ${relative(this.rootDir, testFilePath)}: ${fullName}`),
    );
    if (names.length > 0) process.stderr.write(`\nSkipped tests:\n${names.sort().join('\n')}\n`);
  }
}

module.exports = SkippedTests;
