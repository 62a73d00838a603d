import { hash } from 'node:crypto'

/** The name of a document to those who ask for it by id: SHA-256 of its text in hexadecimal. */
export const hashOf = (source: string): string => hash('sha256', source)
