import { readFileSync } from 'node:fs';

/**
 * The code blocks of the README's section about a portal of one's own. What stands behind the language of a fence says what a block is for:
 * `new` or `legacy` where it is for one front-end system only, `file` and `before`, `after` or `instead` where it goes, `install` and
 * `evidence` for commands.
 */
export function readmeBlocks(path) {
  const text = readFileSync(path, 'utf8');
  const section = text.slice(
    text.indexOf('## Put it into your own portal'),
    text.indexOf('## Read on'),
  );
  return [...section.matchAll(/^```(\w+)(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, language, info, code]) => {
      const attributes = Object.fromEntries(
        [...info.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(
          ([, key, value]) => [key, value.replace(/\\"/g, '"')],
        ),
      );
      const words = info
        .replace(/\w+="(?:[^"\\]|\\.)*"/g, '')
        .trim()
        .split(/\s+/)
        .filter(Boolean);
      return { language, words, ...attributes, code };
    },
  );
}
