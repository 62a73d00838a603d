import { randomUUID } from 'node:crypto'
import pg from 'pg'

const COLUMNS = 'id uuid, "position" bigint, disposition text, kind text, vendor text, account text, source text, room text, session text, content jsonb, occurred_at timestamptz, received_at timestamptz, replay_key text'

/** The tables that `append_events` knows of. */
const LOG_TABLES = ['events', 'event_log_head', 'subject_states', 'callback_seals']

const connected = async (url: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

/** Rows as the product stores them of paragraphs that are spoken, each with a position and a replay key of its own. */
function rowMaker() {
  let position = 0
  return (sequenceNo = 1) => {
    const now = new Date().toISOString()
    position += 1
    const content = { sceneName: 'Opening', sequenceNo, paragraphTitle: 'A paragraph of the script', offset: null, replyId: null }
    return { id: randomUUID(), position, disposition: 'ANNOUNCED', kind: 'LiveProgress', vendor: 'HUAWEI', account: 'huawei', source: 'CALLBACK', room: 'room-1', session: 'session', content, occurred_at: now, received_at: now, replay_key: `${randomUUID()}${randomUUID()}` }
  }
}

/** One of them. */
export type EventRow = ReturnType<ReturnType<typeof rowMaker>>

/** A table like that of the events, with its indexes, and `pg` that inserts into it and does nothing else. */
export async function openPlainEvents(url: string, table: string) {
  const insert = { name: 'insert', text: `INSERT INTO ${table} (${COLUMNS.replace(/ (uuid|bigint|text|jsonb|timestamptz)/g, '')}) SELECT * FROM jsonb_to_recordset($1::jsonb) AS (${COLUMNS})` }
  const client = await connected(url)
  await client.query(`CREATE TABLE ${table} (LIKE events INCLUDING ALL)`)
  return {
    client,
    row: rowMaker(),
    /** One transaction. */
    commit: (rows: EventRow[]) => client.query({ ...insert, values: [JSON.stringify(rows)] }),
  }
}

/** Tables like those of the product's log, and `pg` that stores in them with the product's own `append_events`, each row with a subject and a state. */
export async function openPromisedEvents(url: string) {
  const client = await connected(url)
  const copies = LOG_TABLES.map((table) => `CREATE TABLE ${table} (LIKE public.${table} INCLUDING ALL)`)
  await client.query(['CREATE SCHEMA promised', 'SET search_path = promised, public', ...copies, 'INSERT INTO event_log_head SELECT * FROM public.event_log_head'].join(';'))
  const transition = ({ sceneName, sequenceNo, paragraphTitle }: EventRow['content']) => ({ subject: 'huawei/progress/room-1/session', state: JSON.stringify([sceneName, sequenceNo, paragraphTitle]) })
  return {
    client,
    row: rowMaker(),
    /** One transaction. */
    commit: (rows: EventRow[]) => client.query({ name: 'append', text: 'SELECT * FROM append_events($1::jsonb)', values: [JSON.stringify(rows.map((row) => ({ ...row, ...transition(row.content) })))] }),
  }
}
