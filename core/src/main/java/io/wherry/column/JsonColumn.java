package io.wherry.column;

import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// MySQL's JSON in a row image: a length of four bytes, and the binary document of [JsonText].
final class JsonColumn extends ColumnDecoder {
  JsonColumn(Column column) {
    super(column);
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    scratch.out.clear();
    scratch.json.append(array, at, length, scratch.out);
    visitor.json(column, scratch.built());
  }
}
