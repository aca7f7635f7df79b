package io.wherry.format;

import io.wherry.format.seed.SeedEncoder;

class SeedFormatTest extends FormatContract {
  @Override
  Encoder encoder(long now) {
    return new SeedEncoder(FormatOptions.DEFAULT);
  }

  @Override
  String golden() {
    return "seed.jsonl";
  }

  @Override
  String tablePointer() {
    return "/table";
  }

  @Override
  String schemaPointer() {
    return "/schema";
  }
}
