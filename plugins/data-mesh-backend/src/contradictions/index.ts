export * from './ContradictionReplies';
export * from './ContradictionsService';
export * from './DatabaseReplyStore';
export * from './createContradictionsRouter';
