package io.wherry.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;

/// What a column's value is in a record, and how that compares with what `SELECT` shows.
enum JsonKind {
  /// All digits.
  NUMBER("number") {
    @Override
    String expression(String v) {
      return "cast(" + v + "+0 as char)";
    }

    @Override
    String expected(String selected) {
      return selected;
    }
  },
  /// Digits that read back to the same 32 bits.
  FLOAT("number") {
    @Override
    String expression(String v) {
      return v + "+0e0";
    }

    @Override
    String expected(String selected) {
      return String.valueOf((float) Double.parseDouble(selected));
    }

    @Override
    String found(String json) {
      return String.valueOf(Float.parseFloat(json));
    }
  },
  /// Digits that read back to the same 64 bits.
  DOUBLE("number") {
    @Override
    String expression(String v) {
      return v + "+0e0";
    }

    @Override
    String expected(String selected) {
      return String.valueOf(Double.parseDouble(selected));
    }

    @Override
    String found(String json) {
      return String.valueOf(Double.parseDouble(json));
    }
  },
  /// Two digits behind the point; where the log alone says what a column is, the shortest that
  /// round to them.
  FIXED("number") {
    @Override
    String expression(String v) {
      return "cast(" + v + " as char)";
    }

    @Override
    String expected(String selected) {
      return selected;
    }

    @Override
    String found(String json) {
      return new BigDecimal(json).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }
  },
  /// The text that `SELECT` shows.
  STRING("string") {
    @Override
    String expression(String v) {
      return "hex(cast(" + v + " as char character set utf8mb4))";
    }

    @Override
    String expected(String selected) {
      return text(selected);
    }

    @Override
    String found(String json) {
      return unquoted(json);
    }
  },
  /// The bytes that `SELECT` shows.
  BASE64("string, base64") {
    @Override
    String expression(String v) {
      return "hex(" + v + ")";
    }

    @Override
    String expected(String selected) {
      return selected;
    }

    @Override
    String found(String json) {
      byte[] bytes = Base64.getDecoder().decode(unquoted(json));
      return HexFormat.of().withUpperCase().formatHex(bytes);
    }
  },
  /// The document's text; a line end between its parts is a space.
  NESTED("nested value") {
    @Override
    String expression(String v) {
      return "hex(cast(" + v + " as char character set utf8mb4))";
    }

    @Override
    String expected(String selected) {
      return text(selected).replaceAll("[\n\r\t]", " ").strip();
    }
  },
  /// Numbers of 32 bits.
  ARRAY("array of numbers") {
    @Override
    String expression(String v) {
      return "hex(" + v + ")";
    }

    @Override
    String expected(String selected) {
      var numbers = new ArrayList<Float>();
      var bytes = ByteBuffer.wrap(HexFormat.of().parseHex(selected)).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        numbers.add(bytes.getFloat());
      }
      return numbers.toString();
    }

    @Override
    String found(String json) {
      var numbers = new ArrayList<Float>();
      for (String number : json.substring(1, json.length() - 1).split(",", -1)) {
        numbers.add(Float.parseFloat(number));
      }
      return numbers.toString();
    }
  };

  private static final JsonMapper JSON = new JsonMapper();

  private final String word;

  JsonKind(String word) {
    this.word = word;
  }

  /// As `docs/TYPES.md` says it.
  String word() {
    return word;
  }

  /// Makes the server show a column so that nothing is lost on the way.
  abstract String expression(String v);

  /// What the server showed, in the form of [#found].
  abstract String expected(String selected);

  /// What a record holds.
  ///
  /// @param json the value as it stands there
  String found(String json) {
    return json;
  }

  private static String text(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
  }

  private static String unquoted(String json) {
    try {
      return JSON.readTree(json).textValue();
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }
}
