// Runs of printable ASCII: «2026-11.pdf» within an Arabic name must not be turned around. The dot before an ending belongs to the name.
const latinRuns = /([0-9A-Za-z][!-~]*(?: +[!-~]+)*)/;

/** A file's name in any script, each Latin run in its own direction. */
export function FileName({ name }: { name: string }) {
  return <bdi>{name.split(latinRuns).map((part, index) => (index % 2 === 1 ? <bdi key={index} dir="ltr">{part}</bdi> : part))}</bdi>;
}
