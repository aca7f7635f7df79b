package io.wherry.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wherry.change.Column;
import io.wherry.change.ColumnType;
import io.wherry.change.Row;
import io.wherry.change.Value;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Values of MariaDB's own column types, sound and not.
class MariadbColumnsTest {
  private static final Column COLUMN = new Column(0, "v", new ColumnType.Json(), true);
  private static final ColumnDecoder COMPRESSED =
      new CompressedColumn(COLUMN, new BinaryColumn(COLUMN, 0));

  private static Value value(ColumnDecoder decoder, byte[] bytes) {
    Row row = Row.of(visitor -> decoder.push(bytes, 0, bytes.length, new Scratch(), visitor));
    return row.values().values().iterator().next();
  }

  private static void assertUnsound(ColumnDecoder decoder, String hex, String why) {
    assertThatThrownBy(() -> value(decoder, HexFormat.of().parseHex(hex)))
        .isInstanceOf(Unsound.class)
        .hasMessage(why);
  }

  /// A line end between the parts of a document would break the record in two.
  @Test
  void aDocumentStaysOnOneLine() {
    var decoder = new JsonTextColumn(COLUMN);
    assertThat(value(decoder, CharacterSet.bytes("{\n\t\"a\\n\": 1\r\n}")))
        .isEqualTo(new Value.Json("{  \"a\\n\": 1  }"));
  }

  /// `check_constraint_checks=OFF` lets anything in: bare, it would spoil the whole record.
  @Test
  void aTextThatIsNoDocumentIsAText() {
    var decoder = new JsonTextColumn(COLUMN);
    assertThat(value(decoder, CharacterSet.bytes("{oops\n"))).isEqualTo(new Value.Text("{oops\n"));
    assertThat(value(decoder, new byte[] {'"', (byte) 0xFF, '"'}))
        .isEqualTo(new Value.Text("\"\ufffd\""));
  }

  /// A length that lies must neither take memory nor hand out what an earlier value left behind.
  @Test
  void aCompressedValueThatIsNoneIsTold() {
    assertUnsound(COMPRESSED, "9805", "a compressed value with the head 98");
    assertUnsound(COMPRESSED, "8a01", "a compressed value with the head 8a");
    assertUnsound(COMPRESSED, "8cffffffff4b", "a compressed value of 4294967295 bytes in 1 bytes");
    assertUnsound(COMPRESSED, "89094b4c0400", "a compressed value that ends after 2 of 9 bytes");
    assertUnsound(
        COMPRESSED, "8903ffff", "a compressed value that cannot be inflated: invalid block type");
    assertThat(value(COMPRESSED, HexFormat.of().parseHex("89024b4c0400")))
        .isEqualTo(value(new BinaryColumn(COLUMN, 0), CharacterSet.bytes("aa")));
  }

  @Test
  void aVectorOfNumbersOnly() {
    var decoder = new VectorColumn(COLUMN);
    assertUnsound(decoder, "0000803f00", "a VECTOR of 5 bytes");
    assertUnsound(decoder, "0000c07f", "a VECTOR with a number that is none");
  }

  @Test
  void anOldFractionWithinItsDigits() {
    var timestamp = new OldFractionColumn(COLUMN, StorageType.OLD_TIMESTAMP, 1);
    assertUnsound(timestamp, "000000010a", "a fraction of 10 in 1 digits");
    var time = new OldFractionColumn(COLUMN, StorageType.OLD_TIME, 1);
    assertUnsound(time, "ffffffff", "118465 hours are no TIME");
    var datetime = new OldFractionColumn(COLUMN, StorageType.OLD_DATETIME, 6);
    assertUnsound(datetime, "ffffffffffffffff", "18446744073709551615 is no DATETIME");
    assertThat(value(time, HexFormat.of().parseHex("01d3c9c7")))
        .isEqualTo(new Value.Time(false, 12, 34, 56, 700_000));
  }
}
