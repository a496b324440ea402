export * from './createSourcesRouter';
export * from './DatabaseSubjectsLookup';
export * from './SubjectsLookup';
export * from './silenceOf';
export * from './silentSince';
