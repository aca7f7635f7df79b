package io.wherry.format;

import io.wherry.format.seed.SeedEncoder;

class SeedFormatTest extends FormatContract {
  @Override
  Encoder encoder() {
    return new SeedEncoder(FormatOptions.DEFAULT);
  }

  @Override
  String golden() {
    return "seed.jsonl";
  }
}
