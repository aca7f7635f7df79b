package io.wherry.local.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// Reads the body of a request: the records of a put into [Entries], everything else into [Fields].
final class RequestReader {
  /// Where a request has records.
  enum Records {
    /// It has none.
    NONE,
    /// It is one itself.
    ONE,
    /// Under `Records`.
    MANY
  }

  private static final int DEPTH_MAX = 8;

  private RequestReader() {}

  /// @throws io.wherry.local.stream.ServiceError when the body is not understood
  static Fields read(Wire wire, byte[] body, int length, Records records, Entries entries) {
    var values = new HashMap<String, Object>();
    if (length == 0) {
      return new Fields(wire, values);
    }
    try (JsonParser in = wire.parser(body, length)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw Fields.serialization("the request is no structure");
      }
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        in.nextToken();
        if (records == Records.MANY && name.equals("Records") && !isNull(in)) {
          entries.readAll(in);
        } else if (records != Records.ONE || !entries.read(name, in)) {
          put(values, name, in, 1);
        }
      }
    } catch (IOException e) {
      String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw Fields.serialization("the request cannot be read: " + line);
    }
    return new Fields(wire, values);
  }

  private static boolean isNull(JsonParser in) {
    return in.currentToken() == JsonToken.VALUE_NULL;
  }

  private static void put(Map<String, Object> values, String name, JsonParser in, int depth)
      throws IOException {
    JsonToken token = in.currentToken();
    if (token == null || token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token == JsonToken.START_OBJECT && depth < DEPTH_MAX) {
      var inner = new HashMap<String, Object>();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String innerName = in.currentName();
        in.nextToken();
        put(inner, innerName, in, depth + 1);
      }
      values.put(name, inner);
    } else if (token.isStructStart()) {
      // No operation here takes a list but PutRecords.
      in.skipChildren();
    } else if (token.isNumeric()) {
      values.put(name, in.getDecimalValue());
    } else if (token.isBoolean()) {
      values.put(name, in.getBooleanValue());
    } else if (token == JsonToken.VALUE_STRING) {
      values.put(name, in.getText());
    }
  }
}
