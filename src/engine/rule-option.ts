import { describeUnknown } from './suggestion';

/** What the value of an option is. */
export enum RuleOptionType {
  /** A list of strings. */
  STRING_LIST = 'string-list',
  /** A whole number, zero or more. */
  INTEGER = 'integer',
  /** Yes or no. */
  BOOLEAN = 'boolean',
}

/** Something about a rule that a policy may decide. */
export interface RuleOption {
  /** Name, in camel case. */
  readonly name: string;
  /** What it decides, with the unit where it is an amount. */
  readonly description: string;
  /** What its value is. */
  readonly valueType: RuleOptionType;
  /** Its value where nobody decides. */
  readonly defaultValue: any;
}

/** An option whose value has a type that the rule can rely on. */
export interface OptionOf<T> extends RuleOption {
  readonly defaultValue: T;
}

export function stringListOption(name: string, defaultValue: readonly string[], description: string) {
  return { name, description, valueType: RuleOptionType.STRING_LIST, defaultValue } satisfies OptionOf<
    readonly string[]
  >;
}

export function integerOption(name: string, defaultValue: number, description: string): OptionOf<number> {
  return { name, description, valueType: RuleOptionType.INTEGER, defaultValue };
}

export function booleanOption(name: string, defaultValue: boolean, description: string): OptionOf<boolean> {
  return { name, description, valueType: RuleOptionType.BOOLEAN, defaultValue };
}

const FORMS: { readonly [type in RuleOptionType]: { form: string; fits(value: unknown): boolean } } = {
  'string-list': {
    form: 'a list of strings',
    fits: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  },
  integer: {
    form: 'a whole number, zero or more',
    fits: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  },
  boolean: { form: 'true or false', fits: (value) => typeof value === 'boolean' },
};

/** Throws where a rule has no such option, or where a value is not of its type. */
export function checkOptions(ruleId: string, options: readonly RuleOption[], values: { [name: string]: any }): void {
  for (const [name, value] of Object.entries(values)) {
    const option = options.find((each) => each.name === name);
    if (!option) {
      const names = options.map((each) => each.name);
      if (names.length === 0) throw new Error(`rule "${ruleId}" has no options; remove "${name}"`);
      throw new Error(`rule "${ruleId}": ${describeUnknown('option', name, names)}`);
    }
    const { form, fits } = FORMS[option.valueType];
    if (!fits(value)) {
      throw new Error(`option "${name}" of rule "${ruleId}" is ${JSON.stringify(value)}; give ${form}`);
    }
  }
}
