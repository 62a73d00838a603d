import { useEffect } from 'react'
import { useClient } from 'urql'
import { useDesk } from '../desk-context.js'
import { SessionHistoryDocument } from '../queries/documents.js'

/** Asks once for what the log knows of a session from before the page was opened. */
export function useHistory(id: string, wanted: boolean): void {
  const client = useClient()
  const desk = useDesk()
  useEffect(() => {
    if (!wanted) return
    void client.query(SessionHistoryDocument, { id }, { requestPolicy: 'network-only' }).then(({ data }) => {
      if (data) desk.addHistory(id, [...data.transitions.nodes.toReversed(), ...data.progress.nodes, ...data.replies.nodes])
    })
  }, [client, desk, id, wanted])
}
