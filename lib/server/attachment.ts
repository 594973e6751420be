const MAX_NAME_LENGTH = 150

/** Makes a browser save the response as a file. The name can contain neither a path nor the end of the header. */
export function attachment(name: string): string {
  const safe = name
    .replaceAll(/[^\w.-]+/g, '_')
    .replace(/^\.+/, '_')
    .slice(-MAX_NAME_LENGTH)
  return `attachment; filename="${safe}"`
}
