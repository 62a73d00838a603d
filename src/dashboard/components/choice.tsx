/** One of a few, side by side. */
export function Choice<T extends string>({ label, options, value, onChoose }: { label: string; options: readonly (readonly [T, string])[]; value: T; onChoose: (value: T) => void }) {
  return (
    <div className="choice" role="group" aria-label={label}>
      {options.map(([option, word]) => (
        <button key={option} type="button" aria-pressed={option === value} onClick={() => onChoose(option)}>
          {word}
        </button>
      ))}
    </div>
  )
}
