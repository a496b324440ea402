import { ageText, momentText } from './time';
import { useTexts } from '../../texts/useTexts';

/** How long ago, or how soon; the exact time in UTC on hover. @internal */
export function TimeAgo(props: { time: string }) {
  const t = useTexts();
  return (
    <time dateTime={props.time} title={momentText(t, props.time)}>
      {ageText(t, props.time, Date.now())}
    </time>
  );
}
