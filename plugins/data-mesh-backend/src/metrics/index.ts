export * from './DataMeshMetrics';
export * from './errorType';
export * from './measuredCatalog';
