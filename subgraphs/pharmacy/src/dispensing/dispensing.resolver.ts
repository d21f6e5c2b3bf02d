import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Drug } from '../drug/drug.entity';
import { existingDrug } from '../drug/drug.service';
import { Dispensing, DispensingLine } from './dispensing.entity';

@Resolver(() => Dispensing)
export class DispensingResolver {
  @FieldResolver(() => [DispensingLine])
  lines(@Root() { id }: Dispensing, @Ctx() { dispensings }: PharmacyContext) {
    return dispensings.lines.load(id);
  }
}

@Resolver(() => DispensingLine)
export class DispensingLineResolver {
  @FieldResolver(() => Drug)
  drug(@Root() { drugCode }: DispensingLine, @Ctx() context: PharmacyContext) {
    return existingDrug(context, drugCode);
  }
}
