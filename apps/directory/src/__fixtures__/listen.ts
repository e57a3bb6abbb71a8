import { messagesOf } from '#lib/testing';

export const { listen, told } = messagesOf('directory');
