import type { EvidenceReceipt } from '@meshproof/backstage-plugin-data-mesh-common';
import { ExitCode } from './ExitCode';
import { PushFiles } from './PushFiles';
import { receiptText } from './receiptText';
import { portalOf, receiptOf, send } from './send';
import type { Surroundings } from './main';

/** Sends files as evidence; all of them again while the portal is away, since what is stored is not stored twice. */
export async function push(
  options: Surroundings & {
    files: string[];
    url?: string;
    format?: string;
    publisher?: string;
    json?: boolean;
    'allow-refused'?: boolean;
  },
): Promise<ExitCode> {
  const { stdout, stderr, env } = options;
  const { address, token } = portalOf(options.url, env, 'evidence');
  for (const name of ['format', 'publisher'] as const) {
    const value = options[name];
    if (value) {
      address.searchParams.set(name, value);
    }
  }
  const files = await PushFiles.open(options.files, options.stdin);
  try {
    stderr.write(`Sending ${files.description} to ${address.origin}\n`);
    const receipts: EvidenceReceipt[] = [];
    for (const part of files.parts) {
      const answer = await send(
        {
          address,
          token,
          method: 'POST',
          type: part === 'lines' ? 'application/x-ndjson' : 'application/json',
          open: () => files.read(part),
        },
        stderr,
      );
      receipts.push(receiptOf<EvidenceReceipt>(answer, 'accepted'));
    }
    const receipt = together(receipts);
    stdout.write(
      options.json
        ? `${JSON.stringify(receipt, undefined, 2)}\n`
        : receiptText(receipt),
    );
    // A push of which nothing at all was taken has failed, too.
    const isInVain =
      receipt.passedOver && receipt.accepted + receipt.duplicates === 0;
    return (receipt.rejectedTotal === 0 && !isInVain) ||
      options['allow-refused']
      ? ExitCode.Accepted
      : ExitCode.SomeRefused;
  } finally {
    await files.close();
  }
}

/** One receipt for all parts. Places of what was refused are those in its own part. */
function together(receipts: EvidenceReceipt[]): EvidenceReceipt {
  const sum = (of: (receipt: EvidenceReceipt) => number) =>
    receipts.reduce((total, receipt) => total + of(receipt), 0);
  const formats = receipts.flatMap(receipt => receipt.formats ?? []);
  const passedOver = receipts.flatMap(receipt => receipt.passedOver ?? []);
  return {
    accepted: sum(({ accepted }) => accepted),
    duplicates: sum(({ duplicates }) => duplicates),
    rejected: receipts.flatMap(({ rejected }) => rejected),
    rejectedTotal: sum(({ rejectedTotal }) => rejectedTotal),
    ...(formats.length > 0 ? { formats } : {}),
    ...(passedOver.length > 0 ? { passedOver } : {}),
  };
}
