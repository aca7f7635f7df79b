package io.wherry.binlog;

import io.wherry.bytes.ByteReader;
import io.wherry.bytes.ByteSlice;
import io.wherry.column.ColumnLayout;
import io.wherry.column.StorageType;
import io.wherry.column.Unsound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a TABLE_MAP says of its columns beyond their layout: each item is a kind in one byte, a
/// length, and as much content. MySQL 8 sends signedness and charsets always, MariaDB not with its
/// default; both send all of it under `binlog_row_metadata=FULL`.
///
/// ```text
///   1 SIGNEDNESS       a bit for each number column, highest first      2 DEFAULT_CHARSET
///   3 COLUMN_CHARSET   4 COLUMN_NAME   5 SET_STR_VALUE   6 ENUM_STR_VALUE   7 GEOMETRY_TYPE
///   8 SIMPLE_PRIMARY_KEY   9 PRIMARY_KEY_WITH_PREFIX   10 ENUM_AND_SET_DEFAULT_CHARSET
///   11 ENUM_AND_SET_COLUMN_CHARSET   12 COLUMN_VISIBILITY   13 VECTOR_DIMENSIONALITY
/// ```
///
/// Source: MySQL 9 source documentation, "Table_map_event", optional metadata fields.
final class OptionalMetadata {
  private static final int SIGNEDNESS = 1;
  private static final int DEFAULT_CHARSET = 2;
  private static final int COLUMN_CHARSET = 3;
  private static final int COLUMN_NAME = 4;
  private static final int SET_STR_VALUE = 5;
  private static final int ENUM_STR_VALUE = 6;
  private static final int SIMPLE_PRIMARY_KEY = 8;
  private static final int PRIMARY_KEY_WITH_PREFIX = 9;
  private static final int ENUM_AND_SET_DEFAULT_CHARSET = 10;
  private static final int ENUM_AND_SET_COLUMN_CHARSET = 11;
  private static final int VECTOR_DIMENSIONALITY = 13;

  private final ColumnLayout[] layouts;
  private final boolean mariadb;
  private final int[] collations;
  private final boolean[] unsigned;
  private final int[] dimensions;
  private final List<List<byte[]>> setLabels = new ArrayList<>();
  private final List<List<byte[]>> enumLabels = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<Integer> key = new ArrayList<>();
  private boolean signed;

  private OptionalMetadata(ColumnLayout[] layouts, boolean mariadb) {
    this.layouts = layouts;
    this.mariadb = mariadb;
    this.collations = new int[layouts.length];
    this.unsigned = new boolean[layouts.length];
    this.dimensions = new int[layouts.length];
  }

  /// Reads all items to the end; passes over kinds that are not needed.
  static OptionalMetadata read(ByteReader in, ColumnLayout[] layouts, boolean mariadb) {
    var metadata = new OptionalMetadata(layouts, mariadb);
    var item = new ByteReader();
    var content = new ByteSlice();
    while (in.remaining() > 0) {
      int kind = in.uint8();
      in.slice(size(in.lengthEncoded()), content);
      metadata.item(kind, item.wrap(content));
    }
    return metadata;
  }

  private void item(int kind, ByteReader in) {
    switch (kind) {
      case SIGNEDNESS -> readSigns(in);
      case DEFAULT_CHARSET -> readDefaultCharset(in, false);
      case COLUMN_CHARSET -> readCharsets(in, false);
      case COLUMN_NAME -> readNames(in);
      case SET_STR_VALUE -> readLabels(in, setLabels);
      case ENUM_STR_VALUE -> readLabels(in, enumLabels);
      case SIMPLE_PRIMARY_KEY -> readKey(in, false);
      case PRIMARY_KEY_WITH_PREFIX -> readKey(in, true);
      case ENUM_AND_SET_DEFAULT_CHARSET -> readDefaultCharset(in, true);
      case ENUM_AND_SET_COLUMN_CHARSET -> readCharsets(in, true);
      case VECTOR_DIMENSIONALITY -> readDimensions(in);
      default -> in.skip(in.remaining());
    }
    if (in.remaining() > 0) {
      throw new Unsound(in.remaining() + " bytes too many in metadata of kind " + kind);
    }
  }

