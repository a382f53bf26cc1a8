import { optionsCollection, timeout } from '../../../shared/options';
import { itemAnswer, itemResult } from '../../entities/item';
import { callForEach } from '../call';
import type { Operation } from '../operation';
import { accessToken } from '../parameters';

/** Get: an Item, its webhook, its health, and when its data was last updated. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get item',
	description: 'Get one Item: its institution, webhook and health',
	parameters: [accessToken, optionsCollection([timeout])],
	execute: callForEach({
		path: '/item/get',
		body: (form) => ({ access_token: form.secret('accessToken', 'Access Token') }),
		answer: itemAnswer,
		result: itemResult,
		isChange: false,
		repeatable: true,
		doneWords: 'read',
	}),
};
