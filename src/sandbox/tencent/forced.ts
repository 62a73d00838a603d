import { codeOf, refusal } from './codes.js'
import type { OperationId } from './operations.js'

/** Refusals that a test has ordered: any code of the vendor's, also those that nothing in this world leads to. */
export class ForcedRefusals {
  readonly #orders = new Map<OperationId, { code: number; left: number }>()

  /** Has the next `times` calls of an operation answered with a code; takes the place of an earlier order. */
  order(operation: OperationId, code: number, times: number): void {
    this.#orders.set(operation, { code, left: times })
  }

  /** Throws the refusal that was ordered for an operation, if there is one. */
  check(operation: OperationId): void {
    const order = this.#orders.get(operation)
    if (!order) return
    order.left -= 1
    if (order.left <= 0) this.#orders.delete(operation)
    throw refusal(codeOf(order.code), 'ordered by the test')
  }
}
