import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { binary } from './build';

/** One Kubernetes object as JSON; upstream's decoder says what is wrong with it. */
export type Manifest = object;

export type Level = 'baseline' | 'restricted';

export interface PodSecurityQuestion {
  readonly object: Manifest;
  readonly levels: readonly Level[];
  /** '1.0' … or 'latest'. */
  readonly versions: readonly string[];
  /** Applies the server's defaulting first: a Pod with hostNetwork gains host ports. */
  readonly default?: boolean;
}

export interface Denial {
  readonly level: Level;
  readonly versions: string[];
  /** The ids of the checks that fail, sorted. */
  readonly controls: string[];
  readonly reason: string;
  readonly detail: string;
}

export interface PodSecurityAnswer {
  /** What is not denied is allowed. */
  readonly denied: Denial[];
  readonly noPod?: boolean;
  /** Unknown and duplicate fields: the verdict holds for the object without them. */
  readonly ignored?: string[];
}

export interface Fault {
  readonly field?: string;
  readonly type: string;
  readonly detail: string;
}

export interface Verdict {
  readonly accepted: boolean;
  readonly unknownKind?: boolean;
  readonly errors: Fault[];
  readonly warnings?: string[];
}

export interface RbacWorld {
  readonly roles?: readonly Manifest[];
  readonly clusterRoles?: readonly Manifest[];
  readonly roleBindings?: readonly Manifest[];
  readonly clusterRoleBindings?: readonly Manifest[];
  /** Adds the roles and bindings that every server creates for itself. */
  readonly bootstrap?: boolean;
}

export interface Subject {
  readonly user: string;
  /** Absent: those that the server gives by itself, a ServiceAccount's included. */
  readonly groups?: readonly string[];
}

export interface AccessRequest extends Subject {
  readonly verb: string;
  readonly apiGroup?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly name?: string;
  readonly namespace?: string;
  /** Instead of a resource. */
  readonly path?: string;
}

export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

export interface CelQuestion {
  readonly policies: readonly Manifest[];
  readonly bindings: readonly Manifest[];
  readonly namespaces?: readonly Manifest[];
  readonly params?: readonly Manifest[];
  /** What the variable `authorizer` asks. */
  readonly rbac?: RbacWorld;
  readonly requests: readonly AdmissionRequest[];
  /** Asks for each object as the policies see it, in place of the costs. */
  readonly show?: boolean;
}

export interface AdmissionRequest extends Partial<Subject> {
  readonly object?: Manifest;
  readonly oldObject?: Manifest;
  readonly operation?: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  readonly subresource?: string;
  /** What a CONNECT leads to, of the core group; its object are options, such as PodExecOptions. */
  readonly connected?: { readonly resource: string; readonly namespace?: string; readonly name: string };
  /** That of an object of a custom kind. */
  readonly resource?: string;
}

export interface CelAnswer {
  readonly decisions: {
    allowed: boolean;
    reason?: string;
    message?: string;
    warnings?: string[];
    /** Defaulted; null where a field without omitempty is empty. */
    object?: Manifest;
  }[];
  readonly typeWarnings: { policy: string; field: string; warning: string }[];
  readonly costs: { policy: string; total: number; expressions: { field: string; cost: number; error?: string }[] }[];
  readonly limits: { expression: number; binding: number };
}

export interface MutateQuestion extends Pick<CelQuestion, 'policies' | 'bindings' | 'namespaces' | 'requests'> {
  /** That of the CEL environment, such as '1.35'. */
  readonly version: string;
}

export interface MutateAnswer {
  /** Defaulted objects, before and after; null where a field without omitempty is empty. */
  readonly mutations: { before: any; after: any; error?: string }[];
  readonly cost: number;
  readonly limits: CelAnswer['limits'];
}

/** A request as an audit policy sees it; without a resource, it is for a path. */
export interface AuditRequest {
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: string;
  readonly apiGroup?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly path?: string;
}

export interface YamlAnswer {
  /** Whether the whole text could be read; else the documents are those before the first that could not. */
  readonly accepted: boolean;
  readonly documents: any[];
  readonly error?: string;
}

export interface VersionsAnswer {
  readonly kubernetes: string;
  readonly policy: string[];
  readonly checks: { id: string; level: Level; since: string[]; overrides?: string[] }[];
}

