/**
 * Writes a text as the comment of this action on the pull request, and updates it in place. An empty text removes it.
 * A comment decides nothing: a forge that refuses it gets a warning in the log.
 *
 * usage: node comment.mjs TEXT_FILE KEY     environment: GITHUB_*, TOKEN
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** GitHub refuses longer comments; it counts characters, of which no text has more than bytes. */
const MOST_BYTES = 65_536;
const PAGE = 100;
const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_EVENT_PATH, GITHUB_WORKFLOW, GITHUB_JOB, TOKEN } = process.env;

async function ask(method, path, json) {
  const response = await fetch(`${GITHUB_API_URL}${path}`, {
    method,
    redirect: 'error', // the token is for this host
    signal: AbortSignal.timeout(30_000),
    headers: {
      authorization: `Bearer ${TOKEN}`,
      accept: 'application/vnd.github+json',
      'content-type': 'application/json',
    },
    body: json && JSON.stringify(json),
  });
  if (!response.ok) throw new Error(`${method} ${path} is answered with ${response.status}`);
  return response.status === 204 ? undefined : response.json();
}

/** The comment of before. Only a bot's counts: who can write a comment can also change it later. */
async function earlier(issue, marker) {
  for (let page = 1; ; page += 1) {
    const comments = await ask('GET', `${issue}/comments?per_page=${PAGE}&page=${page}`);
    const found = comments.find(({ body, user }) => user?.type === 'Bot' && body?.startsWith(marker));
    if (found || comments.length < PAGE) return found;
  }
}

async function comment(file, key) {
  const number = JSON.parse(readFileSync(GITHUB_EVENT_PATH, 'utf8')).pull_request?.number;
  if (!Number.isInteger(number)) return;
  const text = readFileSync(file, 'utf8');
  const name = createHash('sha256')
    .update(JSON.stringify([GITHUB_WORKFLOW, GITHUB_JOB, key]))
    .digest('hex')
    .slice(0, 16);
  const marker = `<!-- cdk8s-hardened ${name} -->`;
  const body = `${marker}\n${text}`;
  if (Buffer.byteLength(body) > MOST_BYTES) throw new Error(`the text has more than ${MOST_BYTES} bytes`);
  const repository = `/repos/${GITHUB_REPOSITORY}`;
  const old = await earlier(`${repository}/issues/${number}`, marker);
  const place = old && `${repository}/issues/comments/${old.id}`;
  if (text === '') {
    if (old) await ask('DELETE', place);
  } else if (!old) {
    await ask('POST', `${repository}/issues/${number}/comments`, { body });
  } else if (old.body !== body) {
    await ask('PATCH', place, { body });
  }
}

const [file, key] = process.argv.slice(2);
comment(file, key).catch((error) => {
  const said = `${error.message}`.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  console.log(`::warning title=cdk8s-hardened::the comment is not written: ${said}`);
});
