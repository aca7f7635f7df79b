package io.wherry.oracle;

import io.wherry.server.Database.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The text types in every charset.
final class TextTypes {
  private static final JsonKind STRING = JsonKind.STRING;

  /// One byte a character, any byte allowed.
  private static final List<String> SINGLE_BYTE =
      List.of(
          "armscii8",
          "cp1250",
          "cp1251",
          "cp1256",
          "cp1257",
          "cp850",
          "cp852",
          "cp866",
          "dec8",
          "geostd8",
          "greek",
          "hebrew",
          "hp8",
          "keybcs2",
          "koi8r",
          "koi8u",
          "latin1",
          "latin2",
          "latin5",
          "latin7",
          "macce",
          "macroman",
          "tis620");

  private final TypeTable table;

  TextTypes(TypeTable table) {
    this.table = table;
  }

  void addAll() {
    lengths();
    SINGLE_BYTE.forEach(this::singleByte);
    add("ascii", "abc", "~");
    add("swe7", "abc", "ÅÄÖåäöÉéÜü");
    add("utf8", "é€語", "abc");
    add("ucs2", "é€語", "abc");
    add("utf16", "é€語😀", "abc");
    add("utf16le", "é€語😀", "abc");
    add("utf32", "é€語😀", "abc");
    add("gbk", "汉语拼音", "a汉b");
    add("gb2312", "汉语", "abc");
    add("big5", "漢語", "a漢b");
    add("sjis", "日本語ｱ", "a日b");
    add("cp932", "日本語ｱ①～－", "abc");
    add("ujis", "日本語ｱ", "a日b");
    add("eucjpms", "日本語ｱ①～－", "abc");
    add("euckr", "한국어", "a한b");
    Set<Kind> mysql = EnumSet.of(Kind.MYSQL_9_7);
    add(mysql, "gb18030", "汉语拼音", "é€語😀");
    table.add("varchar(10) character set latin1", STRING, "x'818D8F909D'", "x'80FF'");
    String kana = "x'82A082A2'";
    table.add("varchar(10) character set cp932", STRING, kana, "x'8160817C8191'");
    table.add("varchar(10) character set sjis", STRING, kana, "x'815C'", "x'815F'");
    table.add("varchar(10) character set euckr", STRING, "x'B0A1'", "x'C8FE'");
    table.add("varchar(10) character set ujis", STRING, "x'8FB0A1'", "x'8EB1'", "x'A1C0'");
    table.add("varchar(10) character set binary", JsonKind.BASE64, "'abc'", "x'FF'");
    table.add("char(10) character set binary", JsonKind.BASE64, "'abc'", "x'FF'");
    table.add("text character set binary", JsonKind.BASE64, "'abc'", "x'FF'");
  }

  private void lengths() {
    table.add("char(0)", STRING, "''");
    table.add("char(10)", STRING, "''", "'a'", "'a  '", "'  a'", "'é€😀'");
    table.add("char(255)", STRING, "repeat('😀', 255)", "'x'", "repeat(' ', 255)");
    table.add("char(255) character set latin1", STRING, "repeat('é', 255)", "'x'");
    table.add("char(64) character set utf32", STRING, "repeat('😀', 64)", "'x'");
    table.add("varchar(63)", STRING, "''", "'a '", "repeat('😀', 63)", "' é\\n\\t\\\\\\\"\\''");
    table.add("varchar(64)", STRING, "repeat('😀', 64)", "'short'");
    table.add("varchar(5000)", STRING, "repeat('€', 5000)");
    table.add("varchar(20) collate utf8mb4_bin", STRING, "'é'", "'E'");
    table.add("tinytext", STRING, "''", "'Ω'");
    table.add("text", STRING, "''", "repeat('ä', 30000)", "concat(char(0), char(1), char(127))");
    table.add("mediumtext", STRING, "repeat('語', 30000)");
    table.add("longtext", STRING, "''", "'x'", "'[1, 2]'");
    table.add("longtext collate utf8mb4_bin", STRING, "'x'", "'[1, 2]'");
    table.add("national varchar(10)", STRING, "'é€'");
  }

  private void singleByte(String charset) {
    String varchar = "varchar(40) character set " + charset;
    for (int first = 0x80; first <= 0xE0; first += 0x20) {
      var hex = new StringBuilder("x'41");
      for (int code = first; code < first + 0x20; code++) {
        hex.append("%02X".formatted(code));
      }
      table.add(varchar, STRING, hex + "'");
    }
    table.add(varchar, STRING, "'plain'");
    table.add("char(3) character set " + charset, STRING, "x'61C5'", "x'F0'", "''");
    table.add("text character set " + charset, STRING, "x'20E120'");
  }

  private void add(String charset, String... texts) {
    add(TypeTable.ALL, charset, texts);
  }

  private void add(Set<Kind> servers, String charset, String... texts) {
    for (String text : texts) {
      String turned = "convert(_utf8mb4'%s' using %s)".formatted(text, charset);
      table.add(servers, "varchar(20) character set " + charset, STRING, turned, "''");
      table.add(servers, "char(20) character set " + charset, STRING, turned, "'x'");
      table.add(servers, "text character set " + charset, STRING, turned);
    }
  }
}
