import { DAY } from '../facts/calendar';
import { Settings } from './types';

/** The settings that ship. @public */
export const defaultSettings: Settings = {
  holidays: [],
  aiTypes: ['ai-use-case', 'model', 'agent'],
  scaffoldTexts: [
    'todo',
    'tbd',
    'lorem ipsum',
    'description of the column',
    'describe this column',
    'describe the purpose',
    'describe what this data product is for',
    'purpose of the data product',
    'change me',
    'placeholder',
  ],
  latencyCeiling: 31 * DAY,
};
