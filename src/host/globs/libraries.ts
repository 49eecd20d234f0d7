// The build puts the libraries into the compiled file (docs/decisions/0023). Load it late: few commands need it.
export { globSync } from 'tinyglobby';

/** It brings no types of its own. */
type Picomatch = (
  glob: string,
  options: { readonly dot: boolean; readonly matchBase: boolean },
) => (path: string) => boolean;

export const picomatch: Picomatch = require('picomatch');
