import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  Candidate,
  CandidateReaders,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { FactList } from '../layout/FactList';
import { SideDrawer } from '../layout/SideDrawer';
import { Subheading } from '../layout/Subheading';
import { GroupText } from './GroupText';
import { HomeText } from './HomeText';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    part: { marginTop: theme.spacing(2) },
    list: {
      ...theme.typography.body2,
      margin: 0,
      paddingLeft: theme.spacing(3),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'DataMeshCandidate' },
);

/** Everything behind the figures of one data set: who reads it, through what, and where it was told. @internal */
export function CandidateDrawer(props: {
  item: Candidate;
  onClose: () => void;
}) {
  const { item, onClose } = props;
  const classes = useStyles();
  const t = useTexts();
  return (
    <SideDrawer
      title={item.name}
      closeLabel={t('discover.drawer.close')}
      onClose={onClose}
    >
      <FactList
        items={[
          {
            name: t('discover.table.standing'),
            value: item.rule
              ? t(`discover.rulesInWords.${item.rule}`)
              : t(`discover.standings.${item.standing}`),
          },
          {
            name: t('discover.drawer.home'),
            value: <HomeText home={item.home} />,
          },
          {
            name: t('discover.table.group'),
            value: item.group ?? t('discover.groupUnknown'),
          },
          { name: t('discover.drawer.domain'), value: item.domain },
          { name: t('discover.drawer.project'), value: item.project },
          { name: t('discover.drawer.server'), value: item.namespace },
          {
            name: t('discover.table.tests'),
            value: t('format.number', { value: item.tests }),
          },
          {
            name: t('discover.drawer.sources'),
            value: item.sources?.join(', '),
          },
        ]}
      />
      {item.readers.length === 0 && (
        <Typography variant="body1" className={classes.part}>
          {t('discover.demand.none')}
        </Typography>
      )}
      {item.readers.map(readers => (
        <div key={readers.group ?? ''} className={classes.part}>
          <Subheading>
            <GroupName readers={readers} own={item.group} />
          </Subheading>
          <ul className={classes.list}>
            {readers.readers.map((reader, index) => (
              // eslint-disable-next-line react/no-array-index-key -- two may have one name
              <li key={index}>
                {reader.through === undefined
                  ? t('discover.drawer.reader', {
                      name: reader.name,
                      kind: reader.kind,
                    })
                  : t('discover.drawer.readerThrough', {
                      name: reader.name,
                      kind: reader.kind,
                      through: reader.through,
                    })}
                {reader.ai && ` · ${t('discover.drawer.ai')}`}
              </li>
            ))}
            {readers.count > readers.readers.length && (
              <li>
                {t('list.others', {
                  count: readers.count - readers.readers.length,
                })}
              </li>
            )}
          </ul>
        </div>
      ))}
    </SideDrawer>
  );
}

function GroupName(props: { readers: CandidateReaders; own?: string }) {
  const { readers, own } = props;
  const t = useTexts();
  if (readers.group === undefined) {
    return <>{t('discover.drawer.noGroup')}</>;
  }
  const group = <GroupText group={readers.group} entityRef={readers.ref} />;
  return readers.group === own ? (
    <>{t('discover.drawer.ownGroup', { group })}</>
  ) : (
    group
  );
}
