import { Chart, Include } from 'cdk8s';
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
        return isIncluded(this.#construct) || undefined;
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

/** Which of the documents that a chart's own `toJson` returns are those of an Include in it cannot be told: all are. */
function isIncluded({ node }: IConstruct): boolean {
  const isInclude = (construct: IConstruct) => construct instanceof Include;
  return node.scopes.some(isInclude) || (Chart.isChart(node.scopes.at(-1)) && node.findAll().some(isInclude));
}
