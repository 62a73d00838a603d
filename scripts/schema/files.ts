/** The schema as it is, from the root of the repository. */
export const SCHEMA = 'schema.graphql'

/** The schema of the last release. */
export const RELEASED = '.ci/schema/released.graphql'

/** What has been broken on purpose since: a list of {@link Declaration}s. */
export const BREAKING_CHANGES = '.ci/schema/breaking-changes.json'
