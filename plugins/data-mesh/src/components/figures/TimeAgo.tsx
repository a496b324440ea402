import { ageText, momentText } from './time';

/** How long ago, or how soon; the exact time in UTC on hover. @internal */
export function TimeAgo(props: { time: string }) {
  return (
    <time dateTime={props.time} title={momentText(props.time)}>
      {ageText(props.time, Date.now())}
    </time>
  );
}
