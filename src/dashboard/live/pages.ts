/** A page of a list, as much of it as going through needs. */
interface Page<N, U> {
  nodes: N[]
  unavailable: U[]
  pageInfo: { endCursor: string | null; hasNextPage: boolean }
}

/** Pages read at most: a list of thousands is no list to look at. */
const MOST_PAGES = 10

/** All entities of a list, page by page, each told as it comes; what came before a page that failed is kept. */
export async function allPages<N, U>(fetch: (after: string | null) => PromiseLike<Page<N, U> | undefined>, onPage?: (nodes: readonly N[]) => void): Promise<{ nodes: N[]; unavailable: U[] }> {
  const nodes: N[] = []
  const unavailable: U[] = []
  let after: string | null = null
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await fetch(after)
    if (!page) break
    nodes.push(...page.nodes)
    onPage?.(page.nodes)
    // Each page names the same accounts.
    if (count === 0) unavailable.push(...page.unavailable)
    after = page.pageInfo.endCursor
    if (!page.pageInfo.hasNextPage || after === null) break
  }
  return { nodes, unavailable }
}
