export * from './createSourcesRouter';
export * from './DatabaseSubjectsLookup';
export * from './SilenceNotices';
export * from './SubjectsLookup';
export * from './silenceOf';
export * from './silentSince';
