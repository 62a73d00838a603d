import { badInput } from './errors.js'

/** The longest id of a third-party user (Huawei's limit of `X-App-UserId`). */
const MAX_LENGTH = 256

/**
 * Checks the id of a third-party user: somebody on whose behalf a caller acts at a vendor. 1 to 256 printable ASCII
 * characters, without blanks around them: Huawei takes no Chinese, and what is not ASCII has no one form in a header.
 * BAD_USER_INPUT otherwise; `where` says in the message where the id came from.
 */
export function checkAppUserId(id: unknown, where: string): string {
  if (typeof id === 'string' && id.length <= MAX_LENGTH && /^[!-~]([ -~]*[!-~])?$/.test(id)) return id
  const came = typeof id === 'string' ? (id.length > MAX_LENGTH ? `${id.length} characters` : id === '' ? 'nothing' : 'others') : typeof id
  throw badInput(`Expected the ${where} to be the id of a user, 1 to ${MAX_LENGTH} printable ASCII characters without blanks around them, got ${came}.`)
}
