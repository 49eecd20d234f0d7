// The build puts the library into the compiled file (docs/decisions/0023). Load it late: it is needed for policies alone.
export { Ajv, type ErrorObject } from 'ajv';
