export const pause = (milliseconds: number) =>
  new Promise(done => setTimeout(done, milliseconds));

/** Asks every 20 milliseconds until the answer is there. */
export async function until<T>(
  what: string,
  find: () => Promise<T | undefined | false>,
  seconds = 180,
): Promise<T> {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    const found = await find();
    if (found) {
      return found;
    }
    await pause(20);
  }
  throw new Error(`After ${seconds} s still not true: ${what}`);
}
