package io.wherry.local.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Writes one answer, in JSON or CBOR, piece by piece. Nothing can go wrong: it writes to memory.
final class Answer {
  /// A part of the answer.
  @FunctionalInterface
  interface Part {
    void write();
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private final Wire wire;
  private final JsonGenerator out;

  Answer(Wire wire, AnswerBuffer buffer) {
    this.wire = wire;
    try {
      out = wire.generator(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void quietly(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close() {
    quietly(out::close);
  }

  /// `{ … }`, as a value or an element.
  void object(Part fields) {
    quietly(out::writeStartObject);
    fields.write();
    quietly(out::writeEndObject);
  }

  /// `"name": { … }`.
  void object(String name, Part fields) {
    quietly(() -> out.writeFieldName(name));
    object(fields);
  }

  /// `"name": [ … ]`.
  void list(String name, Part elements) {
    quietly(() -> out.writeArrayFieldStart(name));
    elements.write();
    quietly(out::writeEndArray);
  }

  void text(String name, String value) {
    quietly(() -> out.writeStringField(name, value));
  }

  /// Leaves out what is not there.
  void textOrNothing(String name, @Nullable String value) {
    if (value != null) {
      text(name, value);
    }
  }

  /// An element of a list.
  void text(String value) {
    quietly(() -> out.writeString(value));
  }

  void number(String name, long value) {
    quietly(() -> out.writeNumberField(name, value));
  }

  void flag(String name, boolean value) {
    quietly(() -> out.writeBooleanField(name, value));
  }

  /// @param millis milliseconds since the epoch
  void time(String name, long millis) {
    quietly(() -> {
      out.writeFieldName(name);
      wire.writeTime(out, millis);
    });
  }

  /// For the many: no lambda, no copy.
  void start() throws IOException {
    out.writeStartObject();
  }

  void end() throws IOException {
    out.writeEndObject();
  }

  void ascii(SerializableString name, byte[] value) throws IOException {
    out.writeFieldName(name);
    out.writeUTF8String(value, 0, value.length);
  }

  void utf8(SerializableString name, byte[] bytes, int at, int length) throws IOException {
    out.writeFieldName(name);
    out.writeUTF8String(bytes, at, length);
  }

  void binary(SerializableString name, byte[] bytes, int at, int length) throws IOException {
    out.writeFieldName(name);
    out.writeBinary(bytes, at, length);
  }

  void time(SerializableString name, long millis) throws IOException {
    out.writeFieldName(name);
    wire.writeTime(out, millis);
  }
}
