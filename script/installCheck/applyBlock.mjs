import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

function merge(target, addition) {
  if (Array.isArray(target) && Array.isArray(addition)) {
    return [...target, ...addition];
  }
  if (isObject(target) && isObject(addition)) {
    const merged = { ...target };
    for (const [key, value] of Object.entries(addition)) {
      merged[key] = key in target ? merge(target[key], value) : value;
    }
    return merged;
  }
  return addition;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Does what a reader of the README does with a block: puts it where it says. Fails where the portal has no such place. */
export function applyBlock(portal, block) {
  const path = join(portal, block.file);
  const text = readFileSync(path, 'utf8');
  if (block.language === 'yaml') {
    const merged = merge(
      parseDocument(text).toJS(),
      parseDocument(block.code).toJS(),
    );
    const document = parseDocument('');
    document.contents = document.createNode(merged);
    writeFileSync(path, document.toString());
    return;
  }
  const anchor = block.before ?? block.after ?? block.instead;
  const at = text.indexOf(anchor);
  if (at === -1) {
    throw new Error(`${block.file} has no place '${anchor}'`);
  }
  const lineStart = text.lastIndexOf('\n', at) + 1;
  const lineEnd = text.indexOf('\n', at) + 1;
  let changed;
  if (block.before !== undefined) {
    changed = text.slice(0, lineStart) + block.code + text.slice(lineStart);
  } else if (block.instead !== undefined) {
    changed = text.slice(0, lineStart) + block.code + text.slice(lineEnd);
  } else {
    const end = at + anchor.length;
    changed = `${text.slice(0, end)}\n${block.code}${text.slice(end)}`;
  }
  writeFileSync(path, changed);
}
