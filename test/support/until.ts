/** Milliseconds that a test waits for what should be there at once. */
export const PATIENCE = 10_000

/** Resolves once the condition holds, for what no event tells; rejects with `what` when it does not within {@link PATIENCE}. */
export async function until(condition: () => boolean | Promise<boolean>, what = condition.toString()): Promise<void> {
  const deadline = performance.now() + PATIENCE
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited ${PATIENCE} ms in vain until ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
