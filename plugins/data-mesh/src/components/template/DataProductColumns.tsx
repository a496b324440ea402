import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import Button from '@material-ui/core/Button';
import FormControl from '@material-ui/core/FormControl';
import FormHelperText from '@material-ui/core/FormHelperText';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import AddIcon from '@material-ui/icons/Add';
import { useEffect, useRef, useState } from 'react';
import { ColumnProblems } from './ColumnProblems';
import { findColumnProblems, DataProductColumn } from './findColumnProblems';
import { ColumnRow } from './ColumnRow';
import { Texts, useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(theme => ({
  table: {
    marginTop: theme.spacing(2),
    [theme.breakpoints.down('sm')]: { display: 'block' },
  },
  head: {
    [theme.breakpoints.down('sm')]: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
    },
  },
  body: { [theme.breakpoints.down('sm')]: { display: 'block' } },
  heading: { whiteSpace: 'nowrap', paddingRight: theme.spacing(1) },
  announcement: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  },
}));

const HEADINGS = [
  'name',
  'type',
  'description',
  'required',
  'unique',
  'key',
  'critical',
] as const;

/** The form field with which the columns of an output port are written down: a small table, its problems in words below. */
export function DataProductColumns(
  props: FieldExtensionComponentProps<DataProductColumn[]>,
) {
  const {
    disabled,
    errorSchema,
    formData,
    idSchema,
    onChange,
    rawErrors = [],
    readonly,
    required,
    schema,
    uiSchema,
  } = props;
  const classes = useStyles();
  const t = useTexts();
  const columns = formData ?? [];
  const id = idSchema?.$id ?? 'data-product-columns';
  const title = schema?.title ?? t('template.columns.title');
  const description = uiSchema?.['ui:description'] ?? schema?.description;
  // Errors of single columns reach us here: the form has no field of its own to show them at.
  const submitted =
    rawErrors.length > 0 || Object.keys(errorSchema ?? {}).length > 0;
  const locked = Boolean(disabled || readonly);
  const problems = findColumnProblems(t, columns);

  const [announcement, setAnnouncement] = useState('');
  // Moving and removing would leave the keyboard on a control that now belongs to another row.
  const focusNext = useRef<string>();
  useEffect(() => {
    if (focusNext.current) {
      document.getElementById(focusNext.current)?.focus();
      focusNext.current = undefined;
    }
  });

  const change = (next: DataProductColumn[], focus: string, said: string) => {
    focusNext.current = focus;
    setAnnouncement(said);
    onChange(next);
  };
  const add = () =>
    change(
      [...columns, { name: '', logicalType: 'string', description: '' }],
      `${id}-${columns.length}-name`,
      t('template.columns.added', { place: columns.length + 1 }),
    );
  const remove = (index: number) => {
    const next = columns.filter((_, other) => other !== index);
    change(
      next,
      next.length
        ? `${id}-${Math.min(index, next.length - 1)}-remove`
        : `${id}-add`,
      t('template.columns.removed', {
        column: nameOf(t, columns[index], index),
        left: next.length,
      }),
    );
  };
  const move = (index: number, by: -1 | 1) => {
    const target = index + by;
    const next = [...columns];
    [next[index], next[target]] = [next[target], next[index]];
    const atEnd = target === 0 || target === next.length - 1;
    const wanted = by === -1 ? 'up' : 'down';
    const other = by === -1 ? 'down' : 'up';
    change(
      next,
      `${id}-${target}-${atEnd ? other : wanted}`,
      t('template.columns.moved', {
        column: nameOf(t, columns[index], index),
        row: target + 1,
        rows: next.length,
      }),
    );
  };

  return (
    <FormControl
      component="fieldset"
      fullWidth
      margin="normal"
      error={submitted}
      aria-describedby={`${id}-problems`}
    >
      <Typography component="legend" variant="subtitle1">
        {title}
        {required ? ' *' : ''}
      </Typography>
      {description ? <FormHelperText>{description}</FormHelperText> : undefined}
      {columns.length ? (
        <TableContainer>
          <Table
            size="small"
            role="table"
            aria-label={title}
            className={classes.table}
          >
            <TableHead role="rowgroup" className={classes.head}>
              <TableRow role="row">
                {HEADINGS.map(heading => (
                  <TableCell
                    key={heading}
                    role="columnheader"
                    scope="col"
                    padding="none"
                    title={t(`template.columns.explained.${heading}`)}
                    className={classes.heading}
                  >
                    {t(`template.columns.headings.${heading}`)}
                  </TableCell>
                ))}
                <TableCell role="columnheader" scope="col" padding="none">
                  {t('template.columns.headings.order')}
                </TableCell>
              </TableRow>
            </TableHead>
            <TableBody role="rowgroup" className={classes.body}>
              {columns.map((column, index) => (
                <ColumnRow
                  // The place is the identity: two rows may have the same content while they are edited.
                  key={index}
                  id={`${id}-${index}`}
                  column={column}
                  index={index}
                  count={columns.length}
                  locked={locked}
                  problems={problems.filter(problem => problem.index === index)}
                  submitted={submitted}
                  onChange={changed =>
                    onChange(
                      columns.map((other, place) => ({
                        // A form that asks for one row starts with an empty one, which shows a type it does not hold yet.
                        logicalType: 'string',
                        ...(place === index ? changed : other),
                      })),
                    )
                  }
                  onMove={by => move(index, by)}
                  onRemove={() => remove(index)}
                />
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      ) : (
        <Typography variant="body2">{t('template.columns.none')}</Typography>
      )}
      <div>
        <Button
          id={`${id}-add`}
          startIcon={<AddIcon />}
          onClick={add}
          disabled={locked}
        >
          {t('template.columns.add')}
        </Button>
      </div>
      <ColumnProblems id={`${id}-problems`} problems={problems} />
      <div role="status" className={classes.announcement}>
        {announcement}
      </div>
    </FormControl>
  );
}

function nameOf(t: Texts, column: DataProductColumn, index: number): string {
  return column.name
    ? t('template.columns.named', { name: column.name })
    : t('template.columns.unnamed', { place: index + 1 });
}
