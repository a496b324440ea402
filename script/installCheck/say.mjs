let failures = 0;

export function say(text) {
  console.log(`==> ${text}`);
}

/** What was seen to work, or not. The check goes on after a failure, so that one run tells all. */
export async function seen(what, action) {
  const begin = Date.now();
  try {
    const more = await action();
    console.log(
      `  ✓ ${what}${more ? `: ${more}` : ''} (${(
        (Date.now() - begin) /
        1000
      ).toFixed(1)} s)`,
    );
    return true;
  } catch (error) {
    failures++;
    console.log(`  ✗ ${what}: ${error.message ?? error}`);
    return false;
  }
}

export function failureCount() {
  return failures;
}
