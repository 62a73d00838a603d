/** What subscribers are sent for one event: the same object for all who are sent the same. */
export class SubscriptionMessage {
  #bytes: Buffer | undefined

  constructor(
    /** The GraphQL result, as JSON. */
    readonly json: string,
    /** Where a subscriber that has seen it resumes. */
    readonly cursor: string,
  ) {}

  /** The JSON in UTF-8, encoded once. */
  get bytes(): Buffer {
    return (this.#bytes ??= Buffer.from(this.json))
  }
}
