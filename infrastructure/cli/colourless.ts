/** Whether the environment asks for plain text: NO_COLOR with any value, or a terminal that knows no colours. */
export const isColourless = ({ NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>): boolean =>
  (NO_COLOR !== undefined && NO_COLOR !== '') || TERM === 'dumb'
