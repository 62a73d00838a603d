import { registerEnumType } from 'type-graphql'

/**
 * Declares a GraphQL enum from one of the domain's closed word lists. Every value must be described: the
 * compiler refuses a word without a description, so a new word cannot slip into the schema unexplained.
 */
export function graphEnum<V extends string>(name: string, description: string, values: Record<V, string>): { [K in V]: K } {
  const words = Object.keys(values) as V[]
  const type = Object.fromEntries(words.map((word) => [word, word])) as { [K in V]: K }
  const valuesConfig = Object.fromEntries(words.map((word) => [word, { description: values[word] }])) as { [K in V]: { description: string } }
  registerEnumType(type, { name, description, valuesConfig })
  return type
}
