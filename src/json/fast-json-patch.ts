// The build puts the library into the compiled file (docs/decisions/0023).
export { applyOperation, type Operation } from 'fast-json-patch';
