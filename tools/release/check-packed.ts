/** Prints what npm would publish from a compiled checkout, and fails when something is wrong with it: `npm run package:check`. */
import { ROOT } from './built-in';
import { MOST_BYTES, packedIn, packedProblems } from './packed';

const packed = packedIn(ROOT);
const problems = packedProblems(ROOT, packed);
for (const problem of problems) console.error(problem);
console.log(
  `npm: ${packed.files.length} files, ${packed.size} bytes packed, ${packed.unpackedSize} unpacked of at most ${MOST_BYTES}`,
);
if (problems.length > 0) process.exitCode = 1;
