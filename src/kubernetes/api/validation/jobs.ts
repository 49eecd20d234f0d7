import type { CheckContext } from '../check';
import { DNS_LABEL, LABEL_KEY } from '../forms/formats';
import { isSchedule, isTimeZone } from '../forms/schedule';
import { quoted } from '../problem';
import { selects } from './selectors';
import type { Checks } from './type-checks';
import { atLeast, isGiven, isSet, itemsOf, noMoreThan, nonEmpty, oneOf, strictly } from './values';

const COUNT = atLeast(0);
const LONGEST_LABEL = 63;
/** A CronJob's name is followed by eleven characters in its Jobs', which are labels. */
const LONGEST_CRON_JOB = LONGEST_LABEL - 11;
const MOST_PARALLEL = 100_000;
const MOST_PARALLEL_OF_MANY = 10_000;
const LABELS_OF_JOB = ['controller-uid', 'batch.kubernetes.io/controller-uid'];
const NAMES_OF_JOB = ['job-name', 'batch.kubernetes.io/job-name'];

/** @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/batch/validation/validation.go */
export const JOBS: Checks = {
  'batch.v1.Job': { object: checkJob },
  'batch.v1.JobSpec': {
    fields: {
      parallelism: COUNT,
      completions: COUNT,
      activeDeadlineSeconds: COUNT,
      backoffLimit: COUNT,
      ttlSecondsAfterFinished: COUNT,
      backoffLimitPerIndex: COUNT,
      maxFailedIndexes: COUNT,
      completionMode: nonEmpty,
      podReplacementPolicy: nonEmpty,
      managedBy: (text) =>
        text.length <= 63 &&
        /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(text)
          ? undefined
          : `is ${quoted(text)}; must be a path with a domain, such as "example.com/controller", of at most 63 characters`,
    },
    object: checkJobSpec,
  },
  'batch.v1.PodFailurePolicy': { fields: { rules: noMoreThan(20) } },
  'batch.v1.PodFailurePolicyRule': {
    object: ({ onExitCodes, onPodConditions }, inspection) => {
      if (isSet(onExitCodes) === itemsOf(onPodConditions).length > 0)
        inspection.refuse('must have either onExitCodes or onPodConditions');
    },
  },
  'batch.v1.PodFailurePolicyOnPodConditionsPattern': {
    fields: { type: strictly(LABEL_KEY), status: oneOf('True', 'False', 'Unknown') },
  },
  'batch.v1.PodFailurePolicyOnExitCodesRequirement': {
    object: ({ operator, values }, inspection) => {
      const codes = itemsOf(values) as number[];
      if (codes.length > 255) inspection.refuse(`has ${codes.length} items; at most 255 are allowed`, 'values');
      if (operator === 'In' && codes.some((code) => !isSet(code) || code === 0))
        inspection.refuse('has 0; must not with the operator "In"', 'values');
      if (codes.some((code, index) => index > 0 && code <= (codes[index - 1] as number)))
        inspection.refuse('must be in order and without duplicates', 'values');
    },
  },
  'batch.v1.CronJob': {
    object: ({ metadata }, inspection) => {
      if ((metadata?.name ?? '').length > LONGEST_CRON_JOB)
        inspection.refuse(
          `has ${metadata.name.length} characters; at most ${LONGEST_CRON_JOB} are allowed for a CronJob`,
          'metadata',
          'name',
        );
    },
  },
  'batch.v1.CronJobSpec': {
    fields: {
      schedule: (schedule, { minor }) => {
        if (schedule === '') return undefined;
        if (minor >= 29 && schedule.includes('TZ'))
          return `is ${quoted(schedule)}; must not name a time zone; set timeZone`;
        return isSchedule(schedule)
          ? undefined
          : `is ${quoted(schedule)}; must be a schedule such as "0 3 * * 1-5" or "@daily"`;
      },
      timeZone: (zone) =>
        isTimeZone(zone) ? undefined : `is ${quoted(zone)}; must be a time zone such as "Europe/Berlin"`,
      startingDeadlineSeconds: COUNT,
      successfulJobsHistoryLimit: COUNT,
      failedJobsHistoryLimit: COUNT,
    },
    object: ({ jobTemplate }, inspection) => {
      const { selector, manualSelector } = jobTemplate?.spec ?? {};
      if (isSet(selector)) inspection.refuse('is set; must not be in a CronJob', 'jobTemplate', 'spec', 'selector');
      if (manualSelector === true)
        inspection.refuse('is true; must not be in a CronJob', 'jobTemplate', 'spec', 'manualSelector');
    },
  },
};

