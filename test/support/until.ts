/** Waits until something holds; fails with what is waited for. */
export async function until(holds: () => unknown, what = holds.toString()): Promise<void> {
  const end = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
