import { useEffect, useMemo, useState } from 'react'
import { useClient } from 'urql'
import { useDesk, useStore } from '../desk-context.js'
import type { GraphEvent } from '../live/session.js'
import { EventLogDocument } from '../queries/documents.js'
import { graphFilter, isWanted, type Wanted } from './filter.js'

/** Events asked for at once; the graph gives no more. */
const PAGE = 100

/** What has been read of the log for one filter. */
interface Read {
  events: readonly GraphEvent[]
  /** Where older ones are; null at the log's beginning. */
  older: string | null
}

/** The log as filtered: what was read of it, with what has come since on top, newest first. */
export function useLog(wanted: Wanted): { events: readonly GraphEvent[]; more: boolean; readOlder: () => void } {
  const client = useClient()
  const live = useStore(useDesk().events)
  const [read, setRead] = useState<Read>({ events: [], older: null })
  const filter = useMemo(() => graphFilter(wanted), [wanted])

  const fetchPage = useMemo(
    () => async (after: string | null) => {
      const { data } = await client.query(EventLogDocument, { first: PAGE, after, filter }, { requestPolicy: 'network-only' })
      return data && { events: data.events.nodes, older: data.events.pageInfo.hasNextPage ? data.events.pageInfo.endCursor : null }
    },
    [client, filter],
  )

  useEffect(() => {
    let over = false
    void fetchPage(null).then((page) => {
      if (page && !over) setRead(page)
    })
    return () => void (over = true)
  }, [fetchPage])

  const events = useMemo(() => {
    const known = new Set(read.events.map(({ id }) => id))
    // Before the page of this filter has come, what is there of it already.
    const newest = live.findIndex(({ id }) => known.has(id))
    const newer = (newest < 0 ? live : live.slice(0, newest)).filter((event) => !known.has(event.id))
    return [...newer, ...read.events].filter((event) => isWanted(wanted, event))
  }, [live, read, wanted])

  const readOlder = () =>
    void fetchPage(read.older).then((page) => {
      if (page) setRead(({ events: known }) => ({ events: [...known, ...page.events], older: page.older }))
    })
  return { events, more: read.older !== null, readOlder }
}
