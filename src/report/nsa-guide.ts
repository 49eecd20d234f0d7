/** A chapter of the NSA/CISA guidance. */
export interface GuideChapter {
  readonly title: string;
  /** The titles of its sections, by the id that rules cite. */
  readonly sections: { readonly [id: string]: string };
}

/**
 * The chapters of the NSA/CISA guidance 1.2 with recommendations, and their sections, by the letter and the id that citations use.
 *
 * @see https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF
 */
export const GUIDE: { readonly [letter: string]: GuideChapter } = {
  P: {
    title: 'Pod security',
    sections: {
      P1: 'Non-root containers',
      P2: 'Immutable container file systems',
      P3: 'Secure container images',
      P4: 'Pod security enforcement',
      P5: 'Service account tokens',
      P6: 'Hardened container environments',
    },
  },
  N: {
    title: 'Network separation and hardening',
    sections: {
      N1: 'Namespaces',
      N2: 'Network policies',
      N3: 'Resource policies',
      N4: 'Control plane hardening',
      N5: 'Worker node segmentation',
      N6: 'Encryption',
      N7: 'Secrets',
      N8: 'Protecting sensitive cloud infrastructure',
    },
  },
  A: { title: 'Authentication and authorization', sections: { A1: 'Authentication', A2: 'Role-based access control' } },
  L: { title: 'Audit logging and threat detection', sections: { L1: 'Logging', L2: 'Threat detection' } },
  U: {
    title: 'Upgrading and application security',
    sections: { U1: 'Upgrading and application security practices' },
  },
};
