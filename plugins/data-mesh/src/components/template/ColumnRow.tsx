import Checkbox from '@material-ui/core/Checkbox';
import IconButton from '@material-ui/core/IconButton';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import ArrowDownwardIcon from '@material-ui/icons/ArrowDownward';
import ArrowUpwardIcon from '@material-ui/icons/ArrowUpward';
import DeleteIcon from '@material-ui/icons/Delete';
import { ColumnProblem, DataProductColumn } from './findColumnProblems';
import { useTexts } from '../../texts/useTexts';

const LOGICAL_TYPES = [
  'string',
  'integer',
  'number',
  'boolean',
  'date',
  'timestamp',
  'time',
  'object',
  'array',
];

const FLAGS = ['required', 'unique', 'key', 'critical'] as const;

// On a narrow screen there is no room for all headings beside each other: a column takes several lines.
const useStyles = makeStyles(theme => ({
  row: {
    [theme.breakpoints.down('sm')]: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      padding: theme.spacing(1, 0),
    },
  },
  cell: {
    [theme.breakpoints.down('sm')]: { display: 'block', border: 'none' },
  },
  text: {
    paddingRight: theme.spacing(1),
    minWidth: 110,
    [theme.breakpoints.down('sm')]: { flex: '1 1 40%' },
  },
  description: {
    paddingRight: theme.spacing(1),
    minWidth: 180,
    [theme.breakpoints.down('sm')]: { flex: '1 1 100%' },
  },
  flag: { [theme.breakpoints.up('md')]: { display: 'none' } },
  actions: {
    whiteSpace: 'nowrap',
    [theme.breakpoints.down('sm')]: { marginLeft: 'auto' },
  },
}));

/** One column in the table. */
export function ColumnRow(props: {
  id: string;
  column: DataProductColumn;
  index: number;
  count: number;
  locked: boolean;
  problems: ColumnProblem[];
  /** Whether the form was sent once: from then on an empty field is marked too. */
  submitted: boolean;
  onChange: (column: DataProductColumn) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const { id, column, index, count, locked, onChange, onMove, onRemove } =
    props;
  const classes = useStyles();
  const t = useTexts();
  const label =
    column.name || t('template.columns.unnamed', { place: index + 1 });
  const isWrong = (field: 'name' | 'description') =>
    (props.submitted || Boolean(column[field])) &&
    props.problems.some(
      problem => problem.severity === 'error' && problem.field === field,
    );

  return (
    // The roles are said, because a row that is not laid out as one loses its role in browsers.
    <TableRow role="row" className={classes.row}>
      <TableCell
        role="cell"
        padding="none"
        className={`${classes.cell} ${classes.text}`}
      >
        <TextField
          id={`${id}-name`}
          fullWidth
          value={column.name ?? ''}
          error={isWrong('name')}
          disabled={locked}
          onChange={event => onChange({ ...column, name: event.target.value })}
          inputProps={{
            'aria-label': t('template.columns.nameOf', { place: index + 1 }),
            'aria-invalid': isWrong('name'),
            maxLength: 128,
          }}
        />
      </TableCell>
      <TableCell
        role="cell"
        padding="none"
        className={`${classes.cell} ${classes.text}`}
      >
        <TextField
          id={`${id}-type`}
          select
          fullWidth
          value={column.logicalType ?? 'string'}
          disabled={locked}
          onChange={event =>
            onChange({ ...column, logicalType: event.target.value })
          }
          SelectProps={{ native: true }}
          inputProps={{
            'aria-label': t('template.columns.typeOf', { column: label }),
          }}
        >
          {LOGICAL_TYPES.map(type => (
            <option key={type} value={type}>
              {type}
            </option>
          ))}
        </TextField>
      </TableCell>
      <TableCell
        role="cell"
        padding="none"
        className={`${classes.cell} ${classes.description}`}
      >
        <TextField
          id={`${id}-description`}
          fullWidth
          value={column.description ?? ''}
          error={isWrong('description')}
          disabled={locked}
          onChange={event =>
            onChange({ ...column, description: event.target.value })
          }
          inputProps={{
            'aria-label': t('template.columns.descriptionOf', {
              column: label,
            }),
            'aria-invalid': isWrong('description'),
          }}
        />
      </TableCell>
      {FLAGS.map(flag => (
        <TableCell
          key={flag}
          role="cell"
          padding="none"
          className={classes.cell}
        >
          <Checkbox
            id={`${id}-${flag}`}
            size="small"
            color="primary"
            checked={Boolean(column[flag])}
            disabled={locked}
            onChange={event =>
              onChange({ ...column, [flag]: event.target.checked })
            }
            inputProps={{
              'aria-label': t(`template.columns.flags.${flag}`, {
                column: label,
              }),
            }}
          />
          <label htmlFor={`${id}-${flag}`} className={classes.flag}>
            {t(`template.columns.headings.${flag}`)}
          </label>
        </TableCell>
      ))}
      <TableCell
        role="cell"
        padding="none"
        className={`${classes.cell} ${classes.actions}`}
      >
        <IconButton
          id={`${id}-up`}
          size="small"
          aria-label={t('template.columns.up', { column: label })}
          disabled={locked || index === 0}
          onClick={() => onMove(-1)}
        >
          <ArrowUpwardIcon fontSize="small" />
        </IconButton>
        <IconButton
          id={`${id}-down`}
          size="small"
          aria-label={t('template.columns.down', { column: label })}
          disabled={locked || index === count - 1}
          onClick={() => onMove(1)}
        >
          <ArrowDownwardIcon fontSize="small" />
        </IconButton>
        <IconButton
          id={`${id}-remove`}
          size="small"
          aria-label={t('template.columns.remove', { column: label })}
          disabled={locked}
          onClick={onRemove}
        >
          <DeleteIcon fontSize="small" />
        </IconButton>
      </TableCell>
    </TableRow>
  );
}
