import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { checkRoutes, routesOf } from './routes.ts';
import { May, Public } from './user.ts';

@Controller('api/things/:thing')
@May('requests.read')
class Things {
  @Get() one() {
    return 1;
  }
  @Post(['mend', '/repair']) @May('requests.correct', 'requests.correct-own') mend() {
    return 2;
  }
}
@Controller()
class Loose {
  @Get('open') @Public() open() {
    return 3;
  }
  @Get('silent') silent() {
    return 4;
  }
}
@Module({ controllers: [Things] })
class Said {}
@Module({ imports: [Said], controllers: [Loose] })
class Unsaid {}

const made = (module: object) => NestFactory.createApplicationContext(module, { logger: false });

describe('the routes of an application', () => {
  it('are all found, with what they ask of a person', async () => {
    const app = await made(Unsaid);
    const found = routesOf(app).map(({ method, path, needs }) => [`${method} ${path}`, needs]);
    expect(Object.fromEntries(found)).toEqual({
      'GET /api/things/:thing': ['requests.read'],
      'POST /api/things/:thing/mend': ['requests.correct', 'requests.correct-own'],
      'POST /api/things/:thing/repair': ['requests.correct', 'requests.correct-own'],
      'GET /open': 'public',
      'GET /silent': undefined,
    });
  });

  it('may not leave open who may call them', async () => {
    const [good, bad] = [await made(Said), await made(Unsaid)];
    expect(() => checkRoutes(good)).not.toThrow();
    expect(() => checkRoutes(bad)).toThrow(/^A route says neither @May\('…'\) nor @Public\(\): GET \/silent \(Loose\.silent\)\./);
  });
});
