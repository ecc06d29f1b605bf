/** How an answer can be written, by the value of `-o`. */
export const formats = ['table', 'wide', 'json', 'jsonl', 'csv', 'yaml'] as const

export type Format = (typeof formats)[number]

/** Whether a text names a format. */
export const isFormat = (text: string): text is Format => formats.some((format) => format === text)
