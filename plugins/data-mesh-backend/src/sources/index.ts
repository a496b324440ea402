export * from './DatabaseSubjectsLookup';
export * from './SubjectsLookup';