function checkJobSpec(spec: any, inspection: CheckContext): void {
  const {
    template,
    completions,
    parallelism,
    backoffLimitPerIndex,
    maxFailedIndexes,
    podFailurePolicy,
    successPolicy,
    podReplacementPolicy,
  } = spec;
  const restartPolicy = template?.spec?.restartPolicy;
  if (!isGiven(restartPolicy) || restartPolicy === 'Always')
    inspection.refuse(
      `is ${isGiven(restartPolicy) ? '"Always"' : 'missing'}; must be "Never" or "OnFailure"`,
      'template',
      'spec',
      'restartPolicy',
    );
  const isIndexed = spec.completionMode === 'Indexed';
  if (isIndexed) {
    // Both are 1 where both are absent, but a CronJob's template has no defaults.
    if (!isSet(completions) && (isSet(parallelism) || inspection.json.kind === 'CronJob'))
      inspection.refuse('is missing; must be set with completionMode "Indexed"', 'completions');
    if (parallelism > MOST_PARALLEL) inspection.refuse(`must be at most ${MOST_PARALLEL}`, 'parallelism');
    if (maxFailedIndexes > (completions ?? maxFailedIndexes))
      inspection.refuse('must be at most completions', 'maxFailedIndexes');
    if (maxFailedIndexes > MOST_PARALLEL) inspection.refuse(`must be at most ${MOST_PARALLEL}`, 'maxFailedIndexes');
    if (completions > MOST_PARALLEL && isSet(backoffLimitPerIndex)) {
      if (!(maxFailedIndexes <= MOST_PARALLEL_OF_MANY))
        inspection.refuse(`must be at most ${MOST_PARALLEL_OF_MANY}`, 'maxFailedIndexes');
      if (parallelism > MOST_PARALLEL_OF_MANY)
        inspection.refuse(`must be at most ${MOST_PARALLEL_OF_MANY}`, 'parallelism');
    }
  } else {
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy'])
      if (isSet(spec[field])) inspection.refuse('is set; must be only with completionMode "Indexed"', field);
  }
  if (isSet(maxFailedIndexes) && !isSet(backoffLimitPerIndex))
    inspection.refuse('is missing; must be set beside maxFailedIndexes', 'backoffLimitPerIndex');
  if (isSet(podFailurePolicy)) {
    if (restartPolicy !== 'Never')
      inspection.refuse('must be "Never" with a podFailurePolicy', 'template', 'spec', 'restartPolicy');
    if (isGiven(podReplacementPolicy) && podReplacementPolicy !== 'Failed')
      inspection.refuse('must be "Failed" with a podFailurePolicy', 'podReplacementPolicy');
    checkFailureRules(spec, inspection);
  }
  if (isSet(successPolicy) && isIndexed) checkSuccessRules(successPolicy, completions ?? 0, inspection);
}

function checkFailureRules({ template, podFailurePolicy, backoffLimitPerIndex }: any, inspection: CheckContext): void {
  const names = [...itemsOf(template?.spec?.containers), ...itemsOf(template?.spec?.initContainers)].map(
    ({ name }) => name,
  );
  itemsOf(podFailurePolicy.rules).forEach(({ action, onExitCodes }, index) => {
    const path = ['podFailurePolicy', 'rules', index] as const;
    if (action === 'FailIndex' && !isSet(backoffLimitPerIndex))
      inspection.refuse('is "FailIndex"; backoffLimitPerIndex must be set', ...path, 'action');
    const container = onExitCodes?.containerName;
    if (isSet(container) && !names.includes(container))
      inspection.refuse(`is ${quoted(container)}; no container has the name`, ...path, 'onExitCodes', 'containerName');
  });
}

