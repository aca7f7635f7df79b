package io.wherry.format;

import io.wherry.format.wherry.WherryEncoder;

class WherryFormatTest extends FormatContract {
  @Override
  Encoder encoder() {
    return new WherryEncoder(FormatOptions.DEFAULT);
  }

  @Override
  String golden() {
    return "wherry.jsonl";
  }
}
