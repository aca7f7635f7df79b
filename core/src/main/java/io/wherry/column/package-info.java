/// One column's value: from the bytes of a row image to what a visitor is told. Every type's
/// layout, the charsets, JSON documents.
///
/// Start reading at [io.wherry.column.ColumnDecoder].
@org.jspecify.annotations.NullMarked
package io.wherry.column;
