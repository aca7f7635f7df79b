package io.wherry.local;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The two forms of the API as a client speaks them: maps, lists, text, numbers, `Instant`s, bytes.
enum Wire {
  JSON("application/x-amz-json-1.1", new JsonFactory()),
  CBOR("application/x-amz-cbor-1.1", new CBORFactory());

  final String contentType;

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
  private final JsonFactory factory;

  Wire(String contentType, JsonFactory factory) {
    this.contentType = contentType;
    this.factory = factory;
  }

  byte[] write(Object value) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = factory.createGenerator(bytes)) {
      write(value, out);
    }
    return bytes.toByteArray();
  }

  private static void write(Object value, JsonGenerator out) throws IOException {
    switch (value) {
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.writeFieldName((String) entry.getKey());
          write(entry.getValue(), out);
        }
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray();
        for (Object element : list) {
          write(element, out);
        }
        out.writeEndArray();
      }
      case Instant time when out instanceof CBORGenerator cbor -> {
        cbor.writeTag(1);
        cbor.writeNumber(time.toEpochMilli());
      }
      case Instant time -> out.writeNumber(time.toEpochMilli() / 1000.0);
      case byte[] bytes -> out.writeBinary(bytes);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Boolean flag -> out.writeBoolean(flag);
      default -> out.writeString(value.toString());
    }
  }

  /// Bytes come back as base64 in both forms, times in milliseconds, so that answers compare.
  @SuppressWarnings("unchecked") // every answer is a structure
  Map<String, Object> read(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return Map.of();
    }
    try (JsonParser in = factory.createParser(bytes)) {
      in.nextToken();
      return (Map<String, Object>) requireNonNull(read(in, ""));
    }
  }

  private static @Nullable Object read(JsonParser in, String name) throws IOException {
    JsonToken token = in.currentToken();
    if (token == JsonToken.START_OBJECT) {
      var map = new LinkedHashMap<String, @Nullable Object>();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String field = in.currentName();
        in.nextToken();
        map.put(field, read(in, field));
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      var list = new ArrayList<@Nullable Object>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        list.add(read(in, ""));
      }
      return list;
    }
    if (name.endsWith("Timestamp")) {
      return in instanceof CBORParser
          ? in.getLongValue()
          : in.getDecimalValue().movePointRight(3).longValueExact();
    }
    if (token == JsonToken.VALUE_EMBEDDED_OBJECT) {
      return Base64.getEncoder().encodeToString(in.getBinaryValue());
    }
    return switch (token) {
      case VALUE_NUMBER_INT -> in.getLongValue();
      case VALUE_TRUE, VALUE_FALSE -> in.getBooleanValue();
      case VALUE_NULL -> null;
      default -> in.getText();
    };
  }
}
