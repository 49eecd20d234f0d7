import { describeUnknown, findNearest } from './suggestion';

describe('nearest', () => {
  const known = ['host-pid', 'host-ipc', 'run-as-non-root'];

  test.each([
    ['one letter missing', 'run-as-non-rot', 'run-as-non-root'],
    ['one letter too many', 'host-piid', 'host-pid'],
    ['one letter wrong', 'host-pit', 'host-pid'],
    ['several wrong, in a long word', 'run_as_non_root', 'run-as-non-root'],
  ])('finds the intended word: %s', (_, word, meant) => {
    expect(findNearest(word, known)).toBe(meant);
  });

  test('finds the closest of two', () => {
    expect(findNearest('host-ip', known)).toBe('host-ipc');
  });

  test('finds nothing if no word is close', () => {
    expect(findNearest('privileged-container', known)).toBeUndefined();
    expect(findNearest('', known)).toBeUndefined();
    expect(findNearest('host-pid', [])).toBeUndefined();
  });

  test('reads no letter of a word whose length is too different', () => {
    const long = new Proxy(
      { length: 1_000_000 },
      {
        get: (word, property) => {
          if (property !== 'length') throw new Error(`reads ${String(property)}`);
          return word.length;
        },
      },
    );
    expect(findNearest(long as unknown as string, known)).toBeUndefined();
    expect(findNearest('x'.repeat(1_000_000), known)).toBeUndefined();
  });

  test('reads words whose length differs by as much as is allowed', () => {
    expect(findNearest('abcdef', ['abcdefgh'])).toBe('abcdefgh');
    expect(findNearest('abcdef', ['abcdefghi'])).toBeUndefined();
    expect(findNearest('abcdefghi', ['abcdef'])).toBe('abcdef');
    expect(findNearest('abcdefghi', ['abcde'])).toBeUndefined();
  });
});

describe('unknownWord', () => {
  test('asks whether the near word was meant', () => {
    expect(describeUnknown('profile', 'restrictd', ['baseline', 'restricted'])).toBe(
      'profile "restrictd" is not known; did you mean "restricted"?',
    );
  });

  test('lists the words where there are few', () => {
    expect(describeUnknown('profile', 'cis', ['baseline', 'restricted'])).toBe(
      'profile "cis" is not known; use one of baseline, restricted',
    );
  });

  test('says where to look where there are many', () => {
    const many = Array.from({ length: 16 }, (_, index) => `thing-number-${index}`);
    expect(describeUnknown('rule', 'x', many)).toBe('rule "x" is not known; see cdk8s-hardened rules');
    expect(describeUnknown('workload', 'x', many)).toBe(
      `workload "x" is not known; use one of ${many.slice(0, 15).join(', ')}, or 1 more`,
    );
  });

  test('says so where there is none', () => {
    expect(describeUnknown('workload', 'x', [])).toBe('workload "x" is not known; there is none');
  });
});
