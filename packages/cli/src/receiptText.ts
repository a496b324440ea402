import type { EvidenceReceipt } from '@meshproof/backstage-plugin-data-mesh-common';

const MOST = 20;

/** A receipt in words, each refused record with its field and what is wrong. */
export function receiptText(receipt: EvidenceReceipt): string {
  const { accepted, duplicates, rejected, rejectedTotal } = receipt;
  const lines = [
    `${number(accepted)} accepted, ${number(
      duplicates,
    )} known already, ${number(rejectedTotal)} refused`,
    ...(receipt.formats ?? []).map(
      ({ title, items, records }) =>
        `  ${title}: ${counted(items, 'item')}, ${counted(records, 'record')}`,
    ),
    ...(receipt.passedOver ?? []).map(
      ({ kind, records }) =>
        `  not taken: ${counted(
          records,
          'record',
        )} of kind ${kind}, which this publisher is not configured to send`,
    ),
    ...rejected
      .slice(0, MOST)
      .map(
        ({ index, path, reason }) =>
          `  refused: item ${index}${path ? `, ${path}` : ''}: ${reason}`,
      ),
  ];
  if (rejectedTotal > MOST) {
    lines.push(
      `  and ${number(
        rejectedTotal - Math.min(MOST, rejected.length),
      )} more refused; --json lists up to 1,000`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}

function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}
