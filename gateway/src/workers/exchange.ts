/** What may be asked on one side of a channel, by kind: what the question holds, and its answer. */
export type Questions = Readonly<
  Record<string, { readonly asked: unknown; readonly answer: unknown }>
>;

/** How the questions of one side are answered on the other. */
export type Answers<Asked extends Questions> = {
  readonly [Kind in keyof Asked]: (
    asked: Asked[Kind]['asked'],
  ) => Asked[Kind]['answer'] | Promise<Asked[Kind]['answer']>;
};

/** One end of a channel between two processes. */
export interface Exchange<Asking extends Questions> {
  /** Rejects where the other side could not answer, or the channel ended. */
  ask<Kind extends keyof Asking & string>(
    kind: Kind,
    asked: Asking[Kind]['asked'],
  ): Promise<Asking[Kind]['answer']>;
  /** Takes what came over the channel; what is none of its own is left alone. */
  receive(message: unknown): void;
  /** The other side is gone. */
  end(): void;
}

interface Letter {
  readonly lianyi: 'question' | 'answer' | 'failure';
  readonly id: number;
  readonly kind: string;
  readonly content: unknown;
}

const isLetter = (message: unknown): message is Letter =>
  typeof message === 'object' && message !== null && 'lianyi' in message;

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** Questions and answers over a channel that carries whole messages in order, as Node's own does. */
export function createExchange<Asking extends Questions, Asked extends Questions>(
  send: (letter: object) => void,
  answers: Answers<Asked>,
): Exchange<Asking> {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let ended = false;
  const gone = () => new Error('the other process is gone');
  const answer = async ({ id, kind, content }: Letter) => {
    const reply = (lianyi: Letter['lianyi'], text: unknown) =>
      ended || send({ lianyi, id, kind, content: text });
    try {
      reply('answer', (await answers[kind]?.(content)) ?? null);
    } catch (error) {
      reply('failure', error instanceof Error ? error.name : typeof error);
    }
  };
  return {
    ask: (kind, content) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(gone());
        last += 1;
        waiting.set(last, { resolve, reject });
        send({ lianyi: 'question', id: last, kind, content });
      }),
    receive(message) {
      if (!isLetter(message)) return;
      if (message.lianyi === 'question') return void answer(message);
      const asker = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.lianyi === 'answer') asker?.resolve(message.content);
      else asker?.reject(new Error(`the other process failed: ${String(message.content)}`));
    },
    end() {
      ended = true;
      for (const { reject } of waiting.values()) reject(gone());
      waiting.clear();
    },
  };
}
