/** Drawings on a field of 16 by 16, in strokes of the text's colour. */
const PATHS = {
  live: 'M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4M4.1 11.9a5.5 5.5 0 0 1 0-7.8M11.9 4.1a5.5 5.5 0 0 1 0 7.8M2 14A8.5 8.5 0 0 1 2 2M14 2a8.5 8.5 0 0 1 0 12',
  jobs: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M5.5 3.5v3M10.5 3.5v3M6.8 8.3l3 1.7-3 1.7z',
  vendors: 'M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01M8 5h3.5M8 11h3.5',
  events: 'M3 3.5h.01M3 8h.01M3 12.5h.01M6 3.5h7.5M6 8h7.5M6 12.5h7.5',
  warning: 'M8 2.2 14.6 13.5H1.4zM8 6.5v3.2M8 11.6h.01',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  speak: 'M2.5 3.5h11v7.5H7L4 13.5V11H2.5zM5.5 6.2h5M5.5 8.4h3',
  mute: 'M2.5 6v4H5l3.5 3V3L5 6zM11 6.2l3 3.6M14 6.2l-3 3.6',
  output: 'M8 10.5v-8M5 5.3 8 2.4l3 2.9M3 9.5v4h10v-4',
  stop: 'M4 4h8v8H4z',
  reply: 'M6.5 4 2.8 7.5l3.7 3.5M3 7.5h6.5a3.5 3.5 0 0 1 3.5 3.5v1.5',
  open: 'M9 2.5h4.5V7M13.5 2.5 7.5 8.5M12 9.5v4H2.5V4h4',
} as const

/** The name of a drawing. */
export type IconName = keyof typeof PATHS

/** A small drawing that says nothing to a screen reader: there is always a word beside it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
