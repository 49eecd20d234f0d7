/** The texts of a ConfigMap. A policy for other kinds too is checked by the types of each, which have no such field. */
export const DATA = 'dyn(object).?data.orValue({})';
