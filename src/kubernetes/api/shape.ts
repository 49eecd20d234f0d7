import type { ObjectCheck, ValueCheck } from './check';
import type { AllowedValue } from './table';

/** What a value must be, as the API server's decoder reads it. */
export type Scalar =
  | 'any'
  | 'bool'
  | 'bytes'
  | 'double'
  | 'duration'
  | 'int32'
  | 'int64'
  | 'intOrString'
  | 'microtime'
  | 'quantity'
  | 'string'
  | 'time';

/** What is known of the value of a field. */
export type Shape =
  | {
      readonly form: 'scalar';
      readonly scalar: Scalar;
      /** The only ones that are allowed. */
      readonly values?: readonly unknown[];
      /** An empty string is a value as any other; else it is absent, and the server may have a default for it. */
      readonly isExact?: boolean;
    }
  | { readonly form: 'list' | 'map'; readonly element: Shape }
  | { readonly form: 'object'; readonly type: () => ObjectType }
  /** Either of two, which JSON tells apart: the schema or the boolean of `additionalProperties`. */
  | { readonly form: 'either'; readonly shapes: readonly Shape[] };

/** One field of an object. */
export interface Field {
  readonly name: string;
  readonly shape: Shape;
  /** Published as required. */
  readonly isRequired: boolean;
  /** The keys of a list that is merged by them. */
  readonly keys?: readonly string[];
  readonly default?: unknown;
  readonly check?: ValueCheck;
  /** Its content is only decoded. */
  readonly isUnchecked?: boolean;
  /** It is decoded, and then dropped. */
  readonly isDropped?: boolean;
}

/** What is known of an object. */
export interface ObjectType {
  /** Such as `core.v1.Container`. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** The fields without which the API server refuses the object. */
  readonly required: readonly string[];
  /** An empty string or list is there, as custom kinds have it. */
  readonly mayBeEmpty?: boolean;
  /** The object may have other fields, of this shape if there is one. */
  readonly others?: Shape;
  /** What no single field decides. */
  readonly check?: ObjectCheck;
  /** Fields that only other versions have. */
  readonly elsewhen: readonly (AllowedValue & { readonly asked: number })[];
}
