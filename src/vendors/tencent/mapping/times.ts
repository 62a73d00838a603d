/** The vendor is in Beijing; its pages name no time zone. */
const ZONE = '+08:00'

/** A time of the form `YYYY-MM-DD HH:mm:ss`, or a day alone; null for anything else, and for nothing. */
export function beijingTime(text: string | null | undefined): Date | null {
  const [, day, time = '00:00:00'] = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}:\d{2}))?$/.exec(text?.trim() ?? '') ?? []
  const date = day === undefined ? null : new Date(`${day}T${time}${ZONE}`)
  return date && !Number.isNaN(date.getTime()) ? date : null
}
