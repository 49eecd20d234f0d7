import { Include } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Origin } from '../model/object-ref';
import { creationSiteOf } from './creation-site';

/** Where the objects of a construct come from; computed when it is read, which happens only for findings. */
export class ConstructOrigin implements Origin {
  static readonly #WHEN_ASKED: PropertyDescriptorMap = {
    constructPath: {
      enumerable: true,
      get(this: ConstructOrigin) {
        return this.#construct.node.path;
      },
    },
    createdAt: {
      enumerable: true,
      get(this: ConstructOrigin) {
        return creationSiteOf(this.#construct);
      },
    },
    isIncluded: {
      enumerable: true,
      get(this: ConstructOrigin) {
        return this.#construct.node.scopes.some((scope) => scope instanceof Include) || undefined;
      },
    },
  };

  declare public readonly constructPath: string;
  declare public readonly createdAt?: string;
  declare public readonly isIncluded?: boolean;
  readonly #construct: IConstruct;

  public constructor(construct: IConstruct) {
    this.#construct = construct;
    Object.defineProperties(this, ConstructOrigin.#WHEN_ASKED);
  }
}
