import type { ErrorCode } from '../domain/errors.js'
import { graphEnum } from './enums.js'

/** The closed error codes, as a GraphQL enum. */
export const ErrorCodeEnum = graphEnum<ErrorCode>('ErrorCode', 'What kind of failure it was; the same words as in `extensions.code` of errors.', {
  UNAUTHENTICATED: 'The caller did not prove who it is.',
  FORBIDDEN: 'The caller may not do this.',
  BAD_USER_INPUT: 'The request is at fault; the message says what was expected.',
  NOT_FOUND: 'The entity does not exist, or not for this account.',
  UNSUPPORTED: 'The vendor does not offer this.',
  VENDOR_REJECTED: 'The vendor refused; its code and a hint are beside the message.',
  VENDOR_RATE_LIMITED: "The vendor's rate limit was met, and waiting for it would have taken too long.",
  VENDOR_AUTH: "The vendor did not accept this deployment's credentials.",
  VENDOR_UNAVAILABLE: 'The vendor is down, or did not answer in time.',
  VENDOR_MALFORMED: 'The vendor answered with something that is not its documented format.',
  QUERY_TOO_EXPENSIVE: 'The document asks for more than the limits allow.',
  INTERNAL: 'A defect of AvatarGraph; the request id leads to it in the log.',
})
