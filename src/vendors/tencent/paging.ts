import type { CallContext } from '../../domain/port.js'
import type { Operation } from '../operation.js'
import type { TencentClient } from './client.js'

/** The largest page (1211/62126). */
const PAGE_SIZE = 100
/** Pages read at most: a total that grows without end must not keep us asking. */
const MOST_PAGES = 100

/** Reads a list whole, page by page; pages count from 1, as in every sample. */
export async function readWhole<T>({ call }: Pick<TencentClient, 'call'>, operation: Operation<{ items: T[]; total: number | null }>, payload: object, context: CallContext): Promise<T[]> {
  const all: T[] = []
  for (let PageIndex = 1; PageIndex <= MOST_PAGES; PageIndex += 1) {
    const { items, total } = await call(operation, { ...payload, PageIndex, PageSize: PAGE_SIZE }, context)
    all.push(...items)
    if (items.length === 0 || (total === null ? items.length < PAGE_SIZE : all.length >= total)) break
  }
  return all
}
