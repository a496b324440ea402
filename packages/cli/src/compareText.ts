import type { Compatibility, ContractChange } from '@meshproof/core';
import type { ComparedContract } from './compare';

const TITLES: Record<Compatibility, string> = {
  breaking: 'Breaks existing readers',
  warning: 'May be noticed',
  safe: 'Safe',
};
const VERDICTS = ['breaking', 'warning', 'safe'] as const;
const MOST = 100;

const of = (changes: ContractChange[], verdict: Compatibility) =>
  changes.filter(change => change.verdict === verdict);

function headOf({ before, versions }: ComparedContract): string {
  return versions.before === undefined
    ? `Against ${before}`
    : `Against version ${versions.before} (${before})`;
}

function leftOut(changes: ContractChange[]): string | undefined {
  return changes.length > MOST
    ? `and ${(changes.length - MOST).toLocaleString('en-GB')} more`
    : undefined;
}

/** What was compared, for people at a terminal. */
export function compareText(compared: ComparedContract[]): string {
  const blocks = compared.map(item => {
    const lines = [headOf(item)];
    for (const verdict of VERDICTS) {
      const changes = of(item.changes, verdict);
      if (changes.length > 0) {
        lines.push('', `  ${TITLES[verdict]}: ${changes.length}`);
        for (const { sentence, path } of changes.slice(0, MOST)) {
          lines.push(`    ${sentence}`, `      ${path}`);
        }
        const more = leftOut(changes);
        lines.push(...(more ? [`    ${more}`] : []));
      }
    }
    if (item.changes.length === 0) {
      lines.push('', '  Nothing has changed');
    }
    return [...lines, '', `  ${item.version.sentence}`].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}

/** Text of a document as text of a comment: nothing in it is markup, a link, or a call to somebody. */
function plain(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>()#+!|~]/g, character => `\\${character}`)
    .replace(/&/g, '&amp;')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//');
}

/** What was compared, as a comment on a pull request. */
export function compareMarkdown(compared: ComparedContract[]): string {
  const blocks = compared.map(item => {
    const { changes, verdict, version } = item;
    const lines = [
      `### ${changes.length === 0 ? 'Nothing has changed' : TITLES[verdict]}`,
      '',
      `${plain(headOf(item))}. ${plain(version.sentence)}`,
    ];
    for (const part of VERDICTS) {
      const own = of(changes, part);
      if (own.length > 0) {
        const list = own
          .slice(0, MOST)
          .map(({ sentence }) => `- ${plain(sentence)}`);
        const more = leftOut(own);
        lines.push(
          '',
          // What breaks is seen at once; the rest is there for who looks.
          ...(part === 'breaking'
            ? [`**${TITLES[part]}: ${own.length}**`, '']
            : [
                `<details><summary>${TITLES[part]}: ${own.length}</summary>`,
                '',
              ]),
          ...list,
          ...(more ? [`- ${more}`] : []),
          ...(part === 'breaking' ? [] : ['', '</details>']),
        );
      }
    }
    return lines.join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}
