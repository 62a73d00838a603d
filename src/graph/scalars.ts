import { GraphQLDateTime, GraphQLJSON, GraphQLJSONObject } from 'graphql-scalars'

/** An instant, as RFC 3339 text. */
export const DateTime = GraphQLDateTime
/** A JSON object as it is. */
export const JsonObjectScalar = GraphQLJSONObject
/** Any JSON value as it is. */
export const JsonScalar = GraphQLJSON
