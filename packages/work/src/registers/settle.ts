/** Transactions that may end without keeping anything, and have an answer all the same. */

class Left extends Error {}

/** Runs `work`; `leave` rolls its transaction back and makes the answer the result. */
export async function settled<T>(work: (leave: (answer: T) => never) => Promise<T>): Promise<T> {
  const left: { answer: T | null } = { answer: null };
  const leave = (answer: T): never => {
    left.answer = answer;
    throw new Left("not kept");
  };
  try {
    return await work(leave);
  } catch (error) {
    if (error instanceof Left && left.answer !== null) return left.answer;
    throw error;
  }
}
