/** How often something else came to its turn while something was done. */
export async function turnsDuring(act: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  const clock = setInterval(() => turns++);
  await act();
  clearInterval(clock);
  return turns;
}
