import { Ctx, Field, Int, ObjectType } from 'type-graphql'
import type { AccountHealth as HealthData, CircuitState as State, LastError as ErrorData, RateBudget as BudgetData } from '../../domain/account-health.js'
import type { ErrorCode } from '../../domain/errors.js'
import { hasRole } from '../access.js'
import type { GraphContext } from '../context.js'
import { graphEnum } from '../enums.js'
import { ErrorCodeEnum } from '../error-code.js'
import { DateTime } from '../scalars.js'

const CircuitState = graphEnum<State>('CircuitState', 'Whether a vendor is being asked at the moment.', {
  CLOSED: 'It is asked as usual.',
  OPEN: 'It failed several times in a row and is spared for some seconds; calls fail at once with VENDOR_UNAVAILABLE.',
  HALF_OPEN: 'One call is finding out whether it is back.',
})

/** The last exchange with a vendor that failed, in the graph. */
@ObjectType({ description: 'The last exchange with a vendor that failed.' })
export class LastError {
  constructor(private readonly data: ErrorData) {}

  @Field(() => ErrorCodeEnum, { description: 'What kind of failure it was.' })
  code(): ErrorCode {
    return this.data.code
  }

  @Field(() => String, { nullable: true, description: "What happened; null to callers below the role operator, since it may tell of another caller's request." })
  message(@Ctx() { caller }: GraphContext): string | null {
    return hasRole(caller, 'operator') ? this.data.message : null
  }

  @Field(() => String, { nullable: true, description: "The vendor's own error code; `vendorErrorCode` tells what its documentation says of it." })
  vendorCode(): string | null {
    return this.data.vendorCode
  }

  @Field(() => String, { description: "The vendor's name of the operation that failed." })
  operation(): string {
    return this.data.operation
  }

  @Field(() => DateTime, { description: 'When the error came.' })
  at(): Date {
    return this.data.at
  }
}

/** How a vendor account is doing, in the graph. */
@ObjectType({ description: 'How a vendor account is doing, as the replica that answers has seen it since it started.' })
export class AccountHealth {
  constructor(private readonly data: HealthData) {}

  @Field(() => CircuitState, { description: 'Whether the vendor is being asked at the moment.' })
  circuit(): State {
    return this.data.circuit
  }

  @Field(() => DateTime, { nullable: true, description: 'Since when the vendor is taken to be down; null while the circuit is closed.' })
  openSince(): Date | null {
    return this.data.openSince
  }

  @Field(() => DateTime, { nullable: true, description: 'When the vendor last answered without an error.' })
  lastSuccessAt(): Date | null {
    return this.data.lastSuccessAt
  }

  @Field(() => LastError, { nullable: true, description: 'The last exchange that failed, also by a fault of the request. It stays when later ones succeed: compare its time with lastSuccessAt.' })
  lastError(): LastError | null {
    return this.data.lastError && new LastError(this.data.lastError)
  }
}

/** What is left of a documented rate, in the graph. */
@ObjectType({ description: "Where the calls of one operation stand at the vendor's documented rate; of all replicas together where they share Redis." })
export class RateBudget {
  constructor(private readonly data: BudgetData) {}

  @Field(() => String, { description: "The vendor's name of the operation." })
  operation(): string {
    return this.data.operation
  }

  @Field(() => String, { description: "Section of the vendor's document." })
  section(): string {
    return this.data.section
  }

  @Field(() => Int, { description: 'Calls per second that the vendor documents. They are spaced a little wider, so that none is turned away.' })
  perSecond(): number {
    return this.data.perSecond
  }

  @Field(() => Int, { description: 'Calls that may go at once.' })
  available(): number {
    return this.data.available
  }

  @Field(() => Int, { description: 'Calls that wait for their turn.' })
  queued(): number {
    return this.data.queued
  }

  @Field(() => Int, { description: 'Milliseconds that a call made now would wait.' })
  waitMs(): number {
    return this.data.waitMs
  }
}

/** How many callbacks of one kind came, in the graph. */
@ObjectType({ description: 'How many callbacks of one kind came to the replica that answers since it started.' })
export class CallbackCount {
  @Field(() => String, { description: 'The kind, as in the address that the vendor calls back: live, video or tasks.' })
  kind!: string

  @Field(() => Int, { description: 'Those that were taken, repeated ones included.' })
  accepted!: number

  @Field(() => Int, { description: 'Those that were turned away: forged, stale, malformed, too large, or not stored.' })
  refused!: number
}
