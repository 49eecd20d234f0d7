import { describeUnknown } from './suggestion';

/** Type of an option's value. */
export enum RuleOptionType {
  /** A list of strings. */
  STRING_LIST = 'string-list',
  /** A whole number, zero or more. */
  INTEGER = 'integer',
  /** True or false. */
  BOOLEAN = 'boolean',
}

/** Describes one option of a rule, which a policy can set. */
export interface RuleOption {
  /** Name, in camel case. */
  readonly name: string;
  /** Meaning of the option, with the unit of an amount. */
  readonly description: string;
  /** Type of the value. */
  readonly valueType: RuleOptionType;
  /** Value if the policy does not set the option. */
  readonly defaultValue: any;
}

/** An option with a static type of its value. */
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

/** Throws if a rule does not have an option, or if a value has the wrong type. */
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
