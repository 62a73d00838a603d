/** How something stands: it works, it works and something is to be known about it, or it does not work. */
export const STATUSES = ['OK', 'WARNING', 'FAILED'] as const
/** One of {@link STATUSES}. */
export type Status = (typeof STATUSES)[number]

/** What was found out about one thing. No text of it holds a secret. */
export interface Finding {
  /** What it belongs to, such as `database` or `account huawei`. */
  area: string
  /** What was looked at. */
  name: string
  status: Status
  /** What was found. */
  says: string
  /** What to do about it; always there for what failed. */
  todo?: string
}

/** Finds in one area. */
export interface Notes {
  ok(name: string, says: string): Finding
  warning(name: string, says: string, todo: string): Finding
  failed(name: string, says: string, todo: string): Finding
}

/** Makes the findings of an area. */
export const notesOf = (area: string): Notes => ({
  ok: (name, says) => ({ area, name, status: 'OK', says }),
  warning: (name, says, todo) => ({ area, name, status: 'WARNING', says, todo }),
  failed: (name, says, todo) => ({ area, name, status: 'FAILED', says, todo }),
})