  private void readSigns(ByteReader in) {
    signed = true;
    int bit = 0;
    int bits = 0;
    for (int i = 0; i < layouts.length; i++) {
      if (layouts[i].type().numeric()) {
        if (bit == 0) {
          bits = in.uint8();
          bit = 8;
        }
        unsigned[i] = (bits >>> --bit & 1) != 0;
      }
    }
  }

  private boolean hasCharset(int column, boolean labelled) {
    StorageType type = layouts[column].type();
    return labelled ? type == StorageType.ENUM || type == StorageType.SET : type.character(mariadb);
  }

  /// A default collation, and pairs of column (counted among those with a charset) and collation.
  private void readDefaultCharset(ByteReader in, boolean labelled) {
    int[] columns = new int[layouts.length];
    int count = 0;
    int collation = size(in.lengthEncoded());
    for (int i = 0; i < layouts.length; i++) {
      if (hasCharset(i, labelled)) {
        columns[count++] = i;
        collations[i] = collation;
      }
    }
    while (in.remaining() > 0) {
      int index = size(in.lengthEncoded());
      if (index >= count) {
        throw new Unsound("a charset for text column " + index + " of " + count);
      }
      collations[columns[index]] = size(in.lengthEncoded());
    }
  }

  private void readCharsets(ByteReader in, boolean labelled) {
    for (int i = 0; i < layouts.length; i++) {
      if (hasCharset(i, labelled)) {
        collations[i] = size(in.lengthEncoded());
      }
    }
  }

  private void readDimensions(ByteReader in) {
    for (int i = 0; i < layouts.length; i++) {
      if (layouts[i].type() == StorageType.VECTOR) {
        dimensions[i] = size(in.lengthEncoded());
      }
    }
  }

  private void readNames(ByteReader in) {
    var name = new ByteSlice();
    while (in.remaining() > 0) {
      names.add(in.slice(size(in.lengthEncoded()), name).utf8());
    }
    if (names.size() != layouts.length) {
      throw new Unsound(names.size() + " column names for " + layouts.length + " columns");
    }
  }

  private static void readLabels(ByteReader in, List<List<byte[]>> columns) {
    var label = new ByteSlice();
    while (in.remaining() > 0) {
      int count = size(in.lengthEncoded());
      in.need(count);
      List<byte[]> labels = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        labels.add(in.slice(size(in.lengthEncoded()), label).copy());
      }
      columns.add(labels);
    }
  }

  private void readKey(ByteReader in, boolean withPrefix) {
    while (in.remaining() > 0) {
      int index = size(in.lengthEncoded());
      if (index >= layouts.length) {
        throw new Unsound("a key over column " + index + " of " + layouts.length);
      }
      key.add(index);
      if (withPrefix) {
        in.lengthEncoded();
      }
    }
  }

  private static int size(long value) {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new Unsound("a length of " + Long.toUnsignedString(value));
    }
    return (int) value;
  }

  /// The columns' names in table order; empty where they are not sent.
  List<String> names() {
    return names;
  }

  /// The primary key's columns in key order; empty where there is none or it is not sent.
  List<Integer> key() {
    return key;
  }

  /// Whether a number column is unsigned; null where that is not sent.
  @Nullable Boolean unsigned(int column) {
    return (signed && layouts[column].type().numeric()) ? unsigned[column] : null;
  }

  /// The collation of a column with a charset; 0 where it is not sent.
  int collation(int column) {
    return collations[column];
  }

  /// The most numbers of a VECTOR column; 0 where that is not sent.
  int dimensions(int column) {
    return dimensions[column];
  }

  /// The labels of an ENUM or SET column in their charset; null where they are not sent.
  @Nullable List<byte[]> labels(int column) {
    StorageType type = layouts[column].type();
    int before = 0;
    for (int i = 0; i < column; i++) {
      before += layouts[i].type() == type ? 1 : 0;
    }
    List<List<byte[]>> all = type == StorageType.SET ? setLabels : enumLabels;
    return before < all.size() ? all.get(before) : null;
  }
}
