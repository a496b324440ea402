export * from './constants';
export * from './DataProductEntity';
export * from './dataProductEntityV1alpha1Validator';
export * from './parseConsumes';
export * from './portReference';
export * from './reference';
