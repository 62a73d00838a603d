/** Where the content of a file is to be sent: one HTTP request that anybody who holds this may make. */
export interface UploadTarget {
  /** Signed: it lets its holder write this one file. */
  url: string
  method: 'PUT' | 'POST'
  /** To be sent as they are; what the signature covers must not be changed. */
  headers: UploadHeader[]
  /** When the URL stops working; null where the vendor does not say. */
  expiresAt: Date | null
}

/** A header of an upload. */
export interface UploadHeader {
  name: string
  value: string
}
