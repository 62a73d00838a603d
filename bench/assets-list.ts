/** The scenario: a page of 50 assets, with the fields that a list of assets shows. All of them come with the vendor's list call. */
export const QUERY = /* GraphQL */ `
  query AssetsList {
    assets(first: 50) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { id nativeId vendor name kind state createdAt updatedAt tags description }
      unavailable { vendor code }
    }
  }
`

/** What a client sends, byte for byte. */
export const REQUEST_BODY = JSON.stringify({ query: QUERY, operationName: 'AssetsList' })

/** The caller of the benchmark. */
export const API_KEY = 'bench-key-of-no-value'
