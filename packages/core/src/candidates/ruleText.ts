import {
  Candidate,
  CandidateRule,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** Why a rule sets this data set aside, one sentence without a full stop. @internal */
export function ruleText(
  rule: CandidateRule,
  item: Pick<Candidate, 'group' | 'project' | 'readers' | 'otherGroups'>,
): string {
  switch (rule) {
    case 'ephemeral':
      return 'It is stored nowhere, only put into the queries that read it';
    case 'private':
      return `Its access is private${
        item.group === undefined ? '' : ` to ${item.group}`
      }`;
    case 'own-group':
      return `Everything that reads it is of its own group ${item.group}`;
    case 'own-project':
      return `No group is known, and everything that reads it is of its own project ${item.project}`;
    case 'stage-name':
      return 'Its name or folder calls it a staging or intermediate step, and no other group reads it';
    case 'no-reader':
      return 'Nothing that was read here reads it';
    case 'unknown-readers':
      return 'Whatever reads it belongs to no known group';
    default:
      return item.group === undefined
        ? 'Its own group is not known, and fewer than three groups read it; one of them may be its own'
        : `${
            item.otherGroups === 0
              ? 'No other group reads'
              : 'One other group reads'
          } it, and no AI use case stands on it; two groups make a candidate`;
  }
}
