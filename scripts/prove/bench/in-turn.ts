/** The results of `work(0 … count - 1)`, a few at a time. */
export async function inTurn<R>(
  count: number,
  atATime: number,
  work: (n: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const one = async () => {
    for (let n = next++; n < count; n = next++) results[n] = await work(n);
  };
  await Promise.all(Array.from({ length: Math.min(atATime, count) }, one));
  return results;
}
