import { definedChecks } from './definedChecks';
import { measuredChecks } from './measuredChecks';
import { Rubric } from './Rubric';

/** The rubric that ships: levels 1 to 3, and the two checks of level 4 that a verdict needs. @public */
export const defaultRubric: Rubric = {
  id: 'meshproof-default',
  version: '2026.2',
  highestLevel: 3,
  checks: [...definedChecks, ...measuredChecks],
};
