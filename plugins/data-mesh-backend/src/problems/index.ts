export * from './ProblemsService';
export * from './createProblemsRouter';
