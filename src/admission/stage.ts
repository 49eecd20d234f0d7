/** What a policy does with an object that it finds wrong. */
export enum AdmissionStage {
  /** The object is admitted; the audit log of the API server says what is wrong. */
  AUDIT = 'audit',
  /** The object is admitted; the client sees a warning, and the audit log says it too. */
  WARN = 'warn',
  /** The object is refused. */
  DENY = 'deny',
}

/** From the mildest to the strictest. */
export const STAGES: readonly AdmissionStage[] = [AdmissionStage.AUDIT, AdmissionStage.WARN, AdmissionStage.DENY];

/** The actions of a binding: Deny and Warn exclude each other, since a refusal already says what a warning would. */
export const ACTIONS: { readonly [stage in AdmissionStage]: readonly string[] } = {
  audit: ['Audit'],
  warn: ['Warn', 'Audit'],
  deny: ['Deny', 'Audit'],
};
