/** The major version of a semantic version; 0 where none can be read. @public */
export function majorOf(version: string | undefined): number {
  const match = /^v?(\d+)/.exec(version?.trim() ?? '');
  return match ? Number(match[1]) : 0;
}

/** How a port is named inside its product: `port@major`. @public */
export function portId(port: { name: string; version?: string }): string {
  return `${port.name}@${majorOf(port.version)}`;
}
