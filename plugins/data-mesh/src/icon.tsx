import BubbleChartIcon from '@material-ui/icons/BubbleChart';

/** The sign of data products, in the menu and beside their names. @internal */
export const DataProductIcon = BubbleChartIcon;
