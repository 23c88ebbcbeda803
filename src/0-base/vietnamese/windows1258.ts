// Bytes of old Vietnamese office programs. Windows-1258 writes a vowel and then its tone as a
// combining mark, so decoded text must be composed.

/** Windows-1258 bytes as NFC text. */
export function decodeWindows1258(bytes: Uint8Array): string {
  return new TextDecoder('windows-1258').decode(bytes).normalize('NFC')
}

/** Bytes of TCVN3 or VNI programs as the Western signs that their decoders take. */
export function decodeWestern(bytes: Uint8Array): string {
  return new TextDecoder('windows-1252').decode(bytes)
}
