/** A woven square with one thread that holds: the portal's mark, with its name where there is room. */
export function Wordmark({ withName }: { withName: boolean }) {
  return (
    <svg
      role="img"
      aria-label="Meshproof"
      height={28}
      viewBox={withName ? '0 0 150 28' : '0 0 28 28'}
      xmlns="http://www.w3.org/2000/svg"
    >
      <g fill="none" stroke="#9bb0c9" strokeWidth={2} strokeLinecap="round">
        <path d="M3 9h22M3 19h22M9 3v22M19 3v22" />
      </g>
      <path
        d="M5 15l6 6L24 7"
        fill="none"
        stroke="#4fd1a5"
        strokeWidth={3.4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      {withName && (
        <text
          x={38}
          y={20}
          fill="#ffffff"
          fontFamily="Helvetica, Arial, sans-serif"
          fontSize={18}
          fontWeight={600}
        >
          Meshproof
        </text>
      )}
    </svg>
  );
}
