/** How far our refusals go along with upstream's. */
import type { Problem } from '../src/kubernetes/api/problem';
import type { Fault, Verdict } from './judge';
import { grouped } from './suite';

/** Less than this share of upstream's refusals fails a suite. */
const LEAST_SHARE = 0.95;
/** Admission refuses these, and the judge does not ask it. */
const OF_ADMISSION = /^\/metadata\/labels\/pod-security\.kubernetes\.io~1/;

/** Counts objects that upstream refuses, and those of them that we refuse. Throws where we refuse what upstream accepts. */
export class RefusalCount {
  private asked = 0;
  private refused = 0;
  private refusedByUs = 0;
  private beyondDecoding = 0;
  private beyondDecodingByUs = 0;

  public add(object: any, problems: readonly Problem[], { accepted, errors }: Verdict): void {
    this.asked += 1;
    if (accepted) {
      const refusal = problems.find(
        ({ category, pointer }) => category !== 'unknown-field' && !OF_ADMISSION.test(pointer),
      );
      if (refusal)
        throw new Error(`upstream accepts what we refuse: ${JSON.stringify(refusal)}\n${JSON.stringify(object)}`);
      return;
    }
    this.refused += 1;
    if (problems.length > 0) this.refusedByUs += 1;
    if (errors.some(isOfDecoding)) return;
    this.beyondDecoding += 1;
    if (problems.length > 0) this.beyondDecodingByUs += 1;
  }

  /** Throws where the share is too small. */
  public summary(): string {
    const share = this.refusedByUs / this.refused;
    if (!(share >= LEAST_SHARE)) throw new Error(`we refuse ${percent(share)} of what upstream does; must be 95 %`);
    const beyond = percent(this.beyondDecodingByUs / this.beyondDecoding);
    return `${grouped(this.asked)} objects, of the ${grouped(this.refused)} that upstream refuses we refuse ${percent(share)} (${beyond} of those that could be decoded), and no other`;
  }
}

function isOfDecoding({ type }: Fault): boolean {
  return type === 'Strict' || type === 'Decode';
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
