import { build, whyNoGo } from '../../conformance/build';
import { Judge } from '../../conformance/judge';
import { acceptAll, exampleDocuments, recordedDocuments } from '../../conformance/suites/acceptance';

/** Asks upstream's own validation whether an API server takes the examples of a line, and what its tests synthesized. */
export async function acceptLine(folder: string, recorded: string): Promise<string> {
  const reason = whyNoGo();
  if (reason) return `SKIPPED: no upstream judge was asked: ${reason}`;
  build('judge');
  const judge = new Judge();
  try {
    const examples = await acceptAll(judge, exampleDocuments(folder), 'examples');
    const tested = await acceptAll(judge, recordedDocuments(recorded), 'tests of constructs', false);
    return `upstream accepts ${examples} objects of examples, ${tested} of tests`;
  } finally {
    await judge.close();
  }
}
