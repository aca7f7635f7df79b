package io.wherry.format;

import io.wherry.format.wherry.WherryEncoder;

class WherryFormatTest extends FormatContract {
  @Override
  Encoder encoder(long now) {
    return new WherryEncoder(FormatOptions.DEFAULT);
  }

  @Override
  String golden() {
    return "wherry.jsonl";
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