/** Each op of the protocol with its question and its answer. */
export interface Ops {
  versions: [question: object, answer: VersionsAnswer];
  psa: [question: PodSecurityQuestion, answer: PodSecurityAnswer];
  validate: [question: { object: Manifest }, answer: Verdict];
  rbac: [
    question: RbacWorld & { requests: readonly AccessRequest[] },
    answer: { decisions: { allowed: boolean; reason?: string }[] },
  ];
  covers: [
    question: { owner: readonly PolicyRule[]; servant: readonly PolicyRule[] },
    answer: { covered: boolean; uncovered: PolicyRule[] | null },
  ];
  escalation: [question: RbacWorld & { as: Subject; object: Manifest }, answer: { allowed: boolean; message?: string }];
  cel: [question: CelQuestion, answer: CelAnswer];
  mutate: [question: MutateQuestion, answer: MutateAnswer];
  compile: [question: { policies: readonly Manifest[]; version: string }, answer: { errors: string[] }];
  decode: [question: { file: string; kind?: string }, answer: Verdict];
  audit: [question: { file: string; requests: readonly AuditRequest[] }, answer: { levels: string[] }];
  staticPods: [question: { file: string }, answer: { pods: any[]; settings: string[] }];
  yaml: [question: { text: string }, answer: YamlAnswer];
}

export type Op = keyof Ops;

export interface JudgeOptions {
  /** Turns the nth answer (from 1) to this op into its opposite, to prove that the comparison notices a wrong judge. */
  readonly wrong?: {
    readonly op: Exclude<Op, 'versions' | 'audit' | 'staticPods' | 'compile' | 'mutate'>;
    readonly nth: number;
  };
}

interface Waiting {
  readonly op: Op;
  readonly question: any;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** Upstream's code, running in one process; questions are pipelined. */
export class Judge {
  private readonly process: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, Waiting>();
  private readonly exited: Promise<void>;
  private chunks: Buffer[] = [];
  private complaints = '';
  private asked = 0;
  private end?: Error;
  private answersUntilWrong: number;

  /** @param program that of an older release answers `decode` alone */
  constructor(
    private readonly options: JudgeOptions = {},
    private readonly program = binary('judge'),
  ) {
    this.answersUntilWrong = options.wrong?.nth ?? 0;
    this.process = spawn(program, { stdio: 'pipe' });
    this.process.stdout.on('data', (chunk: Buffer) => this.read(chunk));
    this.process.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.complaints += text;
    });
    this.process.stdin.on('error', () => undefined); // the end of the process says it better
    this.exited = new Promise((resolve) => {
      this.process.on('error', (error) => {
        this.finish(`does not start (${error.message}); run conformance/build.ts`);
        resolve();
      });
      this.process.on('close', (code, signal) => {
        this.finish(`ended with ${signal ?? code}`);
        resolve();
      });
    });
  }

  /** Whether it is of an older release. */
  get isOlder(): boolean {
    return this.program !== binary('judge');
  }

  /** Rejects where the question could not be put; a "no" is an answer. */
  ask<O extends Op>(op: O, question: Ops[O][0]): Promise<Ops[O][1]> {
    if (this.end) return Promise.reject(this.end);
    const id = ++this.asked;
    return new Promise<any>((resolve, reject) => {
      this.waiting.set(id, { op, question, resolve, reject });
      this.process.stdin.write(`${JSON.stringify({ id, op, ...question })}\n`);
    });
  }

  /** Waits for the answers that are due. */
  async close(): Promise<void> {
    this.process.stdin.end();
    await this.exited;
  }

  private finish(how: string): void {
    this.end ??= new Error(`the judge ${how}${this.complaints && `: ${this.complaints.trim()}`}`);
    for (const { reject } of this.waiting.values()) reject(this.end);
    this.waiting.clear();
  }

  private read(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      this.chunks.push(chunk.subarray(start, end));
      this.settle(Buffer.concat(this.chunks).toString('utf8'));
      this.chunks = [];
      start = end + 1;
    }
    if (start < chunk.length) this.chunks.push(chunk.subarray(start));
  }

  private settle(line: string): void {
    const { id, result, error } = JSON.parse(line);
    const waiting = this.waiting.get(id);
    if (!waiting) throw new Error(`the judge answers what was not asked: ${line}`);
    this.waiting.delete(id);
    if (error !== undefined) {
      waiting.reject(new Error(`${waiting.op}: ${error}`));
      return;
    }
    const hasVerdict = result.decisions === undefined || result.decisions.length > 0;
    if (waiting.op === this.options.wrong?.op && hasVerdict && --this.answersUntilWrong === 0)
      flip(waiting.question, result);
    waiting.resolve(result);
  }
}

/** The first verdict of an answer becomes its opposite. */
function flip(question: any, answer: any): void {
  const verdict = answer.decisions?.[0] ?? answer;
  for (const claim of ['allowed', 'accepted', 'covered']) {
    if (claim in verdict) {
      verdict[claim] = !verdict[claim];
      return;
    }
  }
  const [denial] = answer.denied;
  if (denial) {
    denial.versions.shift();
    if (denial.versions.length === 0) answer.denied.shift();
  } else {
    const reason = 'wrong on purpose';
    const [level] = question.levels;
    answer.denied.push({ level, versions: [question.versions[0]], controls: [reason], reason, detail: reason });
  }
}
