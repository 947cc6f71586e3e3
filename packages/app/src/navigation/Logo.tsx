/** The mark of AgentOS, with its name beside it when there is room. */
export const Logo = (props: { withName: boolean }) => (
  <svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox={props.withName ? '0 0 140 32' : '0 0 32 32'}
    height={32}
    aria-hidden
  >
    <path
      d="M8 23 16 7l8 16"
      fill="none"
      stroke="#7fe0c4"
      strokeWidth={2.5}
      strokeLinejoin="round"
      strokeLinecap="round"
    />
    <circle cx={16} cy={19} r={3} fill="#fff" />
    {props.withName && (
      <text
        x={38}
        y={23}
        fill="#fff"
        fontFamily="Helvetica, Arial, sans-serif"
        fontSize={20}
        fontWeight={600}
      >
        AgentOS
      </text>
    )}
  </svg>
);
