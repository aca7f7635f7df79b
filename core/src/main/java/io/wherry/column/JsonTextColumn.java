package io.wherry.column;

import io.wherry.change.Column;
import io.wherry.change.ColumnVisitor;

/// MariaDB's JSON in a row image: that of a LONGTEXT, the document's text as it was typed.
///
/// Line ends and tabs between the parts of a document become spaces, so that a record stays one
/// line. A text that is no document (`check_constraint_checks=OFF` lets it in) is said as a text.
/// Source: MariaDB Knowledge Base, "JSON Data Type".
final class JsonTextColumn extends ColumnDecoder {
  JsonTextColumn(Column column) {
    super(column);
  }

  @Override
  public void push(byte[] array, int at, int length, Scratch scratch, ColumnVisitor visitor) {
    int end = at + length;
    if (Utf8.validEnd(array, at, end) < end || !scratch.syntax.valid(array, at, length)) {
      visitor.text(column, Utf8.sound(array, at, length, scratch));
      return;
    }
    // A control character in a document stands between its parts: strings hold none.
    int i = at;
    while (i < end && (array[i] >= ' ' || array[i] < 0)) {
      i++;
    }
    if (i == end) {
      visitor.json(column, scratch.slice.wrap(array, at, length));
      return;
    }
    scratch.out.clear();
    for (i = at; i < end; i++) {
      scratch.out.write(array[i] >= 0 && array[i] < ' ' ? ' ' : array[i]);
    }
    visitor.json(column, scratch.built());
  }
}
