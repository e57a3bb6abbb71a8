import { Injectable } from '@nestjs/common';
import { NoticeLanguage } from '#lib/contracts';
import { prismaFor } from '#lib/service';
import { TEMPLATES } from '../domain/notice/words/words.ts';
import { wordsInUse, type WordsInUse } from '../app/notices/write-words.ts';
import type { WordsState } from '../domain/notice/own-words.ts';
import { PrismaService } from '../prisma.service.ts';

@Injectable()
export class NoticeWordsQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** The words of every notice in every language, as they are used at this library. */
  async list(tenant: string): Promise<WordsInUse[]> {
    const rows = await prismaFor(this.prisma, tenant, (tx) => tx.noticeWords.findMany({ where: { tenant, active: true } }));
    const own = new Map(rows.map(({ notice, language, state }) => [`${notice} ${language}`, state as unknown as WordsState]));
    return NoticeLanguage.options.flatMap((language) =>
      TEMPLATES.map((notice) => wordsInUse(notice, language, own.get(`${notice} ${language}`)?.words)),
    );
  }
}
