import { randomUUID } from 'node:crypto'
import pg from 'pg'

const COLUMNS = 'id uuid, "position" bigint, disposition text, kind text, vendor text, account text, source text, room text, session text, content jsonb, occurred_at timestamptz, received_at timestamptz, replay_key text'

/** A table like that of the events, with its indexes, and `pg` that inserts into it and does nothing else. */
export async function openPlainEvents(url: string, table: string) {
  const insert = { name: 'insert', text: `INSERT INTO ${table} (${COLUMNS.replace(/ (uuid|bigint|text|jsonb|timestamptz)/g, '')}) SELECT * FROM jsonb_to_recordset($1::jsonb) AS (${COLUMNS})` }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`CREATE TABLE ${table} (LIKE events INCLUDING ALL)`)
  let position = 0
  return {
    client,
    /** A row as the product stores it of a paragraph that is spoken. */
    row: (sequenceNo = 1) => {
      const now = new Date().toISOString()
      position += 1
      const content = { sceneName: 'Opening', sequenceNo, paragraphTitle: 'A paragraph of the script', offset: null, replyId: null }
      return { id: randomUUID(), position, disposition: 'ANNOUNCED', kind: 'LiveProgress', vendor: 'HUAWEI', account: 'huawei', source: 'CALLBACK', room: 'room-1', session: 'session', content, occurred_at: now, received_at: now, replay_key: `${randomUUID()}${randomUUID()}` }
    },
    /** One transaction. */
    commit: (rows: object[]) => client.query({ ...insert, values: [JSON.stringify(rows)] }),
  }
}
