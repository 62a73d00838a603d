/** What a picture shows above its caption. */
export type Motif = 'person' | 'wave' | 'landscape' | 'film' | 'slides' | 'note' | 'box'

const MOTIFS: Record<Motif, string> = {
  person: '<circle cx="160" cy="82" r="34"/><path d="M92 178a68 62 0 0 1 136 0z"/>',
  wave: [60, 84, 108, 132, 156, 180, 204, 228, 252].map((x, i) => `<rect x="${x}" y="${100 - [14, 30, 46, 22, 58, 34, 50, 26, 12][i]!}" width="10" height="${2 * [14, 30, 46, 22, 58, 34, 50, 26, 12][i]!}" rx="5"/>`).join(''),
  landscape: '<circle cx="236" cy="58" r="20"/><path d="M40 172l70-92 44 56 30-34 76 70z"/>',
  film: '<rect x="70" y="48" width="180" height="112" rx="10"/><path d="M144 78l48 26-48 26z" fill="#0006"/>',
  slides: '<rect x="76" y="46" width="168" height="104" rx="6"/><rect x="94" y="66" width="90" height="10" fill="#0005"/><rect x="94" y="90" width="132" height="8" fill="#0003"/><rect x="94" y="108" width="116" height="8" fill="#0003"/>',
  note: '<ellipse cx="126" cy="146" rx="24" ry="18"/><rect x="140" y="52" width="10" height="94"/><path d="M140 52l70-14v22l-70 14z"/>',
  box: '<path d="M160 40l76 40v72l-76 40-76-40V80z"/><path d="M84 80l76 40 76-40M160 120v72" fill="none" stroke="#0005" stroke-width="4"/>',
}

/** A small SVG (320 × 240) with a motif, a caption and a colour of its own; `hue` is in degrees. `moving` makes the motif sway. */
export function picture(motif: Motif, caption: string, hue: number, moving = false): string {
  const sway = moving ? '<animateTransform attributeName="transform" type="rotate" values="-4 160 120;4 160 120;-4 160 120" dur="2s" repeatCount="indefinite"/>' : ''
  return `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240" viewBox="0 0 320 240"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="hsl(${hue} 55% 52%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360} 60% 34%)"/></linearGradient></defs><rect width="320" height="240" fill="url(#g)"/><g fill="#fffc">${MOTIFS[motif]}${sway}</g><text x="160" y="222" text-anchor="middle" font-family="sans-serif" font-size="17" fill="#fff">${escape(caption)}</text></svg>`
}

function escape(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
