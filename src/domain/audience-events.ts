/** Who in the audience did something; the names are those of the live platform. */
export interface AudienceUser {
  id: string | null
  name: string | null
  /** Level on the platform. */
  level: number | null
  /** The fan badge that is worn, and its level. */
  badge: string | null
  badgeLevel: number | null
}

/** A gift, its values in the platform's currency. */
export interface AudienceGift {
  name: string | null
  count: number | null
  /** Of one. */
  value: number | null
  /** Of all. */
  totalValue: number | null
}

/** Something that happened in the audience of a session. */
export type AudienceEvent = { at: Date } & (
  | { kind: 'COMMENT'; user: AudienceUser | null; text: string }
  | { kind: 'JOIN' | 'LIKE'; user: AudienceUser | null }
  | { kind: 'GIFT'; user: AudienceUser | null; gift: AudienceGift }
  | { kind: 'VIEWERS'; viewers: number }
)

/** What goes with a report of events. */
export interface ReportOptions {
  /** Whether a new address for reports is asked for. */
  refreshUrl?: boolean
  /** A key from a report address, and when it expires; for reports that do not rely on the account's own credentials. */
  key?: { value: string; expiresAt: Date }
  skipReview?: boolean
}
