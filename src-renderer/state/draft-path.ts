/** Reading and changing a document by dotted path, without changing the original. */
export { getPath, setPath } from '../../src-shared/experiment/change';
