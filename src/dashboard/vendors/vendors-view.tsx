export function VendorsView() {
  return null
}