function checkSuccessRules({ rules }: any, completions: number, inspection: CheckContext): void {
  const all = itemsOf(rules);
  if (all.length === 0 || all.length > 20)
    inspection.refuse(`has ${all.length} items; must have 1 to 20`, 'successPolicy', 'rules');
  all.forEach(({ succeededIndexes, succeededCount }, index) => {
    const refuse = (message: string, ...field: string[]) =>
      inspection.refuse(message, 'successPolicy', 'rules', index, ...field);
    if (!isSet(succeededIndexes) && !isSet(succeededCount)) refuse('must have succeededIndexes or succeededCount');
    const count = isSet(succeededIndexes) ? indexCount(succeededIndexes, completions) : undefined;
    if (isSet(succeededIndexes) && count === undefined)
      refuse(
        `is ${quoted(succeededIndexes)}; must be indexes below completions in order, such as "0,2-4"`,
        'succeededIndexes',
      );
    if (
      isSet(succeededCount) &&
      !(succeededCount >= 0 && succeededCount <= Math.min(completions, count ?? completions))
    )
      refuse(`is ${succeededCount}; must be at most the number of indexes`, 'succeededCount');
  });
}

/** How many indexes a text such as `0,2-4` names; undefined where it is none. */
function indexCount(text: string, completions: number): number | undefined {
  if (text === '') return 0;
  let last = -1;
  let count = 0;
  for (const interval of text.split(',')) {
    const match = /^([+]?\d+)(?:-(\d+))?$/.exec(interval);
    if (!match) return undefined;
    const from = Number(match[1]);
    const to = match[2] === undefined ? from : Number(match[2]);
    if (from <= last || to >= completions || (match[2] !== undefined && to <= from)) return undefined;
    count += to - from + 1;
    last = to;
  }
  return count;
}

/** The server writes the selector itself, so that one from the author fits only by chance. */
function checkJob({ metadata, spec }: any, inspection: CheckContext): void {
  if (!isSet(spec)) return;
  const name = metadata?.name;
  const { selector, manualSelector, completionMode, completions, template } = spec;
  if (
    isGiven(name) &&
    completionMode === 'Indexed' &&
    completions > 0 &&
    !DNS_LABEL.accepts(`${name}-${completions - 1}`)
  )
    inspection.refuse('is too long or no DNS label; pods of an indexed Job are called after it', 'metadata', 'name');
  const labels = template?.metadata?.labels ?? {};
  if (manualSelector === true) {
    if (!isSet(selector)) inspection.refuse('is missing; must be set with manualSelector', 'spec', 'selector');
    else if (!selects(selector, labels))
      inspection.refuse('must have the labels that spec.selector asks for', 'spec', 'template', 'metadata', 'labels');
    return;
  }
  for (const key of LABELS_OF_JOB)
    if (isSet(labels[key]))
      inspection.refuse('is set; must be left to the server', 'spec', 'template', 'metadata', 'labels', key);
  if (!isGiven(name)) return;
  if (name.length > LONGEST_LABEL)
    inspection.refuse(
      `has ${name.length} characters; at most ${LONGEST_LABEL} are allowed, as it is a label of the pods`,
      ...['metadata', 'name'],
    );
  for (const key of NAMES_OF_JOB)
    if (isSet(labels[key]) && labels[key] !== name)
      inspection.refuse(
        `is ${quoted(labels[key])}; must be the name of the Job`,
        'spec',
        'template',
        'metadata',
        'labels',
        key,
      );
  const given = Object.fromEntries(NAMES_OF_JOB.map((key) => [key, name]));
  if (isSet(selector) && !selects(selector, given))
    inspection.refuse('is set; must be left to the server, or manualSelector be true', 'spec', 'selector');
}
