import { Asked } from './asked.ts';
import { defineLookup } from './define.ts';

export const request = defineLookup({ name: 'request', label: 'the request', cost: 'local', shape: Asked });
