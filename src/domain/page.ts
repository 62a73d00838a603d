/** One page asked of one vendor account. */
export interface PageRequest {
  /** How many entities at most; 1 to 100. */
  size: number
  /** The cursor of the last entity already seen, as this account gave it; absent for the first page. */
  after?: string
}

/** One page of one vendor account, newest first. */
export interface Page<T> {
  items: PageItem<T>[]
  /** Whether more follow the last item. */
  hasMore: boolean
  /** How many there are in all, where the vendor says so. */
  total?: number
  /** When the vendor told it, where that is longer ago than lists normally are; absent for a fresh one. */
  asOf?: Date
}

/** The page of a list in which nothing matches. */
export const emptyPage = <T>(): Page<T> => ({ items: [], hasMore: false, total: 0 })

/** An entity with the cursor that resumes after it. The cursor is opaque to everyone but the account. */
export interface PageItem<T> {
  entity: T
  cursor: string
}
