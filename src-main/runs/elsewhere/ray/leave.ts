/** Why a sweep is no longer followed, and its job on the cluster goes on: the program ends. */
export const LEAVE = 'leave';
