export * from './ClaimStore';
export * from './ClaimTracker';
export * from './DatabaseClaimStore';
export * from './fullRef';
export * from './toSighting';
export * from './ConsumerIndex';
