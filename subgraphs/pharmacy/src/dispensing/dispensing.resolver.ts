import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Drug } from '../drug/drug.entity';
import { existingDrug } from '../drug/drug.service';
import { Dispensing, DispensingLine } from './dispensing.entity';

@Resolver(() => Dispensing)
export class DispensingResolver {
  @FieldResolver(() => [DispensingLine])
  async lines(@Root() { at, id }: Dispensing, @Ctx() { dispensings }: PharmacyContext) {
    const lines = await dispensings.lines.load(id);
    return lines.map((line) => Object.assign(line, { at }));
  }
}

@Resolver(() => DispensingLine)
export class DispensingLineResolver {
  @FieldResolver(() => Drug)
  drug(@Root() { at, drugCode }: DispensingLine, @Ctx() context: PharmacyContext) {
    return existingDrug(context, drugCode, at);
  }
}
