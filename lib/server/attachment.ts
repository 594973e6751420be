const MAX_NAME_LENGTH = 150

/** Makes a browser keep what comes as a file. Nothing in the name can lead elsewhere, or end the header. */
export function attachment(name: string): string {
  const safe = name
    .replaceAll(/[^\w.-]+/g, '_')
    .replace(/^\.+/, '_')
    .slice(-MAX_NAME_LENGTH)
  return `attachment; filename="${safe}"`
}
