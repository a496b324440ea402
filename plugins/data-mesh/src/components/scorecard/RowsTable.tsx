import { Link } from '@backstage/core-components';
import CheckIcon from '@material-ui/icons/Check';
import CloseIcon from '@material-ui/icons/Close';
import RemoveIcon from '@material-ui/icons/Remove';
import { EvidenceRow } from '@meshproof/backstage-plugin-data-mesh-common';
import { Pill, PillTone } from '../figures/Pill';
import { momentText } from '../figures/time';
import { Breakable } from '../layout/Breakable';
import { DataTable } from '../layout/DataTable';
import { VisuallyHidden } from '../layout/VisuallyHidden';
import { Texts, useTexts } from '../../texts/useTexts';
import { countedText } from './countedText';

const OUTCOMES: Record<
  EvidenceRow['outcome'],
  { tone: PillTone; Icon: typeof CheckIcon }
> = {
  met: { tone: 'good', Icon: CheckIcon },
  missed: { tone: 'bad', Icon: CloseIcon },
  neutral: { tone: 'plain', Icon: RemoveIcon },
};

/** Records and gaps as a table. @internal */
export function RowsTable(props: {
  caption: string;
  rows: EvidenceRow[];
  /** Where one record is opened. */
  hrefOf: (recordId: string) => string;
}) {
  const { caption, rows, hrefOf } = props;
  const t = useTexts();
  const withPorts = rows.some(row => row.port);
  return (
    <DataTable caption={caption} captionHidden>
      <thead>
        <tr>
          <th scope="col">{t('records.when')}</th>
          <th scope="col">{t('records.theWhat')}</th>
          <th scope="col">{t('records.outcome')}</th>
          <th scope="col">{t('records.source')}</th>
          <th scope="col">{t('records.received')}</th>
          {withPorts && <th scope="col">{t('records.port')}</th>}
          <th scope="col">{t('records.counted')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr
            key={row.recordId ?? `gap-${row.time}-${row.port ?? ''}-${index}`}
          >
            <td className="nowrap">
              {row.type === 'gap' ? (
                t('records.due', { moment: <Moment time={row.time} /> })
              ) : (
                <Moment time={row.time} />
              )}
            </td>
            <td className="wide">
              {row.type === 'gap' ? (
                t('records.gap', { summary: row.summary })
              ) : (
                <>
                  {t('records.summary', {
                    kind: t(`recordKind.${row.kind}`),
                    summary: row.summary,
                  })}
                  {row.recordId && (
                    <div>
                      <Link to={hrefOf(row.recordId)}>
                        {t('records.open')}
                        <VisuallyHidden>
                          {' '}
                          {t('records.of', {
                            moment: momentText(t, row.time),
                          })}
                        </VisuallyHidden>
                      </Link>
                    </div>
                  )}
                </>
              )}
            </td>
            <td>
              <OutcomeLabel outcome={row.outcome} />
            </td>
            <td className="name">
              {sourceOf(t, row)}
              {row.server && (
                <div>
                  <Breakable text={row.server} />
                </div>
              )}
            </td>
            <td className="nowrap">
              {row.receivedAt ? <Moment time={row.receivedAt} /> : '—'}
            </td>
            {withPorts && <td>{row.port}</td>}
            <td>{countedText(t, row)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function OutcomeLabel(props: { outcome: EvidenceRow['outcome'] }) {
  const t = useTexts();
  const { tone, Icon } = OUTCOMES[props.outcome];
  return (
    <Pill tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(`records.outcomes.${props.outcome}`)}
    </Pill>
  );
}

function Moment(props: { time: string }) {
  const t = useTexts();
  return <time dateTime={props.time}>{momentText(t, props.time)}</time>;
}

function sourceOf(t: Texts, row: EvidenceRow): string {
  return [
    row.publisherTitle ?? row.publisher,
    row.witness && t(`witness.${row.witness}`),
  ]
    .filter(Boolean)
    .join(' · ');
}
