import type { Room } from './graph.js'

/** A tab as GraphiQL's `defaultTabs` takes it. GraphiQL titles it after its operation's name. */
export interface PreparedTab {
  query: string
  variables?: string
}

const QUERY = `# The live rooms of all vendors and their avatars.
# A vendor that cannot answer: see "unavailable".
query Query {
  liveRooms(first: 5) {
    nodes {
      id
      name
      avatars {
        id
        name
        coverUrl
      }
    }
    unavailable {
      vendor
      message
    }
  }
}`

const MUTATION = `mutation Mutation($input: StartLiveInput!) {
  startLive(input: $input) {
    session {
      id
      state
    }
    userErrors {
      message
      code
    }
  }
}`

const SUBSCRIPTION = `# What live sessions say. First start one (Mutation),
# then run this; changing tabs ends a subscription.
subscription Subscription {
  liveProgress {
    __typename
    ... on LiveProgress {
      cursor
      occurredAt
      sceneName
      sequenceNo
      paragraphTitle
      session {
        id
      }
    }
    ... on StreamGap {
      reason
      missedFrom
      missedTo
    }
  }
}`

/**
 * The tabs of a first visit: a query, a mutation that starts a live session in `room`, and a subscription to what the
 * session then says. Without a room the mutation's variables say where to find one. Tabs kept in the browser from an
 * earlier visit win over these.
 */
export function preparedTabs(room: Room | undefined): PreparedTab[] {
  const where = room
    ? // JSON, so that a line break in a name cannot end the comment.
      `# Starts a live session in the room\n# ${JSON.stringify(room.name)}, named in the variables.`
    : '# Starts a live session. The variables need the id\n# of a room: run the Query tab and copy one.'
  const input = { id: room?.id ?? 'the id of a room, from the Query tab' }
  return [
    { query: QUERY },
    { query: `${where}\n${MUTATION}`, variables: JSON.stringify({ input }, null, 2) },
    { query: SUBSCRIPTION },
  ]
}
