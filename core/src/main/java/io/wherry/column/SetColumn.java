package io.wherry.column;

import io.wherry.bytes.Numbers;
import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.ColumnVisitor;
import java.util.List;

/// SET in a row image: a bit for each label in 1, 2, 3, 4 or 8 bytes, little-endian, the first
/// label lowest.
///
/// Source: MySQL 9 Reference Manual, "The SET Type".
final class SetColumn extends ColumnDecoder {
  private final byte[][] labels;

  SetColumn(Column column, ColumnType.LabelSet type) {
    super(column);
    this.labels = utf8(type.labels());
  }

  /// Labels as they are said.
  static byte[][] utf8(List<String> labels) {
    return labels.stream().map(CharacterSet::bytes).toArray(byte[][]::new);
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    long bits = Numbers.uint(array, at, length);
    if (labels.length < Long.SIZE && bits >>> labels.length != 0) {
      throw new Unsound(
          "bits " + Long.toHexString(bits) + " of a SET with " + labels.length + " labels");
    }
    scratch.out.clear();
    for (int i = 0; i < labels.length; i++) {
      if ((bits >>> i & 1) != 0) {
        if (scratch.out.length() > 0) {
          scratch.out.write(',');
        }
        scratch.out.write(labels[i]);
      }
    }
    visitor.text(column, scratch.built());
  }
}
