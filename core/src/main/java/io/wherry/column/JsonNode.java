package io.wherry.column;

import java.util.List;

/// A value of a document that is being changed. Only the containers on the way to a change are
/// taken apart; all else stays as it is stored.
sealed interface JsonNode {
  /// A value as some document holds it.
  ///
  /// @param bytes what `at` and `end` are indexes of
  /// @param kind its kind byte
  /// @param at index behind the kind
  /// @param end index behind what holds it
  record Stored(JsonBytes bytes, int kind, int at, int end) implements JsonNode {}

  /// An object; its members in the server's order: by length of the key, then by its bytes.
  record Members(List<JsonKey> keys, List<JsonNode> values) implements JsonNode {}

  /// An array.
  record Elements(List<JsonNode> values) implements JsonNode {}
}
