/** The cases of the rules' own tests, as objects: all cases that the authors of rules wrote. */
import type { DefinedRule } from '../src/engine/define-rule';
import type { Case, Cases } from '../test/support/rule-tester';
import * as ruleTester from '../test/support/rule-tester';
import { RULE_FOLDERS, ruleFile } from '../tools/rule-folders';

/** What one rule passes or refuses. */
export interface RuleCase {
  /** The rule, with the options of its test. */
  readonly rule: DefinedRule;
  readonly name: string;
  readonly version?: string;
  /** The kinds around the pod that the case is about. */
  readonly kinds: readonly string[];
  /** Its objects, the pod in one of those kinds; each time new. */
  readonly objects: (kind: string) => any[];
}

interface AllCases {
  readonly passed: RuleCase[];
  readonly refused: RuleCase[];
}

let found: AllCases | undefined;

/** What the tests of all rules call invalid. */
export function refusedCases(): RuleCase[] {
  found ??= readCases(); // a test file is loaded once in a process
  return found.refused;
}

/** What the tests of all rules call valid. */
export function passedCases(): RuleCase[] {
  found ??= readCases();
  return found.passed;
}

/** Reads the tests, with other functions in jest's place, and does not run them. */
function readCases(): AllCases {
  const cases: AllCases = { passed: [], refused: [] };
  const record = (rule: DefinedRule, { valid, invalid, options = {}, kinds }: Cases) => {
    const configured = rule.withOptions(options);
    for (const [name, each] of Object.entries(invalid)) cases.refused.push(caseOf(configured, name, each, kinds));
    for (const [name, each] of Object.entries(valid)) {
      const one = typeof each === 'function' ? { change: each } : each;
      cases.passed.push(caseOf(configured, name, one, kinds));
    }
  };
  const ignore = Object.assign(() => undefined, { each: () => () => undefined });
  const nested = (_: string, body: () => void) => body();
  const stubs = {
    describe: Object.assign(nested, ignore),
    test: ignore,
    beforeEach: ignore,
    afterEach: ignore,
    beforeAll: ignore,
    afterAll: ignore,
  };
  const tester = ruleTester as { testRule: typeof record };
  const { testRule } = tester;
  const before = Object.keys(stubs).map((name) => [name, (globalThis as any)[name]] as const);
  Object.assign(globalThis, stubs);
  tester.testRule = record;
  try {
    for (const id of RULE_FOLDERS.keys()) require(ruleFile(id, 'rule.test'));
  } finally {
    tester.testRule = testRule;
    Object.assign(globalThis, Object.fromEntries(before));
  }
  return cases;
}

function caseOf(rule: DefinedRule, name: string, each: Case, kinds?: readonly string[]): RuleCase {
  return {
    ...{ rule, name, version: each.version },
    kinds: each.kinds ?? kinds ?? ruleTester.kindsFor(rule),
    objects: (kind) => ruleTester.changed(each, kind),
  };
}
