/** Waits until something holds; fails with what is waited for. */
export async function until(holds: () => unknown, what = holds.toString()): Promise<void> {
  const end = Date.now() + 5000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
