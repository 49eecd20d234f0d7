/** What a check sees of the pass that asks it. */
export interface CheckContext {
  /** The object as a whole. */
  readonly json: any;
  /** The minor version of Kubernetes. */
  readonly minor: number;
  /** Whether all fields are of the right types, so that their values can be checked. */
  readonly isReadable: boolean;
  /** Whether the value is the object as a whole. */
  readonly isRoot: boolean;
  /** Refuses the value, or what is at the place below it. */
  refuse(message: string, ...below: readonly (string | number)[]): void;
}

/** Says what is wrong with a value of the right type; undefined where nothing is. */
export type ValueCheck = (value: any, inspection: CheckContext) => string | undefined;

/** Refuses what no single field decides. Only asked of objects whose fields are of the right types. */
export type ObjectCheck = (value: any, inspection: CheckContext) => void;
