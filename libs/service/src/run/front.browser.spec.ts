import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import express from 'express';
import { testBrowser } from '#lib/testing';
import { defineService } from './definition.ts';
import { makeFront, type Front } from './front.ts';

describe('the API’s documentation in a browser', () => {
  const browser = testBrowser();
  let front: Front;
  let url: string;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    const definition = defineService({ name: 'intake', module: Object });
    const document = {
      openapi: '3.1.0',
      info: { title: 'Trillium', version: '1' },
      paths: { '/api/intake/requests': { post: { summary: 'Ask for something', responses: {} } } },
    };
    const app = { getHttpAdapter: () => ({ getInstance: () => express() }) };
    front = await makeFront(
      [{ definition, document, app: app as never, start: async () => undefined, close: async () => undefined }],
      { https: false },
    );
    await new Promise<void>((listening) => front.server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(front.server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    front.server.closeAllConnections();
    front.server.close();
    await front.close();
  });

  it('shows what there is, within the content security policy', async () => {
    const page = await browser.page();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${url}/api/docs`);
    await page.getByText('Ask for something').waitFor();
    expect(complaints).toEqual([]);
  });
});
