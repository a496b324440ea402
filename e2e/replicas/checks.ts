let passed = 0;
const failures: string[] = [];

/** Says and counts whether what was expected is so. */
export function check(what: string, isTrue: boolean, more = ''): void {
  if (isTrue) {
    passed++;
  } else {
    failures.push(what);
  }
  console.log(
    `  ${isTrue ? 'ok    ' : 'FAILED'}  ${what}${more && `: ${more}`}`,
  );
}

/** Runs everything, and ends the process with the counts: with 1 where anything failed or was thrown. */
export async function runChecks(
  run: () => Promise<void>,
  cleanUp: () => Promise<unknown> = async () => {},
): Promise<never> {
  try {
    await run();
  } catch (error) {
    failures.push(String(error));
    console.error(error);
  }
  await cleanUp();
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exit(failures.length === 0 ? 0 : 1);
}
