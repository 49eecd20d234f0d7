import fc from 'fast-check';
import { anyRecipe, ENTRY_NAMES } from './support/written-apps';
import { claimSameFiles, claimSameText } from './support/written-claims';
import { anyDocument } from './support/written-documents';

/** More are compared by `npm run same-bytes`. */
const [DOCUMENTS, APPS] = [1500, 400];

test('a document that is emitted has the bytes of cdk8s, and is read as it is', () => {
  let emitted = 0;
  fc.assert(
    fc.property(anyDocument(), (document) => {
      if (claimSameText(document)) emitted += 1;
    }),
    { numRuns: DOCUMENTS },
  );
  expect(emitted).toBeGreaterThan(DOCUMENTS / 10);
});

test('an app with an aspect has the files of plain cdk8s, through each entry point', () => {
  let written = 0;
  fc.assert(
    fc.property(anyRecipe(), fc.constantFrom(...ENTRY_NAMES), (recipe, entry) => {
      if (claimSameFiles(recipe, entry)) written += 1;
    }),
    { numRuns: APPS },
  );
  expect(written).toBeGreaterThan(APPS / 4);
});
