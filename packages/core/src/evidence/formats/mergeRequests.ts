import { list, object, text } from './fields';
import { EvidenceFormat, GenericRecord } from './types';
import { wholeDocument } from './wholeDocument';

type Fields = Record<string, unknown>;

/** What both hosts tell of a merge request, in other words. */
interface MergeRequest {
  mergedAt: string | undefined;
  repository: string | undefined;
  reference: string | undefined;
  login: string | undefined;
  bot: boolean;
  /** Paths of changed files, where the export has them. */
  files: string[];
}

const LOGIN = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}$/;
const NO_CODE =
  /^(contracts|docs|ci)\/|(^|\/)tests?\/|\.md$|^\.|^mkdocs\.ya?ml$|^catalog-info\.ya?ml$/;

/** As the pipeline of the template tells it. Lists of a source host name no files: then nothing is known to be touched. */
function touchesOf(files: string[]): string[] {
  const touches = {
    code: (file: string) => !NO_CODE.test(file),
    tests: (file: string) => /(^|\/)tests?\//.test(file),
    schema: (file: string) => /^contracts\/|\.odcs\.ya?ml$/.test(file),
  };
  return Object.entries(touches)
    .filter(([, isTouched]) => files.some(isTouched))
    .map(([name]) => name);
}

function toRecord(request: MergeRequest): GenericRecord[] {
  const { mergedAt, repository, reference, login } = request;
  if (!mergedAt || !repository || !reference) {
    return [];
  }
  return [
    {
      kind: 'change',
      time: mergedAt,
      repository,
      reference,
      ...(login !== undefined && LOGIN.test(login)
        ? { author: { user: login } }
        : {}),
      touches: touchesOf(request.files),
      bot: request.bot || login?.endsWith('[bot]') === true,
    },
  ];
}

function pathsIn(...lists: unknown[]): string[] {
  return lists.flatMap(list).flatMap(item => {
    const file = object(item);
    return text(file.filename) ?? text(file.path) ?? text(file.new_path) ?? [];
  });
}

function isMergedElsewhere(base: Fields): boolean {
  const main = text(object(base.repo).default_branch);
  return main !== undefined && base.ref !== undefined && base.ref !== main;
}

/** The answer of the API, or what `gh pr list --json` prints. */
function readGithub(pull: Fields): GenericRecord[] {
  const base = object(pull.base);
  if (isMergedElsewhere(base)) {
    return [];
  }
  const author = { ...object(pull.author), ...object(pull.user) };
  const page = text(pull.html_url) ?? text(pull.url);
  return toRecord({
    mergedAt: text(pull.merged_at) ?? text(pull.mergedAt),
    repository:
      text(object(base.repo).html_url) ?? page?.replace(/\/pull\/\d+\/?$/, ''),
    reference:
      text(pull.merge_commit_sha) ?? text(object(pull.mergeCommit).oid),
    login: text(author.login),
    bot: author.type === 'Bot' || author.is_bot === true,
    files: pathsIn(pull.files),
  });
}

function readGitlab(request: Fields): GenericRecord[] {
  return toRecord({
    mergedAt: text(request.merged_at),
    repository: text(request.web_url)?.replace(
      /\/-\/merge_requests\/\d+\/?$/,
      '',
    ),
    reference:
      text(request.merge_commit_sha) ??
      text(request.squash_commit_sha) ??
      text(request.sha),
    login: text(object(request.author).username),
    bot: /^(project|group)_\d+_bot/.test(
      text(object(request.author).username) ?? '',
    ),
    files: pathsIn(request.changes, request.diffs, request.files),
  });
}

function ofMergeRequests(options: {
  id: string;
  title: string;
  keys: string[];
  is: (has: (key: string) => boolean) => boolean;
  readRequest: (request: Fields) => GenericRecord[];
}): EvidenceFormat {
  const { id, title, keys, is, readRequest } = options;
  return {
    id,
    title,
    keys,
    recognizes: head => is(key => head.keys.has(key)),
    read: () =>
      wholeDocument(request =>
        readRequest(request).map(record => ({ index: 0, record })),
      ),
    readEvent(value) {
      const request = object(value);
      return is(key => request[key] !== undefined)
        ? readRequest(request)
        : undefined;
    },
  };
}

/** Pull requests as the list of GitHub's API or `gh pr list` gives them: what is merged is a change. @public */
export const githubPullRequests: EvidenceFormat = ofMergeRequests({
  id: 'github-pull-requests',
  title: 'GitHub pull requests',
  keys: [
    'number',
    'url',
    'html_url',
    'merged_at',
    'mergedAt',
    'merge_commit_sha',
    'mergeCommit',
    'user',
    'author',
    'base',
    'files',
  ],
  is: has =>
    !has('kind') &&
    !has('iid') &&
    (has('merged_at') ? has('base') : has('mergedAt') && has('url')),
  readRequest: readGithub,
});

/** Merge requests as GitLab's API gives them, in a list or one by one. @public */
export const gitlabMergeRequests: EvidenceFormat = ofMergeRequests({
  id: 'gitlab-merge-requests',
  title: 'GitLab merge requests',
  keys: [
    'iid',
    'web_url',
    'merged_at',
    'merge_commit_sha',
    'squash_commit_sha',
    'sha',
    'author',
    'changes',
    'diffs',
    'files',
  ],
  is: has => !has('kind') && has('iid') && has('web_url') && has('merged_at'),
  readRequest: readGitlab,
});
